import type { ScalarNode } from './node';
import type { SourceFile, Span } from './source-file';

/** A text to parse, and where each of its characters stands in a file. */
export interface SourceText {
  readonly file: SourceFile;
  readonly text: string;
  /** The offset in the file for an offset in the text. */
  readonly locate: (offset: number) => number;
}

/** The whole text of a file. */
export function wholeFile(file: SourceFile): SourceText {
  return { file, text: file.text, locate: (offset) => offset };
}

/** The span in the file of a range of the text. */
export function spanOf(source: SourceText, start: number, end: number): Span {
  return { file: source.file, start: source.locate(start), end: source.locate(end) };
}

/**
 * The text inside a scalar, such as `config.yaml` in a ConfigMap, so that what is found in it is shown where it stands in the
 * outer file. Exact for literal blocks and for scalars without escapes; elsewhere every place is the scalar's start.
 */
export function embeddedIn(scalar: ScalarNode): SourceText {
  const { file, start, end } = scalar.span;
  const text = scalar.text;
  if (scalar.style === 'literal') return { file, text, locate: locateInBlock(scalar) };
  const raw = file.text.slice(start, end);
  const quote = scalar.style === 'quoted' ? 1 : 0;
  const verbatim = raw.slice(quote, raw.length - quote) === text;
  return { file, text, locate: verbatim ? (offset) => start + quote + offset : () => start };
}

/** Line k of a literal block's value is line k below its header, moved right by the block's indentation. */
function locateInBlock(scalar: ScalarNode): (offset: number) => number {
  const outer = scalar.span.file.text;
  const innerStarts = lineStartsOf(scalar.text, 0, scalar.text.length);
  const outerStarts = lineStartsOf(outer, outer.indexOf('\n', scalar.span.start) + 1, scalar.span.end);
  const indentation = indentationOf(scalar.text, outer, innerStarts, outerStarts);
  return (offset) => {
    let line = 0;
    let high = innerStarts.length - 1;
    while (line < high) {
      const middle = (line + high + 1) >> 1;
      if (innerStarts[middle]! <= offset) line = middle;
      else high = middle - 1;
    }
    const outerStart = outerStarts[line] ?? scalar.span.end;
    const column = offset - innerStarts[line]!;
    const blank = outer[outerStart] === '\n';
    return Math.min(outerStart + (blank ? 0 : indentation + column), scalar.span.end);
  };
}

function lineStartsOf(text: string, from: number, end: number): readonly number[] {
  const starts = [from];
  for (let at = text.indexOf('\n', from); at !== -1 && at + 1 <= end; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

function indentationOf(
  inner: string,
  outer: string,
  innerStarts: readonly number[],
  outerStarts: readonly number[],
): number {
  for (let line = 0; line < innerStarts.length; line++) {
    const innerStart = innerStarts[line]!;
    const outerStart = outerStarts[line];
    if (outerStart === undefined) return 0;
    if (innerStart < inner.length && inner[innerStart] !== '\n') {
      return leadingSpaces(outer, outerStart) - leadingSpaces(inner, innerStart);
    }
  }
  return 0;
}

function leadingSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at++;
  return at - from;
}
