import type { Span } from '../source/source-file';

/** A place as people and editors name it: 1-based line and column. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export function locationOf(span: Span): Location {
  return { file: span.file.name, ...span.file.positionAt(span.start) };
}
