import type { SeriesInput } from '../series/series-store';

/** A series with stale markers, none so far: `after` gives the time of a marker by the index of the sample before it. */
export function insertMarkers(series: SeriesInput, after: ReadonlyMap<number, number>): SeriesInput {
  if (after.size === 0) return series;
  const length = series.values.length + after.size;
  const timestamps = new Float64Array(length);
  const values = new Float64Array(length);
  const stale: number[] = [];
  let at = 0;
  for (let index = 0; index < series.values.length; index++) {
    timestamps[at] = series.timestamps[index]!;
    values[at++] = series.values[index]!;
    const marker = after.get(index);
    if (marker === undefined) continue;
    stale.push(at);
    timestamps[at] = marker;
    values[at++] = Number.NaN;
  }
  return { labels: series.labels, timestamps, values, stale };
}
