import type { Labels } from './labels';
import type { SampleColumns } from './sample-columns';

/** One series of a store. Arrays are shared with the store: read them, do not write them. */
export interface Series extends SampleColumns {
  /** The place of the series in its store, in the order of canonical labels, from 0. */
  readonly id: number;
  readonly labels: Labels;
  /** The labels as pairs of text numbers of the store, name then value, in the order of the names. */
  readonly labelIds: Uint32Array;
}

/** The text number of a label's value in a series; undefined where the series lacks the label. */
export function labelValueId(series: Series, nameId: number): number | undefined {
  const { labelIds } = series;
  for (let at = 0; at < labelIds.length; at += 2) if (labelIds[at] === nameId) return labelIds[at + 1];
  return undefined;
}
