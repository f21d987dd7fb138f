import { medianInterval } from '../snapshot/median-interval';
import type { GatheredSeries } from './gathered-series';

/** A time in which a series may have been marked as stale. All times in ms. */
export interface Gap {
  /** Canonical labels of the series. */
  readonly key: string;
  readonly series: GatheredSeries;
  /** The sample before the gap. */
  readonly index: number;
  /** Its time: the series is there. */
  readonly last: number;
  /** When to ask whether it still is: before the next sample, and before the sample would be too old to be seen. */
  readonly until: number;
  /** Where a marker most likely stands: at the scrape that did not find the series. */
  readonly guess: number;
}

/** A longer interval than this many usual ones is a gap: a scrape is missing in it. */
const GAP = 1.5;

/**
 * Every gap of a series up to the end of the capture. `scrapeMs` is how often the series could be there: a metric that is exposed now
 * and then makes its own absence look usual.
 */
export function gapsOf(
  key: string,
  series: GatheredSeries,
  end: number,
  lookbackMs: number,
  scrapeMs: number,
): readonly Gap[] {
  const { timestamps } = series;
  const interval = Math.min(medianInterval(timestamps) ?? scrapeMs, scrapeMs);
  const gaps: Gap[] = [];
  for (let index = 0; index < timestamps.length; index++) {
    const last = timestamps[index]!;
    const next = timestamps[index + 1];
    if (next !== undefined && next - last <= GAP * interval) continue;
    // From 2.x to 3.x the lookback changed by one millisecond; this one is within both.
    const until = Math.min(next === undefined ? end : next - 1, last + lookbackMs - 1);
    if (until > last) gaps.push({ key, series, index, last, until, guess: last + interval });
  }
  return gaps;
}
