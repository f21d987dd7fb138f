import { uncheckedIn, type ValidationReport } from '../checks/validation-report';
import { readProject } from '../config/read-project';
import { formatGithub } from '../report/github';
import { formatGitlab } from '../report/gitlab';
import { formatJson } from '../report/json';
import { formatJunit } from '../report/junit';
import { formatMarkdown } from '../report/markdown';
import { safeText } from '../report/printable';
import { formatSarif } from '../report/sarif';
import { summaryOf } from '../report/summary';
import { formatText } from '../report/text';
import { faultText } from '../source/fault-text';
import { describeObject } from '../source/finding';
import { InputError } from '../source/input-error';
import { checkPage } from './check-pages';
import { ExitCode, worse } from './exit-code';
import { inputErrorText } from './input-error-text';
import { internalFaultText } from './internal-fault-text';
import { type Judgement, judge } from './judge';
import type { Terminal } from './terminal';
import type { ValidateOptions } from './validate-options';
import { writeOutput } from './write-output';

/** What the report is written with, besides itself. */
interface Style {
  readonly color: boolean;
  readonly version: string;
}

const FORMATTERS: {
  readonly [format in ValidateOptions['format']]: (judgement: Judgement, style: Style) => string;
} = {
  text: ({ report, errors }, { color }) => formatText(report, { color, inputErrors: errors.length }),
  json: ({ report, errors }) => formatJson(report, errors),
  sarif: ({ report, errors }, { version }) => formatSarif(report, errors, { version, pageOf: checkPage }),
  junit: ({ report, errors }) => formatJunit(report, errors),
  github: ({ report, errors }) => formatGithub(report, errors),
  gitlab: ({ report, errors }) => formatGitlab(report, errors),
  markdown: ({ report, errors }) => formatMarkdown(report, errors),
};

/** Judges the paths, prints or writes the report, and says how it went. */
export function runValidate(paths: readonly string[], options: ValidateOptions, terminal: Terminal): ExitCode {
  if (options.failOnNew && options.base === undefined) throw newerThanNothing();
  const judgement = judge(paths, options, readProject(), terminal);
  const { report, errors, notes } = judgement;
  const text = FORMATTERS[options.format](judgement, {
    color: terminal.color && options.output === undefined,
    version: options.version,
  });
  if (options.output === undefined) terminal.out(text);
  for (const note of notes) terminal.err(`${safeText(`warning: ${note}`)}\n`);
  for (const error of errors) terminal.err(inputErrorText(error));
  if (options.output !== undefined) writeOutput(options.output, text);
  for (const text of brokenChecks(report)) terminal.err(internalFaultText(text, options.version));
  return worse(errors.length > 0 ? ExitCode.badInput : ExitCode.clean, exitCodeOf(report, options));
}

/** The checks that broke, each with the object that broke it. */
function brokenChecks({ notChecked }: ValidationReport): readonly string[] {
  return notChecked
    .filter(({ fault }) => fault !== undefined)
    .map(({ check, object, fault }) =>
      safeText(`${check}${object ? ` of ${describeObject(object)}` : ''}: ${faultText(fault)}`),
    );
}

function exitCodeOf(report: ValidationReport, options: ValidateOptions): ExitCode {
  if (report.notChecked.some(({ fault }) => fault !== undefined)) return ExitCode.internal;
  const counts = ({ isNew }: { readonly isNew?: boolean }) => isNew === true || !options.failOnNew;
  const { errors, warnings, infos } = summaryOf({ ...report, diagnostics: report.diagnostics.filter(counts) });
  const counted = { error: errors, warning: errors + warnings, info: errors + warnings + infos, never: 0 };
  const unchecked = options.failOnUnchecked ? uncheckedIn(report).filter(counts).length : 0;
  return counted[options.failOn] + unchecked > 0 ? ExitCode.findings : ExitCode.clean;
}

function newerThanNothing(): InputError {
  return new InputError(
    'usage',
    '--fail-on-new needs --base',
    'Give --base a checkout of the target branch, so that it is known what is new.',
  );
}
