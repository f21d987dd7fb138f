import { METRIC_NAME } from '../series/labels';
import type { SeriesInput } from '../series/series-store';

/**
 * A series that says of generated data that nobody measured it. OpenMetrics and a Prometheus cannot carry the header of a snapshot;
 * a series goes with the data through both, and the header is set again from it.
 */
export const SYNTHETIC_METRIC = 'foresail_synthetic';

/** How far apart its samples are: a capture of any hour finds one. */
export const SYNTHETIC_INTERVAL_MS = 3_600_000;

/** The mark for data of a span of time, in ms. */
export function syntheticMark(start: number, end: number): SeriesInput {
  const timestamps: number[] = [];
  for (let time = start; time < end; time += SYNTHETIC_INTERVAL_MS) timestamps.push(time);
  timestamps.push(end);
  return { labels: { [METRIC_NAME]: SYNTHETIC_METRIC }, timestamps, values: timestamps.map(() => 1) };
}

/** Whether a series is the mark. */
export function isSyntheticMark({ labels }: Pick<SeriesInput, 'labels'>): boolean {
  return labels[METRIC_NAME] === SYNTHETIC_METRIC;
}
