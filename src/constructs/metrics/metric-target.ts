import type { Duration, Size } from 'cdk8s';
import type { GpuAllocationMode, LabelConvention } from '../../kubernetes/cluster-facts';
import type { MetricDefinition, MetricUnit } from '../../metrics/metric-definition';
import type { QuantileName } from '../../metrics/quantiles';
import type { RuleRequest } from '../../pipeline/rule-for';
import type { ConventionKey } from '../cluster/cluster-terms';

/** Which API or program an autoscaler reads a metric from. `AhpaResource` is a resource that only AHPA knows. */
export type MetricSource = 'Pods' | 'External' | 'Object' | 'Resource' | 'AhpaResource';

/** What a cluster must offer for a metric to exist there. */
export type MetricNeed = 'ackSeries' | 'podLabelsOnCardSeries' | `not:${ConventionKey}`;

/** The API metric behind a target, once the cluster's label convention is known. */
export interface MetricChoice {
  definitionFor(convention: LabelConvention): MetricDefinition | undefined;
}

/** A threshold for each pod, or for the value itself. */
export type Threshold = { readonly averageValue: number } | { readonly value: number };

/** Which series of the service's namespace an External metric is made of. */
export interface NamespacedSelection {
  /**
   * Labels that the series of this service carry, and no others in the namespace. Kubernetes holds them to its own rules: at
   * most 63 letters, digits, "-", "_" and ".". The name of a model with a slash cannot be selected by.
   *
   * @default - the label that names the container: the service's own
   */
  readonly matchLabels?: { readonly [label: string]: string };
  readonly anyNamespace?: false;
}

/** Which series of any namespace an External metric is made of. */
export interface AnyNamespaceSelection {
  /** Labels that the series of this service carry, and no others at all; the same rules hold as within a namespace. */
  readonly matchLabels: { readonly [label: string]: string };
  /** The series may name another namespace than the service's, or none, as those of a message queue do. @default false */
  readonly anyNamespace: boolean;
}

/** Which series an External metric is made of. */
export type ExternalSelection = NamespacedSelection | AnyNamespaceSelection;

/** The numbers and names of a target. */
export type TargetValues =
  | { readonly kind: 'pods'; readonly metric: MetricChoice; readonly unit: MetricUnit; readonly averageValue: number }
  | {
      readonly kind: 'external';
      readonly metric: MetricChoice;
      readonly unit: MetricUnit;
      readonly threshold: Threshold;
      readonly selection: ExternalSelection;
    }
  | { readonly kind: 'object'; readonly metric: MetricChoice; readonly unit: MetricUnit; readonly averageValue: number }
  | { readonly kind: 'resource'; readonly resource: 'cpu' | 'memory' | 'gpu'; readonly averageUtilization: number };

/** Who says a value, and how to find the one that is right. */
export interface Provenance {
  readonly source: string;
  readonly tune: string;
}

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
  /** Where the threshold comes from, where a preset gave it. @default - the author of the policy */
  readonly provenance?: Provenance;
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

/** A metric whose values add up over pods, so that the sum is the demand on the service. */
export interface AdditiveMetric<
  Series extends string = string,
  U extends MetricUnit = MetricUnit,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> extends PodMetric<Series, U, On, N> {
  /**
   * The sum over the service's pods, served by the external metrics API: what AHPA reads. The adapter must be the one that
   * answers for `external.metrics.k8s.io`.
   */
  asExternal(selection?: ExternalSelection): ExternalMetric<Series, U, On, N>;
}

/** A metric that the service itself exports and whose values add up. */
export interface ServiceMetric<
  Series extends string = string,
  U extends MetricUnit = MetricUnit,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> extends AdditiveMetric<Series, U, On, N> {
  /**
   * The sum over the service's pods as a metric of its Service: `type: Object`. The series need the label `service`, which a
   * ServiceMonitor gives them.
   */
  ofService(): ServiceTotal<Series, U, On, N>;
}

/** A metric that does not add up, such as a share. */
export interface ShareMetric<
  Series extends string = string,
  U extends MetricUnit = MetricUnit,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> extends PodMetric<Series, U, On, N> {
  /** Not callable: the type of `this` says why. */
  asExternal(
    this: `✖ ${Series} does not add up over pods, and an External metric is a sum: use it with perPod(n)`,
  ): MetricTarget<never>;
}

/** A metric with one value for all pods of a service. */
export interface ExternalMetric<
  Series extends string = string,
  U extends MetricUnit = MetricUnit,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> extends Exposable {
  readonly series: Series;
  /** The sum by the number of pods that scaling aims at: `type: AverageValue`. */
  perPod<const V extends number | Size>(target: TargetValue<U, V>): MetricTarget<'External', Series, On, N>;
}

/** The sum over a service's pods, read from its Service. */
export interface ServiceTotal<
  Series extends string = string,
  U extends MetricUnit = MetricUnit,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> extends Exposable {
  readonly series: Series;
  /** The sum by the number of pods that scaling aims at: `type: AverageValue`. */
  perPod<const V extends number | Size>(target: TargetValue<U, V>): MetricTarget<'Object', Series, On, N>;
}

/** How long something takes, over all pods of a service. */
export interface LatencyMetric<
  Series extends string = string,
  On extends GpuAllocationMode = GpuAllocationMode,
  N extends MetricNeed = MetricNeed,
> extends Exposable {
  readonly series: Series;
  /**
   * The time that scaling keeps: an External metric with `type: Value`. More pods make a latency fall only while it comes
   * from waiting, so take it as a second metric beside one of demand.
   */
  atMost(target: Duration, selection?: ExternalSelection): MetricTarget<'External', Series, On, N>;
  /** Not callable: the parameter's type says why. */
  perPod(
    target: `✖ a latency does not add up over pods: write ${Series} with .atMost(Duration.seconds(n))`,
  ): MetricTarget<never>;
}

/** The quantiles of a latency. */
export type LatencyQuantiles<Series extends string, On extends GpuAllocationMode, N extends MetricNeed> = {
  readonly [Q in QuantileName]: LatencyMetric<`${Series}_${Q}`, On, N>;
};

/** A metric with a value for each node: for `expose`, never for scaling. */
export interface NodeMetric<Series extends string = string> extends Exposable {
  readonly series: Series;
  /** Not callable: the parameter's type says why. */
  perPod(
    target: `✖ ${Series} by node has no value per pod, and no HPA can read a node: drop byNode()`,
  ): MetricTarget<never>;
}

/** A metric for people: what it says of a pod must not scale a service. It can be exposed. */
export interface PeopleMetric<Series extends string = string, Reason extends string = string> extends Exposable {
  readonly series: Series;
  /** Why no autoscaler can scale on it. */
  readonly notForScaling: Reason;
  /** Not callable: the parameter's type says why. */
  perPod(target: `✖ no autoscaler can scale on ${Series}: ${Reason}`): MetricTarget<never>;
  /** Not callable: the type of `this` says why. */
  asExternal(this: `✖ no autoscaler can scale on ${Series}: ${Reason}`): MetricTarget<never>;
  /** The same metric for each node, for `expose`. */
  byNode(): NodeMetric<Series>;
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

/** The rule that serves a target under a label convention; undefined for what needs none, or does not exist there. */
export function requestOf(values: TargetValues, convention: LabelConvention): RuleRequest | undefined {
  const metric = values.kind === 'resource' ? undefined : values.metric.definitionFor(convention);
  if (!metric) return undefined;
  if (values.kind === 'pods') return { metric, by: 'pod' };
  if (values.kind === 'object') return { metric, by: 'service' };
  const { anyNamespace } = (values as Extract<TargetValues, { kind: 'external' }>).selection;
  return { metric, by: 'selector', ...(anyNamespace && { anyNamespace }) };
}
