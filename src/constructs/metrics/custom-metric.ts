import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import type { MetricAggregation, MetricDefinition, MetricExporter, MetricUnit } from '../../metrics/metric-definition';
import { refuseCall } from '../problems/refused-call';
import { createMetric, type NeedsOfExporter } from './create-metric';
import { customMetricProblems } from './custom-metric-problems';
import type { AdditiveMetric, LatencyMetric, ServiceMetric, ShareMetric } from './metric-target';

/** The GPU allocations on which a series of an exporter can say something about one pod. */
export type ModesOf<E extends MetricExporter> = E extends 'service'
  ? GpuAllocationMode
  : E extends 'dcgm'
    ? 'dedicated' | 'mig'
    : 'dedicated' | 'shared';

/** Those that hold where the author says nothing: of DCGM's fields, only the profiling ones know slices. */
type DefaultModes<Series extends string, E extends MetricExporter> = Extract<
  E extends 'dcgm' ? (Series extends `DCGM_FI_PROF_${string}` ? 'dedicated' | 'mig' : 'dedicated') : ModesOf<E>,
  ModesOf<E>
>;

/** What `metrics.custom` needs to know about a series. */
export interface CustomMetricProps<
  U extends MetricUnit,
  On extends GpuAllocationMode,
  As extends string,
  E extends MetricExporter = 'service',
  Y extends 'gauge' | 'counter' = 'gauge' | 'counter',
> {
  /**
   * What a value counts: `count`, `perSecond`, `percent` (0 to 100), `mebibytes`, `watts`; `ratio` (0 to 1) and `quotient`, which
   * do not add up over pods; `seconds` and `microseconds`, which are latencies. Of a counter it is the unit of its rate.
   */
  readonly unit: U;
  /** How several series of one pod, such as one for each GPU or rank, become one value: `avg`, `sum`, `max` or `min`. */
  readonly aggregation: MetricAggregation;
  /**
   * How the series changes. A `counter` only grows, so its value is its rate per second. Must be given where the name is like
   * a counter's: `..._total`, `..._sum`, `..._count`, `..._bucket`.
   *
   * @default 'gauge'
   */
  readonly type?: Y;
  /**
   * Who exports the series: the `service` itself; `dcgm`, an exporter with DCGM's names (`DCGM_FI_*`), whose labels follow the
   * cluster's label convention and whose values are those of a card; `ack`, the GPU exporter of ACK (`DCGM_CUSTOM_*`).
   *
   * @default 'service'
   */
  readonly exporter?: E;
  /**
   * The GPU allocations on which the value says something about one pod.
   *
   * @default - all for a service's own series, which describe the pod that exports them; `dedicated` for `dcgm`, and `mig` too for
   * `DCGM_FI_PROF_*`; `dedicated` and `shared` for `ack`
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

/** What a custom metric is, by its unit and its exporter. */
export type CustomMetric<
  As extends string,
  U extends MetricUnit,
  On extends GpuAllocationMode,
  E extends MetricExporter = 'service',
> = U extends 'seconds' | 'microseconds'
  ? LatencyMetric<As, On, NeedsOfExporter<E>>
  : U extends 'ratio' | 'quotient'
    ? ShareMetric<As, U, On, NeedsOfExporter<E>>
    : E extends 'service'
      ? ServiceMetric<As, U, On, NeedsOfExporter<E>>
      : AdditiveMetric<As, U, On, NeedsOfExporter<E>>;

/** A message for a series whose name tells another exporter. */
type NamedByExporter<Series extends string, E extends MetricExporter> = Series extends `DCGM_CUSTOM_${string}`
  ? E extends 'ack'
    ? unknown
    : `✖ ${Series} is a series of the GPU exporter of ACK: add exporter: 'ack'`
  : Series extends `DCGM_${string}`
    ? E extends 'dcgm'
      ? unknown
      : `✖ ${Series} is a series of the GPU exporter: add exporter: 'dcgm'`
    : unknown;

/** A message for a counter whose rate is in no unit of a rate. */
type UnitOfRate<U extends MetricUnit, Y extends 'gauge' | 'counter'> = Y extends 'counter'
  ? U extends 'perSecond' | 'ratio' | 'quotient'
    ? unknown
    : `✖ the rate of a counter is no ${U}: write unit: 'perSecond'`
  : unknown;

/** A metric of any series: of the service itself, or of a GPU exporter. */
export function customMetric<
  const Series extends string,
  U extends MetricUnit,
  E extends MetricExporter = 'service',
  const On extends ModesOf<E> = DefaultModes<Series, E>,
  const As extends string = Series,
  Y extends 'gauge' | 'counter' = 'gauge',
>(
  series: Series,
  props: CustomMetricProps<U, On, As, E, Y> & NamedByExporter<Series, E> & UnitOfRate<U, Y>,
): CustomMetric<As, U, On, E> {
  refuseCall(`metrics.custom(${JSON.stringify(series)}, { ... })`, customMetricProblems(series, props));
  const { unit, aggregation, type = 'gauge', validOn, as } = props as CustomMetricProps<U, On, As, E>;
  const exporter: MetricExporter = (props as CustomMetricProps<U, On, As, E>).exporter ?? 'service';
  const definition: MetricDefinition = {
    name: as ?? series.replaceAll(':', '_'),
    series,
    type,
    description: 'Declared by a policy',
    unit,
    scope: exporter === 'dcgm' ? 'card' : 'container',
    aggregation,
    additive: !NOT_ADDITIVE.includes(unit),
    exporter,
    validOn: validOn ?? defaultModes(series, exporter),
    source: 'the policy',
  };
  return createMetric(definition) as unknown as CustomMetric<As, U, On, E>;
}

/** `DefaultModes` at run time. */
function defaultModes(series: string, exporter: MetricExporter): readonly GpuAllocationMode[] {
  if (exporter === 'service') return ['dedicated', 'shared', 'mig', 'timeSliced'];
  if (exporter === 'ack') return ['dedicated', 'shared'];
  return series.startsWith('DCGM_FI_PROF_') ? ['dedicated', 'mig'] : ['dedicated'];
}
