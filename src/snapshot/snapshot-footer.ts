import { describeValue, isTexts, isWhole } from './json-value';
import { SnapshotError, TAKE_AGAIN } from './snapshot-error';

/** The last line of a snapshot file. */
export interface SnapshotFooter {
  readonly series: number;
  readonly samples: number;
  /** What the server or the writer warned of, such as a partial answer. */
  readonly warnings: readonly string[];
  /** SHA-256 of all bytes before the footer line, uncompressed, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What a footer must agree with. */
export type CountedContent = Pick<SnapshotFooter, 'series' | 'samples' | 'sha256'>;

/** Checks a parsed footer line against what was read before it. */
export function readFooterLine(
  line: Readonly<Record<string, unknown>>,
  number: number,
  counted: CountedContent,
  text: string,
): SnapshotFooter {
  const { end, series, samples, warnings, sha256, ...others } = line;
  for (const key of Object.keys(others)) throw wrong(`a footer has no key ${describeValue(key)}`, number);
  if (end !== true || !isWhole(series) || !isWhole(samples) || typeof sha256 !== 'string' || !isTexts(warnings)) {
    throw wrong('a footer has "end":true, the counts series and samples, a list warnings and the text sha256', number);
  }
  if (series !== counted.series) throw wrong(`the footer counts ${series} series; there are ${counted.series}`, number);
  if (samples !== counted.samples) {
    throw wrong(`the footer counts ${samples} samples; there are ${counted.samples}`, number);
  }
  if (sha256 !== counted.sha256) {
    throw wrong(`the footer's sha256 is ${describeValue(sha256)}; the text before it has ${counted.sha256}`, number);
  }
  const footer = { series, samples, warnings, sha256 };
  // The hash ends before the footer: one spelling alone leaves nothing to change beside it but the warnings.
  if (text !== writeFooterLine(footer)) throw wrong('the footer is not written as a writer writes it', number);
  return footer;
}

/** A footer as its line, without line end. */
export function writeFooterLine({ series, samples, warnings, sha256 }: SnapshotFooter): string {
  return JSON.stringify({ end: true, series, samples, warnings, sha256 });
}

function wrong(message: string, number: number): SnapshotError {
  return new SnapshotError(message, TAKE_AGAIN, number);
}
