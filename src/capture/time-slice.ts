import { formatDuration } from '../promql/syntax/duration-text';

/** A span of time in ms since the epoch, both ends included. */
export interface TimeSlice {
  readonly from: number;
  readonly to: number;
}

/** Cuts a span into slices of a length, oldest first; they touch and do not overlap. */
export function sliceTime({ from, to }: TimeSlice, lengthMs: number): readonly TimeSlice[] {
  const slices: TimeSlice[] = [];
  for (let start = from; start <= to; start += lengthMs) {
    slices.push({ from: start, to: Math.min(to, start + lengthMs - 1) });
  }
  return slices;
}

/** Both halves of a slice; undefined for one that is too short to cut. */
export function halve({ from, to }: TimeSlice, shortestMs: number): readonly [TimeSlice, TimeSlice] | undefined {
  const length = to - from + 1;
  if (length < 2 * shortestMs) return undefined;
  const middle = from + Math.ceil(length / 2);
  return [
    { from, to: middle - 1 },
    { from: middle, to },
  ];
}

/** The length of a slice in ms. */
export function lengthOf({ from, to }: TimeSlice): number {
  return to - from + 1;
}

/**
 * The range selector whose instant query at the slice's end gives its samples. From Prometheus 3.0 the window is open to the left,
 * so it begins 1 ms earlier; before, that brings a sample of the slice before, which the reader drops.
 */
export function rangeSelector(selector: string, slice: TimeSlice): string {
  return `${selector}[${formatDuration(lengthOf(slice))}]`;
}

const LONGEST_SLICE_MS = 6 * 3_600_000;
/** About 15 MB of JSON. */
const SAMPLES_PER_QUERY = 500_000;
/** No server answers less than this at once if it is of any use. */
export const SHORTEST_SLICE_MS = 60_000;

/** How long slices are to be, so that a query of so many series does not answer too much. */
export function sliceLength(series: number, intervalMs: number): number {
  const fitting = (SAMPLES_PER_QUERY / Math.max(1, series)) * intervalMs;
  const minutes = Math.floor(Math.min(LONGEST_SLICE_MS, fitting) / SHORTEST_SLICE_MS);
  return Math.max(1, minutes) * SHORTEST_SLICE_MS;
}
