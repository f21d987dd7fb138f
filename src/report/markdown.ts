import type { Diagnostic, ValidationReport } from '../checks/validation-report';
import { describeObject } from '../source/finding';
import type { InputError } from '../source/input-error';
import { count, countsText } from './counts-text';
import { escapeMarkdown } from './escape-markdown';
import { inputErrorLocation, locationText } from './finding-text';
import { groupedUnchecked } from './grouped-unchecked';
import { locationOf } from './location';
import { summaryOf } from './summary';

/** A comment may hold 65,536 characters on GitHub: three tables and two lists must do with these. */
const TABLE_CHARACTERS = 12_000;
const LIST_CHARACTERS = 8_000;
const TEXT_CHARACTERS = 300;

/** By which a workflow finds its comment again, to replace it. */
const MARKER = '<!-- foresail -->';

/** A comment for a pull request: what is new in a table, the rest folded away. */
export function formatMarkdown(report: ValidationReport, inputErrors: readonly InputError[] = []): string {
  const { diagnostics, base } = report;
  const mendable = diagnostics.filter(({ severity }) => severity !== 'info');
  const infos = diagnostics.filter(({ severity }) => severity === 'info');
  const shown = mendable.filter(({ isNew }) => isNew !== false);
  const known = mendable.filter(({ isNew }) => isNew === false);
  const sections = [
    `${MARKER}\n### Foresail: ${headline(report, inputErrors.length)}`,
    inputErrors.length > 0 ? list('Not readable, and so not judged:', inputErrors.map(inputErrorLine)) : '',
    shown.length > 0 ? table(shown) : '',
    folded(`${known.length} that the target branch has too`, known.length, () => table(known)),
    folded(`${infos.length} worth knowing`, infos.length, () => table(infos)),
    uncheckedSection(report),
    base && base.unread.length > 0
      ? `Of the target branch could not be read: ${fitting(base.unread, code, LIST_CHARACTERS / 8).join(', ')}. What stands there counts as new.`
      : '',
    countsText(report, inputErrors.length),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function headline(report: ValidationReport, unread: number): string {
  const { errors, warnings } = summaryOf(report);
  const parts = [count(errors, 'error'), count(warnings, 'warning')];
  if (report.base) parts.push(`${report.diagnostics.filter(({ isNew }) => isNew).length} new`);
  if (unread > 0) parts.push(`${count(unread, 'file')} not readable`);
  return parts.join(', ');
}

function table(diagnostics: readonly Diagnostic[]): string {
  const rows = fitting(diagnostics, rowOf, TABLE_CHARACTERS);
  const rest = diagnostics.length - rows.length;
  const more = rest > 0 ? `\n\nand ${rest} more` : '';
  return `| | finding | where |\n| --- | --- | --- |\n${rows.join('\n')}${more}`;
}

function rowOf({ check, severity, cluster, message, help, object, place }: Diagnostic): string {
  const subject = object ? `**${clipped(describeObject(object))}**: ` : '';
  const finding = `${subject}${clipped(message)}<br>${clipped(help)}<br>${code(check)}`;
  const { file, line } = locationOf(place.span);
  return `| ${severity} | ${finding} | ${code(`${file}:${line}`)}<br>${clipped(cluster)} |`;
}

function inputErrorLine(error: InputError): string {
  const place = locationText(inputErrorLocation(error));
  return `${clipped(error.message)}${place === '' ? '' : ` (${code(place)})`}. ${clipped(error.help)}`;
}

function uncheckedSection({ notChecked, outcomes }: ValidationReport): string {
  const groups = groupedUnchecked(notChecked, 'notCheckable');
  const lines = groups.map(({ check, reason, cluster, count: total }) => {
    return `${code(check)}: ${clipped(reason)} (${clipped(cluster)}${total > 1 ? `, ${total} times` : ''})`;
  });
  return folded(`${outcomes.notCheckable} not checkable`, groups.length, () => list('', lines));
}

function list(title: string, lines: readonly string[]): string {
  const shown = fitting(lines, (line) => line, LIST_CHARACTERS);
  const rest = lines.length - shown.length;
  const items = [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].map((line) => `- ${line}`);
  return [...(title === '' ? [] : [title, '']), ...items].join('\n');
}

function folded(title: string, length: number, content: () => string): string {
  if (length === 0) return '';
  return `<details><summary>${title}</summary>\n\n${content()}\n\n</details>`;
}

/** As many of the first entries as there is room for; the first one always. */
function fitting<T>(entries: readonly T[], write: (entry: T) => string, room: number): readonly string[] {
  const written: string[] = [];
  let left = room;
  for (const entry of entries) {
    const text = write(entry);
    left -= text.length;
    if (left < 0 && written.length > 0) break;
    written.push(text);
  }
  return written;
}

function clipped(text: string): string {
  return escapeMarkdown(text.length > TEXT_CHARACTERS ? `${text.slice(0, TEXT_CHARACTERS - 1)}…` : text);
}

function code(text: string): string {
  return `<code>${clipped(text)}</code>`;
}
