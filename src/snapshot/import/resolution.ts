import type { SeriesInput } from '../../series/series-store';

/**
 * `query_range` answers with samples of its own making, all on one grid. Scrapes of several targets hardly ever share one; a grid
 * is therefore taken for a step, so that nobody trusts a rate over it.
 */
export function resolutionOf(series: readonly SeriesInput[]): 'raw' | number {
  let step = Number.POSITIVE_INFINITY;
  for (const { timestamps } of series) {
    for (let index = 1; index < timestamps.length; index++)
      step = Math.min(step, timestamps[index]! - timestamps[index - 1]!);
  }
  if (!Number.isFinite(step)) return 'raw';
  const phase = series[0]!.timestamps[0]!;
  for (const { timestamps } of series) {
    for (let index = 0; index < timestamps.length; index++) if ((timestamps[index]! - phase) % step !== 0) return 'raw';
  }
  return step;
}
