import type { Size } from 'cdk8s';
import type { GpuAllocationMode, LabelConvention } from '../kubernetes/cluster-facts';
import type { MetricDefinition, MetricUnit } from '../metrics/metric-definition';
import type { RuleRequest } from '../pipeline/rule-for';
import type { ConventionKey } from './cluster-terms';

/** Which API or program an autoscaler reads a metric from. `AhpaResource` is a resource that only AHPA knows. */
export type MetricSource = 'Pods' | 'External' | 'Object' | 'Resource' | 'AhpaResource';

/** What a cluster must offer for a metric to exist there. */
export type MetricNeed = 'ackSeries' | 'podLabelsOnCardSeries' | `not:${ConventionKey}`;

/** The API metric behind a target, once the cluster's label convention is known. */
export interface MetricChoice {
  definitionFor(convention: LabelConvention): MetricDefinition | undefined;
}

/** The numbers and names of a target. */
export type TargetValues =
  | { readonly kind: 'pods'; readonly metric: MetricChoice; readonly unit: MetricUnit; readonly averageValue: number }
  | { readonly kind: 'resource'; readonly resource: 'cpu' | 'memory' | 'gpu'; readonly averageUtilization: number };

/**
 * A metric with its threshold: what `metrics: [...]` of a scaling policy takes. Made by the metrics themselves, for
 * example `metrics.ack.processSmUtil.perPod(20)`.
 */
export interface MetricTarget<
  S extends MetricSource = MetricSource,
  Series extends string = string,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> {
  /** Where the autoscaler reads it. */
  readonly source: S;
  /** The name in messages. */
  readonly series: Series;
  /** The GPU allocations on which the value says something about one pod. */
  readonly validOn: readonly On[];
  /** What the cluster must offer. */
  readonly needs: readonly N[];
  /** The threshold. */
  readonly values: TargetValues;
}

/** Something a cluster can serve although no policy asks for it: see `expose` of `Cluster`. */
export interface Exposable {
  /** The name in messages. */
  readonly series: string;
  /** What the cluster must offer. */
  readonly needs: readonly MetricNeed[];
  /** The rule to serve under a label convention; undefined where the metric does not exist there. */
  requestFor(convention: LabelConvention): RuleRequest | undefined;
}

/** A metric with a value for each pod. */
export interface PodMetric<
  Series extends string = string,
  U extends MetricUnit = MetricUnit,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> extends Exposable,
    MetricChoice {
  readonly series: Series;
  readonly unit: U;
  readonly validOn: readonly On[];
  readonly needs: readonly N[];
  /**
   * The average over the pods that scaling aims at: `type: AverageValue`. A percentage is a number from 0 to 100, a
   * ratio from 0 to 1, a memory size a `Size`.
   */
  perPod<const V extends number | Size>(target: TargetValue<U, V>): MetricTarget<'Pods', Series, On, N>;
  /** The same metric for each node. No autoscaler can read it; it is for `expose` and for people. */
  byNode(): NodeMetric<Series>;
}

/** A metric with a value for each node: for `expose`, never for scaling. */
export interface NodeMetric<Series extends string = string> extends Exposable {
  readonly series: Series;
  /** Not callable: the parameter's type says why. */
  perPod(
    target: `✖ ${Series} by node has no value per pod, and no HPA can read a node: drop byNode()`,
  ): MetricTarget<never>;
}

/** What `perPod` takes for a unit: `Size` for memory, a literal from 0 to 1 for a ratio, else a number. */
export type TargetValue<U extends MetricUnit, V> = U extends 'mebibytes'
  ? Size
  : U extends 'ratio'
    ? V extends number
      ? RatioLiteral<V>
      : number
    : number;

type RatioLiteral<V extends number> = number extends V
  ? V
  : `${V}` extends `0.${string}` | '1'
    ? V
    : `✖ a ratio from 0 to 1 never reaches ${V}: write 0.8 for 80 %`;
