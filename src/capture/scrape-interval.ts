import { labelValue } from '../series/labels';
import { medianInterval } from '../snapshot/median-interval';
import type { GatheredSeries } from './gathered-series';
import type { ServerFacts } from './server-facts';

/**
 * How often each series is looked for, in ms: as its job says. A job that the configuration does not name, as the job label of an
 * operator's targets, is looked for as often as the server says or the steadiest series of the job shows, whichever is more often.
 */
export function scrapeIntervalOf(
  all: Iterable<GatheredSeries>,
  { jobIntervals, scrapeIntervalMs }: ServerFacts,
  fallbackMs: number,
): (series: GatheredSeries) => number {
  const observed = new Map<string, number>();
  for (const { labels, timestamps } of all) {
    const job = labelValue(labels, 'job');
    const interval = medianInterval(timestamps) ?? Number.POSITIVE_INFINITY;
    observed.set(job, Math.min(observed.get(job) ?? Number.POSITIVE_INFINITY, interval));
  }
  return ({ labels }) => {
    const job = labelValue(labels, 'job');
    const known = jobIntervals?.get(job);
    if (known !== undefined) return known;
    const shortest = Math.min(scrapeIntervalMs ?? Number.POSITIVE_INFINITY, observed.get(job)!);
    return Number.isFinite(shortest) ? shortest : fallbackMs;
  };
}
