import { createColors } from 'picocolors';
import type { ClusterReport, Diagnostic, NotChecked, ValidationReport } from '../checks/validation-report';
import type { NotModelled } from '../fleet/recognise';
import { describeObject, type Severity } from '../source/finding';
import { codeFrame } from './code-frame';
import { locationOf } from './location';
import { safeText } from './printable';
import { summaryOf } from './summary';

export interface TextOptions {
  readonly color: boolean;
  /** How much of the input could not be read, so that nobody takes the counts for all. @default 0 */
  readonly inputErrors?: number;
}

type Colors = ReturnType<typeof createColors>;

/** The report for a person: what was judged, each finding at its place, what could not be told, and a line of counts. */
export function formatText(report: ValidationReport, options: TextOptions): string {
  const colors = createColors(options.color);
  const sections = [
    report.clusters.map((cluster) => clusterLine(cluster, colors)).join('\n'),
    ...report.diagnostics.map((diagnostic) => diagnosticText(diagnostic, colors)),
    notCheckedText(report.notChecked, 'notCheckable', 'not checkable', colors),
    notCheckedText(report.notChecked, 'skipped', 'skipped', colors),
    notModelledText(report.notModelled, colors),
    countsText(report, options.inputErrors ?? 0, colors),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function clusterLine({ context, snapshot, objects, inputs }: ClusterReport, colors: Colors): string {
  const newer = context.newerThanKnown
    ? `; ${context.newerThanKnown} was asked for, and ${context.kubernetes} is the newest known`
    : '';
  const facts = `Kubernetes ${context.kubernetes} (${context.source}${newer}), ${count(objects, 'object')}`;
  const against = snapshot
    ? `snapshot ${snapshot.file}, ${day(snapshot.start)} to ${day(snapshot.end)}, ${snapshot.series} series${snapshot.synthetic ? ', synthetic' : ''}`
    : 'no snapshot';
  const lines = [
    `${colors.bold(safeText(context.name))}${safeText(`: ${facts}, ${against}`)}`,
    ...inputs.map((input) => colors.dim(safeText(`  ${input.file}: ${input.what}`))),
  ];
  return lines.join('\n');
}

function diagnosticText(diagnostic: Diagnostic, colors: Colors): string {
  const { line, column, file } = locationOf(diagnostic.place.span);
  const object = diagnostic.object ? `${describeObject(diagnostic.object)}: ` : '';
  return [
    `${severityText(diagnostic.severity, colors)} ${colors.bold(safeText(`${object}${diagnostic.message}`))} [${diagnostic.check}]`,
    safeText(`  --> ${file}:${line}:${column} (${diagnostic.cluster})`),
    indented(codeFrame(diagnostic.place.span)),
    safeText(`  ${diagnostic.help}`),
  ].join('\n');
}

function severityText(severity: Severity, colors: Colors): string {
  if (severity === 'error') return colors.red('error');
  return severity === 'warning' ? colors.yellow('warning') : colors.cyan('info');
}

/** One line per check and reason: a thousand services without a snapshot are one reason, not a thousand lines. */
function notCheckedText(
  all: readonly NotChecked[],
  outcome: NotChecked['outcome'],
  title: string,
  colors: Colors,
): string {
  const groups = new Map<string, { first: NotChecked; count: number }>();
  for (const entry of all) {
    if (entry.outcome !== outcome) continue;
    const key = `${entry.check}\n${entry.reason}\n${entry.cluster}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { first: entry, count: 1 });
  }
  if (groups.size === 0) return '';
  const lines = [...groups.values()].map(({ first, count }) => {
    const { file, line } = locationOf(first.place.span);
    const more = count > 1 ? ` and ${count - 1} more` : '';
    return safeText(`  ${first.check}: ${first.reason} (${first.cluster}; ${file}:${line}${more})`);
  });
  return [colors.bold(title), ...lines].join('\n');
}

function notModelledText(entries: readonly NotModelled[], colors: Colors): string {
  if (entries.length === 0) return '';
  const lines = entries.map(({ what, span, object }) => {
    const { file, line } = locationOf(span);
    return safeText(`  ${file}:${line}: ${what}${object ? ` ${object.name}` : ''}`);
  });
  return [colors.bold('not modelled'), ...lines].join('\n');
}

function countsText(report: ValidationReport, inputErrors: number, colors: Colors): string {
  const { errors, warnings, infos, notModelled, checks } = summaryOf(report);
  const severities = `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'info')}`;
  const outcomes = `${checks.passed} passed, ${checks.failed} failed, ${checks.notCheckable} not checkable, ${checks.skipped} skipped`;
  const unread = inputErrors > 0 ? `; ${count(inputErrors, 'input error')}: not everything was judged` : '';
  return colors.bold(`${severities}; checks: ${outcomes}; ${notModelled} not modelled${unread}`);
}

function count(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
