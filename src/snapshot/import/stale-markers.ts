import type { SeriesInput } from '../../series/series-store';
import { insertMarkers } from '../insert-markers';
import { medianInterval } from '../median-interval';

/** A shorter pause is a scrape that failed, not an end. */
const SHORTEST_PAUSE_MS = 60_000;

/** Series with stale markers where they seem to end, and how many were placed. */
export interface MarkedSeries {
  readonly series: readonly SeriesInput[];
  readonly placed: number;
}

/**
 * Places a stale marker one median interval after the last sample before every pause of more than 2.5 median intervals, and at
 * least a minute; the time from the last sample to `end` counts as a pause. Not measured: a guess from gaps.
 */
export function inferStaleMarkers(series: readonly SeriesInput[], end: number): MarkedSeries {
  let placed = 0;
  const marked = series.map((each) => {
    const interval = medianInterval(each.timestamps);
    if (interval === undefined) return each;
    const pauses = pausesOf(each.timestamps, interval, end);
    placed += pauses.length;
    return insertMarkers(each, new Map(pauses.map((index) => [index, each.timestamps[index]! + interval])));
  });
  return { series: marked, placed };
}

/**
 * Takes a NaN for a stale marker where the series then pauses or ends: `promtool tsdb dump` prints both alike. A NaN in the
 * middle of a series stays a value.
 */
export function markersFromNaN(series: readonly SeriesInput[]): MarkedSeries {
  let placed = 0;
  const marked = series.map((each) => {
    const { timestamps, values } = each;
    const pause = pauseOf(medianInterval(timestamps) ?? 0);
    const stale: number[] = [];
    for (let index = 0; index < values.length; index++) {
      const next = timestamps[index + 1];
      if (Number.isNaN(values[index]!) && (next === undefined || next - timestamps[index]! > pause)) stale.push(index);
    }
    placed += stale.length;
    return stale.length === 0 ? each : { ...each, stale };
  });
  return { series: marked, placed };
}

/** Indexes of the samples after which the series pauses. */
function pausesOf(timestamps: ArrayLike<number>, interval: number, end: number): readonly number[] {
  const pauses: number[] = [];
  for (let index = 0; index < timestamps.length; index++) {
    const next = timestamps[index + 1] ?? end;
    if (next - timestamps[index]! > pauseOf(interval)) pauses.push(index);
  }
  return pauses;
}

function pauseOf(interval: number): number {
  return Math.max(2.5 * interval, SHORTEST_PAUSE_MS);
}
