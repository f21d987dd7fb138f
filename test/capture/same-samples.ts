import { canonicalLabels } from '../../src/series/labels';
import { type SeriesInput, SeriesStore } from '../../src/series/series-store';

/** Every sample of every series as text, stale markers apart, for comparison: `NaN` and `-0` keep what they are. */
export function samplesOf(series: SeriesStore | Iterable<SeriesInput>): ReadonlyMap<string, readonly string[]> {
  const store = series instanceof SeriesStore ? series : SeriesStore.from(series);
  return new Map(
    store.select([]).map(({ labels, timestamps, values, stale }) => {
      const markers = new Set(stale);
      const samples = Array.from(timestamps, (time, index) => {
        const value = values[index]!;
        return `${time} ${markers.has(index) ? 'stale' : Object.is(value, -0) ? '-0' : value}`;
      });
      return [canonicalLabels(labels), samples];
    }),
  );
}
