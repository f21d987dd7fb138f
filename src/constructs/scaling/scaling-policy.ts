import type { Duration } from 'cdk8s';
import type { ScaleStrategy } from '../../autoscaling/ahpa/model';
import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import type {
  Exposable,
  LatencyMetric,
  LatencyQuantiles,
  MetricNeed,
  MetricSource,
  MetricTarget,
  NodeMetric,
  PeopleMetric,
} from '../metrics/metric-target';
import type { Schedule } from '../schedule/schedule';
import type { Behavior } from './behavior';
import type { NO_SCALE_TO_ZERO } from './no-scale-to-zero';

/** What a scaling policy itself asks of a cluster, beside its metrics. */
export type ScalingNeed = 'behavior' | 'ahpa';

type TargetOf<S extends MetricSource, Series extends string> = MetricTarget<S, Series, GpuAllocationMode, MetricNeed>;

/** What may stand among the metrics: a target, or what an author takes for one. */
export type Scalable = MetricTarget | Exposable | LatencyQuantiles<string, GpuAllocationMode, MetricNeed>;

/** The message for a metric whose threshold was forgotten; anything else itself. */
type WithThreshold<T> = T extends MetricTarget
  ? T
  : T extends LatencyQuantiles<infer Series, GpuAllocationMode, MetricNeed>
    ? `✖ ${Series} has several quantiles, and no threshold: write .p95.atMost(Duration.seconds(n))`
    : T extends LatencyMetric<infer Series>
      ? `✖ ${Series} has no threshold: write .atMost(Duration.seconds(n))`
      : T extends NodeMetric<infer Series>
        ? `✖ ${Series} by node has no value per pod, and no HPA can read a node: drop byNode(), and write .perPod(n)`
        : T extends PeopleMetric<infer Series, infer Reason>
          ? `✖ no autoscaler can scale on ${Series}: ${Reason}`
          : T extends { readonly series: infer Series extends string }
            ? `✖ ${Series} has no threshold: write .perPod(n)`
            : T;

/** The element itself where an HPA reads it, else a message in its place. */
export type HpaReads<T> =
  T extends TargetOf<'AhpaResource', infer Series>
    ? `✖ an HPA reads no resource ${Series}: the metrics API has cpu and memory only; use metrics.ack.processSmUtil.perPod(n), or ScalingPolicy.ahpa`
    : WithThreshold<T>;

/** The element itself where AHPA reads it, else a message in its place. */
export type AhpaReads<T> =
  T extends MetricTarget<infer S extends 'Pods' | 'Object', infer Series, GpuAllocationMode, MetricNeed>
    ? `✖ AHPA reads no ${S} metric, and ${Series} is one: use it with .asExternal().perPod(n) where it adds up, metrics.resource.gpu.utilization(n), or ScalingPolicy.hpa`
    : WithThreshold<T>;

/** The count itself, or a message for a floor of none. */
export type MinReplicas<Min extends number> = Min extends 0
  ? `✖ ${typeof NO_SCALE_TO_ZERO}: write minReplicas: 1`
  : Min;

/** How an HPA scales. */
export interface HpaProps<T extends readonly Scalable[], Min extends number, B extends Behavior> {
  /**
   * The HPA's name.
   *
   * @default - the id of the policy
   */
  readonly name?: string;
  /** The floor, at least 1. */
  readonly minReplicas: MinReplicas<Min>;
  /** The ceiling, at least `minReplicas`. */
  readonly maxReplicas: number;
  /** What to scale on. With several, the one that asks for most replicas wins. */
  readonly metrics: { readonly [I in keyof T]: HpaReads<T[I]> };
  /**
   * How fast the replica count may move.
   *
   * @default - the Kubernetes default; with `startup` of the policy, `scaleUp` is once in `startup.expected` in place of once in
   * 15 s, where the HPA's version has a behavior. A behavior without `scaleUp` gets that too.
   */
  readonly behavior?: B;
  /** Not available: an HPA has one floor and one ceiling. @default - none */
  readonly schedule?: '✖ an HPA follows no schedule: use ScalingPolicy.ahpa({ schedule }) where the cluster has AHPA, raise minReplicas, or point a CronHorizontalPodAutoscaler at the HPA';
}

/** How AHPA, ACK's predictive autoscaler, scales. */
export interface AhpaProps<T extends readonly Scalable[], Min extends number = number> {
  /**
   * The object's name.
   *
   * @default - the id of the policy
   */
  readonly name?: string;
  /** The floor while the schedule says nothing, at least 1. */
  readonly minReplicas: MinReplicas<Min>;
  /** The ceiling while the schedule says nothing, at least `minReplicas`. */
  readonly maxReplicas: number;
  /** What to scale on. The first one drives the forecast. */
  readonly metrics: { readonly [I in keyof T]: AhpaReads<T[I]> };
  /** How the forecast is used. */
  readonly prediction: {
    /** The share of time in which demand stays below the plan: an integer percent from 80 to 99. */
    readonly quantile: number;
    /**
     * How long before demand the replicas are there: at most `startup.max`, which counts from the creation of a pod too.
     *
     * @default - `startup.expected` of the policy
     */
    readonly scaleUpForward?: Duration;
  };
  /**
   * Whether AHPA acts. `observer` computes and never scales: the count stays at `replicas` of the policy, which is
   * `minReplicas` unless it says otherwise. `auto` scales. The vendor documents these two only. It must be said here, because
   * what AHPA takes where its manifest leaves it out is `observer`: an autoscaler that never scales.
   */
  readonly scaleStrategy: ScaleStrategy;
  /**
   * When it observed before it was allowed to act: days as `YYYY-MM-DD`, `until` not included. A record for reviewers; guard
   * rails may demand it.
   *
   * @default - not said
   */
  readonly observed?: { readonly from: string; readonly until: string };
  /**
   * How long scaling in waits.
   *
   * @default - the controller's default
   */
  readonly stabilizationWindow?: Duration;
  /**
   * Floors and ceilings that follow the clock.
   *
   * @default - minReplicas and maxReplicas at all times
   */
  readonly schedule?: Schedule;
}

/** Which numbers a variant has changed, for messages: the author looks for them elsewhere than the others. */
export interface NumbersOrigin {
  readonly fromWith?: readonly ('minReplicas' | 'maxReplicas')[];
}

/** A scaling policy as plain values. */
export type ScalingDefinition = HpaDefinition | AhpaDefinition;

/** The values of `ScalingPolicy.hpa`. */
export interface HpaDefinition extends NumbersOrigin {
  readonly kind: 'hpa';
  readonly name?: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MetricTarget[];
  readonly behavior?: Behavior;
  /** Whether `with()` asked for the behavior of Kubernetes itself. */
  readonly kubernetesDefault?: boolean;
  /** Never valid; kept so that JavaScript gets an error for it. */
  readonly schedule?: unknown;
}

/** The values of `ScalingPolicy.ahpa`. */
export interface AhpaDefinition extends NumbersOrigin {
  readonly kind: 'ahpa';
  readonly name?: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MetricTarget[];
  readonly prediction: { readonly quantile: number; readonly scaleUpForward?: Duration };
  readonly scaleStrategy: ScaleStrategy;
  readonly observed?: { readonly from: string; readonly until: string };
  readonly stabilizationWindow?: Duration;
  readonly schedule?: Schedule;
}

/**
 * How a service scales: by a HorizontalPodAutoscaler or by AHPA.
 *
 * @example
 * ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 10, metrics: [metrics.ack.processSmUtil.perPod(20)] })
 */
export class ScalingPolicy<out T extends MetricTarget = MetricTarget, out N extends ScalingNeed = ScalingNeed> {
  /** A HorizontalPodAutoscaler, in the API version of the cluster. */
  public static hpa<const T extends readonly Scalable[], const Min extends number, B extends Behavior = never>(
    props: HpaProps<T, Min, B>,
  ): ScalingPolicy<Extract<T[number], MetricTarget>, [B] extends [never] ? never : 'behavior'> {
    const definition = { ...props, kind: 'hpa' } as unknown as HpaDefinition;
    return new ScalingPolicy<Extract<T[number], MetricTarget>, never>(definition) as ReturnType<
      typeof ScalingPolicy.hpa<T, Min, B>
    >;
  }

  /** An AdvancedHorizontalPodAutoscaler, on clusters that have AHPA. */
  public static ahpa<const T extends readonly Scalable[], const Min extends number>(
    props: AhpaProps<T, Min>,
  ): ScalingPolicy<Extract<T[number], MetricTarget>, 'ahpa'> {
    const definition = { ...props, kind: 'ahpa' } as unknown as AhpaDefinition;
    return new ScalingPolicy<Extract<T[number], MetricTarget>, 'ahpa'>(definition);
  }

  /** The targets, for the compiler of TypeScript: only the type counts. */
  declare protected readonly targets: readonly T[];
  /** The needs, for the compiler of TypeScript: only the type counts. */
  declare protected readonly asks: readonly N[];

  private constructor(
    /** The policy as plain values. */
    public readonly definition: ScalingDefinition,
  ) {}

  /** The same policy with other numbers. @internal */
  public withNumbers({ behavior, ...counts }: ScalingNumbers): ScalingPolicy<T, N> {
    const changed = (['minReplicas', 'maxReplicas'] as const).filter((name) => counts[name] !== undefined);
    const fromWith = [...new Set([...(this.definition.fromWith ?? []), ...changed])];
    const definition: ScalingDefinition = { ...this.definition, ...counts, fromWith };
    const dropped = behavior === 'kubernetesDefault' && definition.kind === 'hpa';
    return new ScalingPolicy(dropped ? withoutBehavior(definition) : definition);
  }
}

function withoutBehavior({ behavior: _, ...definition }: HpaDefinition): HpaDefinition {
  return { ...definition, kubernetesDefault: true };
}

/** What `with()` can change of a scaling policy. */
export interface ScalingNumbers {
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly behavior?: 'kubernetesDefault' | undefined;
}
