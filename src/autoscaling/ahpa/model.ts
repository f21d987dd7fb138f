import type { AverageValueTarget, ObjectTarget, UtilizationTarget, ValueTarget } from '../hpa/model';

export const AHPA_API_VERSION = 'autoscaling.alibabacloud.com/v1beta1';
export const AHPA_KIND = 'AdvancedHorizontalPodAutoscaler';

/** The manifest field `instanceBounds` has no zone; this annotation says in which zone its times were meant. */
export const BOUNDS_TIMEZONE_ANNOTATION = 'foresail.dev/bounds-timezone';

/** A schedule as its author wrote it, and in UTC: the bounds are in the controller's zone. For people; of it only the zone is read. */
export const SCHEDULE_ANNOTATION = 'foresail.dev/schedule';

/** The zone taken where none is declared: an assumption, from a sibling controller's default. */
export const DEFAULT_BOUNDS_TIMEZONE = 'Asia/Shanghai';

/** `observer` computes and never scales. Only `observer` and `auto` are documented by the vendor. */
export const SCALE_STRATEGIES = ['observer', 'auto', 'proactive', 'reactive', 'scalingUpOnly'] as const;
export type ScaleStrategy = (typeof SCALE_STRATEGIES)[number];

/** The names AHPA knows for a Resource metric; the HPA serves only `cpu` and `memory`. */
export const AHPA_RESOURCES = ['cpu', 'memory', 'gpu', 'rps', 'qps', 'rt', 'concurrency'] as const;
export type AhpaResource = (typeof AHPA_RESOURCES)[number];

export interface AhpaResourceMetric {
  readonly type: 'Resource';
  readonly name: AhpaResource;
  /** Percent for cpu, memory and gpu; requests per second for rps and qps; milliseconds for rt. */
  readonly target: UtilizationTarget;
}

export interface AhpaExternalMetric {
  readonly type: 'External';
  readonly metric: { readonly name: string; readonly matchLabels?: { readonly [label: string]: string } };
  readonly target: ValueTarget | AverageValueTarget;
}

/** One metric of an AHPA: it reads neither Pods nor Object metrics. */
export type AhpaMetric = AhpaResourceMetric | AhpaExternalMetric;

/** A floor and a ceiling during the minutes that a cron expression matches. */
export interface AhpaBound {
  readonly cron: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** Bounds valid in `[startTime, endTime)`, both `YYYY-MM-DD HH:mm:ss` without a zone. */
export interface InstanceBounds {
  readonly startTime: string;
  readonly endTime: string;
  readonly bounds: readonly AhpaBound[];
}

/** What the AHPA's `spec` says. */
export interface AhpaSpec {
  readonly scaleTargetRef: ObjectTarget;
  readonly metrics: readonly AhpaMetric[];
  /** Floor and ceiling while no bound is active. */
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly scaleStrategy: ScaleStrategy;
  readonly stabilizationWindowSeconds?: number;
  /** `quantile` in whole percent, 2 to 99; `scaleUpForward` in seconds, the time a pod needs to become Ready. */
  readonly prediction: { readonly quantile: number; readonly scaleUpForward: number };
  readonly instanceBounds?: readonly InstanceBounds[];
  /** The IANA zone in which the bounds are meant; written as an annotation. */
  readonly boundsTimezone?: string;
  /** The schedule in words; written as an annotation. */
  readonly scheduleText?: string;
}
