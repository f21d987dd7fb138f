import type { MetricDefinition } from '../metrics/metric-definition';

/** What a value of the query is about: what the request names, or all pods that its selector leaves, as one. */
export type Grouping =
  | { readonly by: 'request' }
  /** The sum over the pods of what the request names. */
  | { readonly by: 'requestOverPods'; readonly podLabel: string }
  | { readonly by: 'nothing'; readonly podLabel: string };

const MATCHERS = '<<.LabelMatchers>>';
const REQUESTED = '<<.GroupBy>>';

/** The query of a metric, rendered by the adapter for each request. Every series in it carries the request's matchers. */
export function metricsQuery(metric: MetricDefinition, window: string, grouping: Grouping): string {
  if (metric.type === 'histogram') return quantileQuery(metric, window, grouping);
  const { type, addend, denominator } = metric;
  const aggregate = (series: string) => aggregated(rated(series, type, window), metric, grouping);
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

/** Over pods it is always a sum, of each pod's own value: an average would not fall when pods are added. */
function aggregated(value: string, { aggregation }: MetricDefinition, grouping: Grouping): string {
  if (grouping.by === 'request') return `${aggregation}(${value}) by (${REQUESTED})`;
  const { podLabel } = grouping;
  const outer = grouping.by === 'nothing' ? [] : [REQUESTED];
  const ofPods = aggregation === 'sum' ? value : `${aggregation}(${value}) by (${[...outer, podLabel].join(', ')})`;
  return outer.length === 0 ? `sum(${ofPods})` : `sum(${ofPods}) by (${outer.join(', ')})`;
}

/** Without a request in the window, a quantile is no number; the latency is then 0. */
function quantileQuery({ quantile = 0.95 }: MetricDefinition, window: string, grouping: Grouping): string {
  const requested = grouping.by === 'nothing' ? [] : [REQUESTED];
  const rate = rated('<<.Series>>', 'histogram', window);
  const idle = requested.length === 0 ? `sum(${rate})` : `sum(${rate}) by (${REQUESTED})`;
  return `histogram_quantile(${quantile}, sum(${rate}) by (${['le', ...requested].join(', ')})) >= 0 or ${idle} * 0`;
}
