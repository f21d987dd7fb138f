import { labelValue } from '../../series/labels';
import type { Series } from '../../series/series';
import type { FleetSnapshot } from '../fleet-snapshot';

const MOST_SERIES = 50;
const FEWEST_SAMPLES = 3;

/** How often series are scraped, in ms: as their job says, else the median distance of their samples. */
export function scrapeIntervalOf(
  series: readonly Series[],
  { snapshot: { header } }: FleetSnapshot,
): number | undefined {
  const jobs = new Set(series.map(({ labels }) => labelValue(labels, 'job')));
  const stated = [...jobs].map((job) =>
    header.scrapeIntervals && Object.hasOwn(header.scrapeIntervals, job) ? header.scrapeIntervals[job] : undefined,
  );
  if (stated.length > 0 && stated.every((interval) => interval !== undefined)) return Math.max(...stated);
  const measured = series
    .filter(({ length }) => length >= FEWEST_SAMPLES)
    .slice(0, MOST_SERIES)
    .map(({ timestamps }) => medianDistance(timestamps))
    .sort((a, b) => a - b);
  return measured[Math.floor(measured.length / 2)];
}

function medianDistance(timestamps: Float64Array): number {
  const distances = new Float64Array(timestamps.length - 1);
  for (let index = 1; index < timestamps.length; index++)
    distances[index - 1] = timestamps[index]! - timestamps[index - 1]!;
  return distances.sort()[Math.floor(distances.length / 2)]!;
}
