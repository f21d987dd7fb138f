import type { Series } from '../../series/series';

const RECENT_MS = 600_000;

/** The series that were there together at the end: what moved, or was started again, had others one after the other. */
export function atOneTime(series: readonly Series[]): readonly Series[] {
  const last = Math.max(...series.map(({ timestamps }) => timestamps.at(-1) ?? 0));
  return series.filter(({ timestamps }) => (timestamps[0] ?? 0) < last && (timestamps.at(-1) ?? 0) >= last - RECENT_MS);
}
