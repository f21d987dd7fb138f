import { codeFrameColumns } from '@babel/code-frame';
import type { Span } from '../source/source-file';
import { printable } from './printable';
import { redactedLine } from './redact';

/** How much of a long line is shown before and after the place. */
const BEFORE = 60;
const AFTER = 100;

/** The source line of a span with a caret under it; only the first line of a longer span. */
export function codeFrame(span: Span): string {
  const { line, column } = span.file.positionAt(span.start);
  const { shown, start } = clipped(printable(redactedLine(span.file, line)), column);
  const end = Math.max(start + 1, Math.min(start + (span.end - span.start), shown.trimEnd().length + 1));
  const location = { start: { line, column: start }, end: { line, column: end } };
  // The published types do not know `startLine` yet.
  const options = { linesAbove: 0, linesBelow: 0, startLine: line };
  const [source, marker = ''] = codeFrameColumns(shown, location, options).split('\n');
  return `${source}\n${aligned(marker, shown)}`;
}

/** The part of a line around a column, and the column in that part. */
function clipped(text: string, column: number): { shown: string; start: number } {
  if (text.length <= BEFORE + AFTER) return { shown: text, start: column };
  const from = wholeCharacter(text, column > BEFORE + AFTER ? column - BEFORE : 0);
  const to = wholeCharacter(text, from + BEFORE + AFTER);
  const before = from > 0 ? '…' : '';
  return { shown: before + text.slice(from, to) + (to < text.length ? '…' : ''), start: column - from + before.length };
}

/** Not between the two halves of a character. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** Characters that take two columns of a terminal in one UTF-16 unit. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
const WIDE_SPACE = '\u3000';

/** The line of carets, with a wide space under each wide character before them. */
function aligned(marker: string, shown: string): string {
  const gutter = marker.indexOf('| ') + 2;
  const carets = marker.indexOf('^');
  const spaces = [...marker.slice(gutter, carets)].map((space, at) =>
    WIDE.test(shown[at] ?? '') ? WIDE_SPACE : space,
  );
  return marker.slice(0, gutter) + spaces.join('') + marker.slice(carets);
}
