import { evaluateInstant, type ResultSample } from '../../promql';
import type { Labels } from '../../series/labels';
import type { SeriesStore } from '../../series/series-store';

/** What PromQL takes as a label name without quotes. */
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * The combinations of label values on series that a query at that time would see, all labels given. `metric` keeps it to one
 * metric. Nothing where a label is no label name.
 */
export function presentLabelSets(
  store: SeriesStore,
  labels: readonly string[],
  time: number,
  metric = '',
): readonly Labels[] {
  if (!labels.every((label) => LABEL_NAME.test(label))) return [];
  const known = new Set(store.labelNames());
  if (!labels.every((label) => known.has(label))) return [];
  const matchers = labels.map((label) => `${label}!=""`).join(',');
  const samples = samplesAt(store, `count by (${labels.join(',')}) (${metric}{${matchers}})`, time);
  return samples.map((sample) => sample.labels);
}

/** What a query of our own gives at a time; it may look at every series there is. */
export function samplesAt(store: SeriesStore, query: string, time: number): readonly ResultSample[] {
  const result = evaluateInstant(store, query, { time, limits: { series: store.size + 1 } });
  return result.type === 'vector' ? result.samples : [];
}
