import type { Diagnostic, ValidationReport } from '../checks/validation-report';
import type { Severity } from '../source/finding';
import type { InputError } from '../source/input-error';
import type { Span } from '../source/source-file';
import { count, countsText } from './counts-text';
import { inputErrorLocation, messageText } from './finding-text';
import { safeText } from './printable';

/** GitHub shows ten annotations of each kind per step, and drops the rest without a word. */
const MOST_OF_A_KIND = 10;

const COMMANDS: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'notice' };

interface Annotation {
  readonly command: string;
  readonly properties: { readonly [name: string]: string | number | undefined };
  readonly message: string;
}

/** Workflow commands that GitHub turns into annotations, what is new first, and a line that counts what it would drop. */
export function formatGithub(report: ValidationReport, inputErrors: readonly InputError[] = []): string {
  const newFirst = [...report.diagnostics].sort((a, b) => Number(b.isNew ?? false) - Number(a.isNew ?? false));
  const annotations = [...inputErrors.map(inputErrorAnnotation), ...newFirst.map(annotationOf)];
  const groups = Object.values(COMMANDS).map((command) => annotations.filter((one) => one.command === command));
  const lines = groups.flatMap((group) => group.slice(0, MOST_OF_A_KIND)).map(commandLine);
  const rest = groups
    .filter(({ length }) => length > MOST_OF_A_KIND)
    .map((group) => count(group.length - MOST_OF_A_KIND, group[0]!.command));
  if (rest.length > 0) {
    lines.push(`and ${rest.join(', ')} more: GitHub shows ${MOST_OF_A_KIND} annotations of each kind per step`);
  }
  lines.push(countsText(report, inputErrors.length));
  return lines.map((line) => `${line}\n`).join('');
}

function annotationOf(diagnostic: Diagnostic): Annotation {
  const { check, severity, help, cluster, place, isNew } = diagnostic;
  return {
    command: COMMANDS[severity],
    properties: { ...regionOf(place.span), title: `${isNew ? 'new: ' : ''}${check} (${cluster})` },
    message: `${messageText(diagnostic)}\n${safeText(help)}`,
  };
}

function inputErrorAnnotation(error: InputError): Annotation {
  const { file, line, column } = inputErrorLocation(error);
  return {
    command: 'error',
    properties: { file, line, col: column, title: 'not readable' },
    message: `${safeText(error.message)}\n${safeText(error.help)}`,
  };
}

/** Columns are allowed within one line only. */
function regionOf({ file, start, end }: Span): Annotation['properties'] {
  const first = file.positionAt(start);
  const last = file.positionAt(Math.max(start, end));
  const place = { file: file.name, line: first.line, endLine: last.line };
  if (last.line !== first.line) return place;
  return { ...place, col: first.column, endColumn: Math.max(last.column, first.column + 1) };
}

function commandLine({ command, properties, message }: Annotation): string {
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapedProperty(safeText(String(value)))}`],
  );
  return `::${command} ${given.join(',')}::${escapedData(message)}`;
}

/** Source: the rules of @actions/core, which the runner undoes. */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
