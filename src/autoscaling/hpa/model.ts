import type { Quantity } from '../../kubernetes/quantity';
import type { LabelSelector } from '../../kubernetes/selector';

/** Names one object in the HPA's namespace. */
export interface ObjectTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** A metric of the custom or external metrics API: its name and, where given, a selector on its series. */
export interface MetricIdentifier {
  readonly name: string;
  readonly selector?: LabelSelector;
}

/** The sum over all pods, or one value, against a threshold. */
export interface ValueTarget {
  readonly type: 'Value';
  readonly value: Quantity;
}

/** The threshold for one pod. */
export interface AverageValueTarget {
  readonly type: 'AverageValue';
  readonly averageValue: Quantity;
}

/** Percent of what the pods request. */
export interface UtilizationTarget {
  readonly type: 'Utilization';
  readonly averageUtilization: number;
}

export type HpaTarget = ValueTarget | AverageValueTarget | UtilizationTarget;

export interface PodsMetric {
  readonly type: 'Pods';
  readonly metric: MetricIdentifier;
  readonly target: AverageValueTarget;
}

export interface ObjectMetric {
  readonly type: 'Object';
  readonly describedObject: ObjectTarget;
  readonly metric: MetricIdentifier;
  readonly target: ValueTarget | AverageValueTarget;
}

export interface ExternalMetric {
  readonly type: 'External';
  readonly metric: MetricIdentifier;
  readonly target: ValueTarget | AverageValueTarget;
}

export interface ResourceMetric {
  readonly type: 'Resource';
  readonly name: string;
  readonly target: UtilizationTarget | AverageValueTarget;
}

export interface ContainerResourceMetric {
  readonly type: 'ContainerResource';
  readonly name: string;
  readonly container: string;
  readonly target: UtilizationTarget | AverageValueTarget;
}

/** One metric of an HPA, with only the target kinds that its source can have. */
export type HpaMetric = PodsMetric | ObjectMetric | ExternalMetric | ResourceMetric | ContainerResourceMetric;

export const METRIC_SOURCE_TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'] as const;
export type MetricSourceType = (typeof METRIC_SOURCE_TYPES)[number];

/** What `target.type` may be. */
export const TARGET_TYPES: readonly string[] = ['Utilization', 'Value', 'AverageValue'];

/** What the HPA's `spec` says, whatever the API version. */
export interface HpaSpec {
  readonly scaleTargetRef: ObjectTarget;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly HpaMetric[];
  readonly behavior?: HpaBehavior;
}

/** How fast and how readily the replica count may move. What is left out takes the Kubernetes default. */
export interface HpaBehavior {
  readonly scaleUp?: ScalingRules;
  readonly scaleDown?: ScalingRules;
}

export interface ScalingRules {
  /** 0 to 3600 seconds. */
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: SelectPolicy;
  /** At least one where given; it replaces the default list. */
  readonly policies?: readonly ScalingRate[];
  /** The dead band as a fraction of the target; `autoscaling/v2` from Kubernetes 1.35. */
  readonly tolerance?: Quantity;
}

export const SELECT_POLICIES = ['Max', 'Min', 'Disabled'] as const;
export type SelectPolicy = (typeof SELECT_POLICIES)[number];

export const RATE_TYPES = ['Pods', 'Percent'] as const;

/** At most `value` pods, or percent of the pods, within `periodSeconds`. */
export interface ScalingRate {
  readonly type: (typeof RATE_TYPES)[number];
  readonly value: number;
  /** 1 to 1800 seconds. */
  readonly periodSeconds: number;
}

/** Whether the API server stores this metric apart from the others: as autoscaling/v1, and then last. */
export function isCpuUtilization(metric: HpaMetric): boolean {
  return metric.type === 'Resource' && metric.name === 'cpu' && metric.target.type === 'Utilization';
}
