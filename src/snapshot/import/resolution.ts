/**
 * `query_range` answers with samples of its own making, all on one grid. Scrapes of several targets hardly ever share one; a grid
 * is therefore taken for a step, so that nobody trusts a rate over it.
 */
export function resolutionOf(series: readonly Float64Array[]): 'raw' | number {
  // Two samples alone lie on one grid whatever they are.
  if (series.reduce((sum, { length }) => sum + length, 0) < 3) return 'raw';
  let step = Number.POSITIVE_INFINITY;
  for (const timestamps of series) {
    for (let index = 1; index < timestamps.length; index++)
      step = Math.min(step, timestamps[index]! - timestamps[index - 1]!);
  }
  if (!Number.isFinite(step)) return 'raw';
  const phase = series.find(({ length }) => length > 0)![0]!;
  for (const timestamps of series) {
    for (let index = 0; index < timestamps.length; index++) if ((timestamps[index]! - phase) % step !== 0) return 'raw';
  }
  return step;
}
