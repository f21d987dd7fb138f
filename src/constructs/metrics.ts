import { type Size, SizeRoundingBehavior } from 'cdk8s';
import {
  type GpuAllocationMode,
  LABEL_CONVENTION_NAMES,
  type LabelConvention,
  type LabelConventionName,
} from '../kubernetes/cluster-facts';
import { ACK_METRICS, DCGM_METRICS } from '../metrics/catalogue';
import { conventionName } from '../metrics/label-convention';
import type { MetricAggregation, MetricDefinition, MetricExporter, MetricUnit } from '../metrics/metric-definition';
import type { ConventionKey } from './cluster-terms';
import type { MetricNeed, MetricTarget, NodeMetric, PodMetric, TargetValues } from './metric-target';

type NeedsOfExporter<E extends MetricExporter> = E extends 'ack'
  ? 'ackSeries'
  : E extends 'dcgm'
    ? 'podLabelsOnCardSeries'
    : never;

type MetricOf<D extends MetricDefinition> = PodMetric<
  D['name'],
  D['unit'],
  D['validOn'][number],
  NeedsOfExporter<D['exporter']>
>;

type Catalogue<T extends { readonly [name: string]: MetricDefinition }> = { readonly [K in keyof T]: MetricOf<T[K]> };

const NEEDS: { readonly [E in MetricExporter]: readonly MetricNeed[] } = {
  ack: ['ackSeries'],
  dcgm: ['podLabelsOnCardSeries'],
  service: [],
};

/** The fields a metric is made of, before its literal types are known. */
interface MetricParts {
  readonly series: string;
  readonly unit: MetricUnit;
  readonly validOn: readonly GpuAllocationMode[];
  readonly needs: readonly MetricNeed[];
  definitionFor(convention: LabelConvention): MetricDefinition | undefined;
}

function podMetric(parts: MetricParts): PodMetric {
  const { series, unit, validOn, needs } = parts;
  const metric = { definitionFor: parts.definitionFor };
  return {
    ...parts,
    requestFor: (convention) => {
      const definition = parts.definitionFor(convention);
      return definition && { metric: definition, by: 'pod' };
    },
    perPod: (target: number | Size) => {
      const averageValue =
        typeof target === 'object' ? target.toMebibytes({ rounding: SizeRoundingBehavior.NONE }) : target;
      const values: TargetValues = { kind: 'pods', metric, unit, averageValue };
      return { source: 'Pods', series, validOn, needs, values };
    },
    byNode: () => nodeMetric(parts),
  };
}

/** Every convention names the node on card series, so that need falls away. */
function nodeMetric({ series, needs, definitionFor }: MetricParts): NodeMetric {
  return {
    series,
    needs: needs.filter((need) => need !== 'podLabelsOnCardSeries'),
    requestFor: (convention) => {
      const definition = definitionFor(convention);
      return definition && { metric: definition, by: 'node' };
    },
    perPod: () => {
      throw new TypeError(`${series} by node has no value per pod, and no HPA can read a node: drop byNode()`);
    },
  };
}

function fromDefinition(definition: MetricDefinition): PodMetric {
  return podMetric({
    series: definition.name,
    unit: definition.unit,
    validOn: definition.validOn,
    needs: NEEDS[definition.exporter],
    definitionFor: () => definition,
  });
}

/** The literal types come from the definitions, which TypeScript cannot follow through `Object.entries`. */
function catalogue<const T extends { readonly [name: string]: MetricDefinition }>(definitions: T): Catalogue<T> {
  const entries = Object.entries(definitions).map(([key, definition]) => [key, fromDefinition(definition)]);
  return Object.fromEntries(entries) as Catalogue<T>;
}

/** What `metrics.custom` needs to know about a series. */
export interface CustomMetricProps<U extends MetricUnit, On extends GpuAllocationMode, As extends string> {
  /** What a value counts. */
  readonly unit: U;
  /** How several series of one pod become one value: `avg`, `sum`, `max` or `min`. */
  readonly aggregation: MetricAggregation;
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

function custom<
  const Series extends string,
  U extends MetricUnit,
  const On extends GpuAllocationMode = GpuAllocationMode,
  const As extends string = Series,
>(series: Series, props: CustomMetricProps<U, On, As>): PodMetric<As, U, On, never> {
  const name = props.as ?? series.replaceAll(':', '_');
  const definition: MetricDefinition = {
    name,
    series,
    ...(name !== series && { rename: { matches: `^${series}$`, as: name } }),
    description: 'Declared by a policy',
    unit: props.unit,
    scope: 'container',
    aggregation: props.aggregation,
    exporter: 'service',
    validOn: props.validOn ?? ['dedicated', 'shared', 'mig', 'timeSliced'],
    source: 'the policy',
  };
  return fromDefinition(definition) as PodMetric<As, U, On, never>;
}

/** Any metric that exists under a convention which offers no more than these needs. */
type MetricUnder<N extends MetricNeed> = PodMetric<string, MetricUnit, GpuAllocationMode, N>;

type SeriesOf<P> = P extends PodMetric<infer Series, MetricUnit, GpuAllocationMode, MetricNeed> ? Series : never;
type UnitOf<P> = P extends PodMetric<string, infer U, GpuAllocationMode, MetricNeed> ? U : never;
type NotValidOn<P> =
  P extends PodMetric<string, MetricUnit, infer On, MetricNeed> ? Exclude<GpuAllocationMode, On> : never;
type Missing<P, C extends ConventionKey> = [P] extends [never] ? `not:${C}` : never;

/** One metric for each label convention. */
export interface ConventionChoice<A, D, H, G> {
  /** On clusters with label convention `ack`. @default - such clusters refuse the policy */
  readonly ack?: A;
  /** On clusters with label convention `dcgmExporter`. @default - such clusters refuse the policy */
  readonly dcgmExporter?: D;
  /** On clusters with label convention `dcgmHonorLabels`. @default - such clusters refuse the policy */
  readonly dcgmHonorLabels?: H;
  /** On clusters with label convention `gke`. @default - such clusters refuse the policy */
  readonly gke?: G;
}

function byConvention<
  A extends MetricUnder<'ackSeries'> = never,
  D extends MetricUnder<'podLabelsOnCardSeries'> = never,
  H extends MetricUnder<'podLabelsOnCardSeries'> = never,
  G extends MetricUnder<'podLabelsOnCardSeries'> = never,
>(
  choice: ConventionChoice<A, D, H, G>,
): PodMetric<
  SeriesOf<A | D | H | G>,
  UnitOf<A | D | H | G>,
  Exclude<GpuAllocationMode, NotValidOn<A | D | H | G>>,
  Missing<A, 'ack'> | Missing<D, 'dcgmExporter'> | Missing<H, 'dcgmHonorLabels'> | Missing<G, 'gke'> | 'not:custom'
> {
  const entries: { readonly [name in LabelConventionName]?: PodMetric } = choice as object;
  const members = Object.values(entries).filter((entry) => entry !== undefined);
  const [first] = members;
  if (!first) throw new TypeError('metrics.byConvention({ ... }) needs at least one entry');
  const metric = podMetric({
    series: [...new Set(members.map(({ series }) => series))].join(' or '),
    unit: first.unit,
    validOn: first.validOn.filter((mode) => members.every((member) => member.validOn.includes(mode))),
    needs: [
      'not:custom',
      ...LABEL_CONVENTION_NAMES.filter((name) => !entries[name]).map((name) => `not:${name}` as const),
    ],
    definitionFor: (convention) => {
      const name = conventionName(convention);
      return name === 'custom' ? undefined : entries[name]?.definitionFor(convention);
    },
  });
  return metric as ReturnType<typeof byConvention<A, D, H, G>>;
}

function resource<const R extends 'cpu' | 'memory'>(name: R) {
  return {
    /** Percent of what the pods request, averaged over them. */
    utilization: (averageUtilization: number): MetricTarget<'Resource', R, GpuAllocationMode, never> => ({
      source: 'Resource',
      series: name,
      validOn: ['dedicated', 'shared', 'mig', 'timeSliced'],
      needs: [],
      values: { kind: 'resource', resource: name, averageUtilization },
    }),
  };
}

const gpu = {
  /** Percent of the GPUs of a pod. AHPA alone reads it, from Prometheus and without an adapter rule. */
  utilization: (averageUtilization: number): MetricTarget<'AhpaResource', 'gpu', 'dedicated', never> => ({
    source: 'AhpaResource',
    series: 'gpu',
    validOn: ['dedicated'],
    needs: [],
    values: { kind: 'resource', resource: 'gpu', averageUtilization },
  }),
};

/**
 * The metrics a policy can scale on. Names follow the series: `metrics.ack.processSmUtil` is
 * `DCGM_CUSTOM_PROCESS_SM_UTIL`.
 */
export const metrics = {
  /** Series of the ACK GPU exporter, which knows each container's part of a card: for dedicated and shared GPUs. */
  ack: catalogue(ACK_METRICS),
  /** DCGM's card-level series: for dedicated GPUs only. */
  dcgm: catalogue(DCGM_METRICS),
  /** What the autoscaler reads without an adapter rule. */
  resource: { cpu: resource('cpu'), memory: resource('memory'), gpu },
  /** A series that the service itself exports. */
  custom,
  /**
   * Another metric for each label convention, so that one policy runs on clusters of several. It is valid on the GPU
   * allocations that all its entries allow; a cluster whose convention has no entry refuses the policy.
   */
  byConvention,
} as const;
