import type { MetricDefinition } from './metric-definition';

/** The quantiles that a histogram is served as, by their names. */
export const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
export type QuantileName = keyof typeof QUANTILES;

/** The quantile of a histogram as a metric of its own. */
export function quantileOf(histogram: MetricDefinition, name: QuantileName): MetricDefinition {
  return { ...histogram, name: `${histogram.name}_${name}`, quantile: QUANTILES[name] };
}

/** Every quantile of a histogram. */
export function withQuantiles(histogram: MetricDefinition): readonly MetricDefinition[] {
  return (Object.keys(QUANTILES) as QuantileName[]).map((name) => quantileOf(histogram, name));
}
