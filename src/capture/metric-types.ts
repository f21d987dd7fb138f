import { labelValue, METRIC_NAME } from '../series/labels';
import { isObject } from '../snapshot/json-value';
import { METRIC_TYPES, type MetricMetadata, type MetricType } from '../snapshot/metric-metadata';
import type { GatheredSeries } from './gathered-series';
import { groupBy } from './group-by';

/**
 * The type of every metric that was captured. The server knows those of metrics that it scrapes now; the others, such as
 * backfilled ones and those of recording rules, are guessed from their name and samples, and marked so.
 */
export function metricTypes(series: Iterable<GatheredSeries>, data: unknown): readonly MetricMetadata[] {
  const known = isObject(data) ? data : {};
  return groupBy(series, ({ labels }) => labelValue(labels, METRIC_NAME)).map((group) => {
    const name = labelValue(group[0]!.labels, METRIC_NAME);
    return stated(name, known) ?? { name, type: guess(name, group), unit: '', help: '', guessed: true };
  });
}

const PART = /_(bucket|sum|count|total|created)$/;

/** Metadata is kept under the name of a family: a histogram's without the ending that its series have. */
function stated(name: string, known: Readonly<Record<string, unknown>>): MetricMetadata | undefined {
  for (const family of [name, name.replace(PART, '')]) {
    const [first] = Object.hasOwn(known, family) && Array.isArray(known[family]) ? known[family] : [];
    if (!isObject(first)) continue;
    const type = typeOf(first.type);
    if (type) return { name, type, unit: textOf(first.unit), help: textOf(first.help) };
  }
  return undefined;
}

function typeOf(value: unknown): MetricType | undefined {
  return value === 'untyped' ? 'unknown' : METRIC_TYPES.find((type) => type === value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function guess(name: string, series: readonly GatheredSeries[]): MetricType {
  if (name.endsWith('_bucket')) return 'histogram';
  const falls = series.some(({ values }) => values.some((value, at) => at > 0 && value < values[at - 1]!));
  if (/_(total|sum|count)$/.test(name)) {
    // A counter falls only to begin again.
    const fallsShort = series.some(({ values }) =>
      values.some((value, at) => at > 0 && value < values[at - 1]! && value > values[at - 1]! / 2),
    );
    return fallsShort ? 'gauge' : 'counter';
  }
  return falls ? 'gauge' : 'unknown';
}
