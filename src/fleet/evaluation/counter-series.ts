import { metricsOfSeries } from '../../metrics/catalogue';
import { isCalledCounter, isCalledPartOfFamily } from '../../metrics/counter-name';
import type { Series } from '../../series/series';
import type { FleetSnapshot } from '../fleet-snapshot';
import { profileOf } from './series-profile';

/** Whether a series is a counter, and what tells. */
export type CounterKind =
  | { readonly is: 'counter'; readonly because: 'metadata' | 'catalogue' | 'samples' | 'name' }
  | { readonly is: 'other' }
  | { readonly is: 'unknown' };

const OTHER: CounterKind = { is: 'other' };
/** A counter falls only when its process starts anew. */
const MOST_FALLS = 0.02;
const ENOUGH_RISES = 10;

/** Judges a metric name: by the catalogue for DCGM's, by the snapshot's metadata, by the catalogue, by the samples, at last by the name. */
export function counterKindOf(
  name: string,
  series: readonly Series[],
  snapshot: FleetSnapshot | undefined,
): CounterKind {
  const known = metricsOfSeries(name).find((metric) => metric.series === name);
  // dcgm-exporter prints the type that the operator's list of fields gives, right or wrong.
  if (known?.exporter === 'dcgm' && known.type === 'gauge') return OTHER;
  const base = name.replace(/_(bucket|sum|count)$/, '');
  const metadata = snapshot?.snapshot.metadata.find((entry) => entry.name === name);
  const family = base === name ? undefined : snapshot?.snapshot.metadata.find((entry) => entry.name === base);
  if (metadata && metadata.type !== 'unknown' && !metadata.guessed) {
    return metadata.type === 'counter' ? { is: 'counter', because: 'metadata' } : OTHER;
  }
  if (family && (family.type === 'histogram' || family.type === 'summary'))
    return { is: 'counter', because: 'metadata' };
  if (known) return known.type === 'counter' ? { is: 'counter', because: 'catalogue' } : OTHER;
  const called = isCalledCounter(name);
  const bySamples = kindBySamples(series);
  if (bySamples === 'falls') return OTHER;
  if (bySamples === 'rises' && (called || isCalledPartOfFamily(name))) return { is: 'counter', because: 'samples' };
  if (called) return { is: 'counter', because: 'name' };
  return { is: 'unknown' };
}

function kindBySamples(series: readonly Series[]): 'rises' | 'falls' | 'unclear' {
  let rises = 0;
  let falls = 0;
  for (const one of series) {
    const profile = profileOf(one);
    rises += profile.rises;
    falls += profile.falls;
  }
  if (falls > MOST_FALLS * (rises + falls)) return 'falls';
  return rises >= ENOUGH_RISES ? 'rises' : 'unclear';
}
