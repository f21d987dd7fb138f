import type { Series } from '../series/series';

/** Both ends included, in ms since the epoch. */
export interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

/** The series with a sample in the window; all of them without a window. */
export function seriesInWindow(series: readonly Series[], window: TimeWindow | undefined): readonly Series[] {
  return window ? series.filter(({ timestamps }) => hasSampleIn(timestamps, window)) : series;
}

function hasSampleIn(timestamps: Float64Array, { start, end }: TimeWindow): boolean {
  let low = 0;
  let high = timestamps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timestamps[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < timestamps.length && timestamps[low]! <= end;
}
