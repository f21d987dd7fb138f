import { atLeast } from '../../kubernetes/minor';
import type { CompleteBehavior } from './behavior';
import {
  type Limited,
  limitByBehavior,
  limitLegacy,
  recordScaleEvent,
  type ScaleEvents,
  type ScalingLimitReason,
} from './rate-limit';
import { type Recommendation, type Stabilized, stabilizeByBehavior, stabilizeLegacy } from './stabilization';

/** What one metric asks for, or the condition reason of its failure, such as `FailedGetPodsMetric`. */
export type MetricOutcome =
  | { readonly metric: string; readonly replicas: number }
  | { readonly metric: string; readonly failure: string };

/** The proposals of all metrics brought together. */
export type CombinedOutcome = { readonly replicas: number; readonly metric: string } | { readonly failure: string };

/**
 * The largest proposal wins; of equal ones the first. Where some metrics failed, the rest may raise the replicas, but never
 * lower them.
 */
export function combineProposals(outcomes: readonly MetricOutcome[], specReplicas: number): CombinedOutcome {
  let best: { replicas: number; metric: string } | undefined;
  let failure: string | undefined;
  for (const outcome of outcomes) {
    if ('failure' in outcome) failure ??= outcome.failure;
    else if (!best || outcome.replicas > best.replicas) best = { replicas: outcome.replicas, metric: outcome.metric };
  }
  if (!best) return { failure: failure ?? 'InvalidMetricSourceType' };
  return failure !== undefined && best.replicas < specReplicas ? { failure } : best;
}

/** What the controller remembers between reconciles; lost when it restarts. */
export interface HpaMemory {
  readonly recommendations: readonly Recommendation[];
  readonly events: ScaleEvents;
}

export const EMPTY_MEMORY: HpaMemory = { recommendations: [], events: { up: [], down: [] } };

export interface DecisionInput {
  /** `spec.replicas` of the scale, above 0. */
  readonly current: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Undefined where the HPA has none: other rules then apply. */
  readonly behavior: CompleteBehavior | undefined;
  readonly outcomes: readonly MetricOutcome[];
  readonly memory: HpaMemory;
  /** Milliseconds. */
  readonly now: number;
  /** The controller's flag, used without behavior. @default 300000 */
  readonly downscaleStabilizationMs?: number;
}

export interface Decision {
  readonly desired: number;
  /** The metric that decided; undefined where no metric was read. */
  readonly metric: string | undefined;
  readonly scalingActive: 'ValidMetricFound' | string | undefined;
  readonly ableToScale: 'ReadyForNewScale' | 'ScaleDownStabilized' | 'ScaleUpStabilized' | 'SucceededGetScale';
  /** `DesiredWithinRange` goes with ScalingLimited=False, everything else with True. */
  readonly scalingLimited: ScalingLimitReason | undefined;
  readonly memory: HpaMemory;
}

/**
 * One reconcile of the controller, from the metrics' proposals to the replica count: replicas outside of the range come
 * first, then the largest proposal, stabilization, and the limits on speed. Pass the returned memory to the next reconcile.
 * At zero replicas ask `zeroReplicas` first. Source: kubernetes/kubernetes, pkg/controller/podautoscaler/horizontal.go.
 */
export function decide(input: DecisionInput): Decision {
  const { current, minReplicas, maxReplicas, now } = input;
  const memory = remembering(input.memory, current, now);
  if (current > maxReplicas || current < minReplicas) {
    const desired = current > maxReplicas ? maxReplicas : minReplicas;
    return finish(input, memory, {
      desired,
      metric: undefined,
      scalingActive: undefined,
      ableToScale: 'SucceededGetScale',
      scalingLimited: undefined,
    });
  }
  const combined = combineProposals(input.outcomes, current);
  if ('failure' in combined) {
    return {
      desired: current,
      metric: undefined,
      scalingActive: combined.failure,
      ableToScale: 'SucceededGetScale',
      scalingLimited: undefined,
      memory,
    };
  }
  const { stabilized, limited } = normalize(input, combined.replicas, memory);
  return finish(
    input,
    { ...memory, recommendations: stabilized.history },
    {
      desired: limited.replicas,
      metric: combined.metric,
      scalingActive: 'ValidMetricFound',
      ableToScale: stabilizationReason(input, combined.replicas, stabilized.replicas),
      scalingLimited: limited.reason,
    },
  );
}

/** A new HPA, or a restarted controller, starts from the replicas it finds. */
function remembering(memory: HpaMemory, current: number, now: number): HpaMemory {
  return memory.recommendations.length > 0
    ? memory
    : { ...memory, recommendations: [{ replicas: current, time: now }] };
}

function normalize(
  input: DecisionInput,
  proposal: number,
  memory: HpaMemory,
): { readonly stabilized: Stabilized; readonly limited: Limited } {
  const { current, now, behavior } = input;
  const range = { min: input.minReplicas, max: input.maxReplicas };
  if (!behavior) {
    const window = input.downscaleStabilizationMs ?? 300_000;
    const stabilized = stabilizeLegacy(proposal, memory.recommendations, now, window);
    return { stabilized, limited: limitLegacy(current, stabilized.replicas, range) };
  }
  const stabilized = stabilizeByBehavior(current, proposal, memory.recommendations, now, behavior);
  return { stabilized, limited: limitByBehavior(current, stabilized.replicas, range, memory.events, now, behavior) };
}

function stabilizationReason(input: DecisionInput, proposal: number, stabilized: number): Decision['ableToScale'] {
  if (stabilized === proposal) return 'ReadyForNewScale';
  return input.behavior && proposal >= input.current ? 'ScaleUpStabilized' : 'ScaleDownStabilized';
}

function finish(input: DecisionInput, memory: HpaMemory, decision: Omit<Decision, 'memory'>): Decision {
  const { behavior, current, now } = input;
  if (!behavior) return { ...decision, memory };
  return {
    ...decision,
    memory: { ...memory, events: recordScaleEvent(memory.events, current, decision.desired, now, behavior) },
  };
}

export interface ZeroReplicasInput {
  readonly minor: string;
  /** The feature gate HPAScaleToZero. */
  readonly gate: boolean;
  readonly minReplicas: number;
  /** The HPA's own condition, from 1.36 on. */
  readonly scaledToZero: boolean;
  readonly hasObjectOrExternalMetric: boolean;
}

/** Whether metrics are read at zero replicas, or the HPA is switched off: the rule changed in Kubernetes 1.36. */
export function zeroReplicas(input: ZeroReplicasInput): 'evaluated' | 'disabled' {
  if (!atLeast(input.minor, '1.36')) return input.minReplicas === 0 ? 'evaluated' : 'disabled';
  return input.gate && input.scaledToZero && input.hasObjectOrExternalMetric ? 'evaluated' : 'disabled';
}
