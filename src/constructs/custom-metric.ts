import type { GpuAllocationMode } from '../kubernetes/cluster-facts';
import type { MetricAggregation, MetricDefinition, MetricUnit } from '../metrics/metric-definition';
import { createMetric } from './create-metric';
import type { LatencyMetric, ServiceMetric, ShareMetric } from './metric-target';

/** What `metrics.custom` needs to know about a series. */
export interface CustomMetricProps<U extends MetricUnit, On extends GpuAllocationMode, As extends string> {
  /**
   * What a value counts: `count`, `perSecond`, `percent` (0 to 100), `mebibytes`; `ratio` (0 to 1) and `quotient`, which do
   * not add up over pods; `seconds` and `microseconds`, which are latencies.
   */
  readonly unit: U;
  /** How several series of one pod, such as one for each GPU or rank, become one value: `avg`, `sum`, `max` or `min`. */
  readonly aggregation: MetricAggregation;
  /**
   * How the series changes. A `counter` only grows, so its value is its rate per second.
   *
   * @default 'gauge'
   */
  readonly type?: 'gauge' | 'counter';
  /**
   * The GPU allocations on which the value says something about one pod.
   *
   * @default - all: a service's own series describe the pod that exports them
   */
  readonly validOn?: readonly On[];
  /**
   * The name of the API metric.
   *
   * @default - the series' name with ":" replaced by "_"
   */
  readonly as?: As;
}

const NOT_ADDITIVE: readonly MetricUnit[] = ['ratio', 'quotient', 'seconds', 'microseconds'];

/** What a custom metric is, by its unit. */
export type CustomMetric<As extends string, U extends MetricUnit, On extends GpuAllocationMode> = U extends
  | 'seconds'
  | 'microseconds'
  ? LatencyMetric<As, On, never>
  : U extends 'ratio' | 'quotient'
    ? ShareMetric<As, U, On, never>
    : ServiceMetric<As, U, On, never>;

/** A metric of a series that the service itself exports. */
export function customMetric<
  const Series extends string,
  U extends MetricUnit,
  const On extends GpuAllocationMode = GpuAllocationMode,
  const As extends string = Series,
>(series: Series, props: CustomMetricProps<U, On, As>): CustomMetric<As, U, On> {
  const { unit, aggregation, type = 'gauge', validOn } = props;
  const definition: MetricDefinition = {
    name: props.as ?? series.replaceAll(':', '_'),
    series,
    type,
    description: 'Declared by a policy',
    unit,
    scope: 'container',
    aggregation,
    additive: !NOT_ADDITIVE.includes(unit),
    exporter: 'service',
    validOn: validOn ?? ['dedicated', 'shared', 'mig', 'timeSliced'],
    source: 'the policy',
  };
  return createMetric(definition) as unknown as CustomMetric<As, U, On>;
}
