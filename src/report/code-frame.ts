import { codeFrameColumns } from '@babel/code-frame';
import type { Span } from '../source/source-file';
import { redact } from './redact';

/** How much of a long line is shown before and after the place. */
const BEFORE = 60;
const AFTER = 100;

/** The source line of a span with a caret under it; only the first line of a longer span. */
export function codeFrame(span: Span): string {
  const { line, column } = span.file.positionAt(span.start);
  const text = redact(span.file.lineText(line));
  const cut = column > BEFORE + AFTER ? column - BEFORE : 0;
  const shown =
    (cut > 0 ? '…' : '') + text.slice(cut, cut + BEFORE + AFTER) + (cut + BEFORE + AFTER < text.length ? '…' : '');
  const start = column - cut + (cut > 0 ? 1 : 0);
  const end = Math.max(start + 1, Math.min(start + (span.end - span.start), shown.trimEnd().length + 1));
  const location = { start: { line, column: start }, end: { line, column: end } };
  // The published types do not know `startLine` yet.
  const options = { linesAbove: 0, linesBelow: 0, startLine: line };
  return codeFrameColumns(printable(shown), location, options);
}

/** Control characters of untrusted files must not reach a terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
