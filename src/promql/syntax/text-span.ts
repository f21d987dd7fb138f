/** A half-open range of UTF-16 offsets in the text of a query. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The smallest span that covers both. */
export function cover(first: TextSpan, last: TextSpan): TextSpan {
  return { start: first.start, end: last.end };
}
