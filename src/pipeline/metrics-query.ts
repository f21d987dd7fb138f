import type { MetricDefinition } from '../metrics/metric-definition';

/** Whose value is asked for: that of a pod or node, or the sum over the pods of what the request names. */
export type QuerySubject = { readonly of: 'object' } | { readonly of: 'pods'; readonly podLabel: string };

const MATCHERS = '<<.LabelMatchers>>';
/**
 * What the request names, which is nothing for an External metric: `by ()` then. After another label it may be empty, before
 * one it may not.
 */
const REQUESTED = '<<.GroupBy>>';

/** The query of a metric, rendered by the adapter for each request. Every series in it carries the request's matchers. */
export function metricsQuery(metric: MetricDefinition, window: string, subject: QuerySubject): string {
  if (metric.type === 'histogram') return quantileQuery(metric, window);
  const { type, addend, denominator } = metric;
  const aggregate = (series: string) => aggregated(rated(series, type, window), metric, subject);
  const value = aggregate('<<.Series>>');
  if (addend !== undefined) return `${value} + ${aggregate(addend)}`;
  if (denominator === undefined) return value;
  if (type === 'gauge') return `${value} / ${aggregate(denominator)}`;
  // Nothing done in the window is 0. Without this it is no number, or infinite, which the adapter makes a huge negative one.
  return `${value} / (${aggregate(denominator)} > 0) or ${value} * 0`;
}

function rated(series: string, type: MetricDefinition['type'], window: string): string {
  const selector = `${series}{${MATCHERS}}`;
  return type === 'gauge' ? selector : `rate(${selector}[${window}])`;
}

/** Over pods, and over copies of a model in one, it is always a sum, of each one's own value: an average would not fall when pods are added. */
function aggregated(value: string, { aggregation, summedOver }: MetricDefinition, subject: QuerySubject): string {
  const parts = [
    ...(subject.of === 'pods' ? [subject.podLabel] : []),
    ...(summedOver === undefined ? [] : [summedOver]),
  ];
  if (parts.length === 0) return `${aggregation}(${value}) by (${REQUESTED})`;
  const ofParts = aggregation === 'sum' ? value : `${aggregation}(${value}) by (${[...parts, REQUESTED].join(', ')})`;
  return `sum(${ofParts}) by (${REQUESTED})`;
}

/** Without a request in the window, a quantile is no number; the latency is then 0. */
function quantileQuery({ quantile = 0.95 }: MetricDefinition, window: string): string {
  const rate = rated('<<.Series>>', 'histogram', window);
  const buckets = `sum(${rate}) by (le, ${REQUESTED})`;
  return `histogram_quantile(${quantile}, ${buckets}) >= 0 or sum(${rate}) by (${REQUESTED}) * 0`;
}
