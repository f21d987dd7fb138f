import { replicaRangeOfHpa } from '../../autoscaling/capacity';
import { type CompleteBehavior, completeBehavior } from '../../autoscaling/hpa/behavior';
import { behaviorOf } from '../../autoscaling/hpa/controller-view';
import type { HpaMetric } from '../../autoscaling/hpa/model';
import { countReadyPods, groupPods, type PodState } from '../../autoscaling/hpa/pod-groups';
import {
  type Proposal,
  type ProposalFailure,
  proposeByAverage,
  proposeByAverageOfTotal,
  proposeByValue,
} from '../../autoscaling/hpa/proposal';
import { quietZone } from '../../autoscaling/hpa/quiet-zone';
import { type Limited, limitByBehavior, limitLegacy } from '../../autoscaling/hpa/rate-limit';
import { type Tolerance, toleranceOf } from '../../autoscaling/hpa/tolerance';
import type { Hpa } from '../autoscaler';
import type { DecisionLink, ValuesLink } from '../chain';
import type { ClusterView } from '../cluster-view';
import type { ObservedPod } from '../observed/observed-pods';
import { recordedReplicas } from './recorded-replicas';
import type { ScaledTarget } from './scale-pods';
import { broken, type EarlyEnd, open } from './step';

export interface ResolvedDecision {
  readonly link: DecisionLink;
  readonly assumptions: readonly string[];
}

/** What the controller makes of the values of one metric, as if it were the only one. */
export function resolveDecision(
  hpa: Hpa,
  metric: HpaMetric,
  values: ValuesLink,
  target: ScaledTarget,
  view: ClusterView,
): ResolvedDecision | EarlyEnd {
  const range = replicaRangeOfHpa(hpa.reading);
  if (!range) return broken('decision', 'maxReplicas cannot be read', 'Set maxReplicas.', hpa.place);
  const pods = view.observed.pods.filter(target.selects);
  const states = pods.map(stateOf);
  const { current, assumptions } = currentReplicas(target, pods, view);
  if (current === 0) return open('decision', `${target.name} has no replicas at this time, and then it is not scaled`);
  const tolerance = toleranceOf(view.fleet.context.kubernetes, behaviorOf(hpa.reading));
  const judged = judge(metric, values, { current, tolerance, states });
  if (!judged) return open('decision', `metrics of type ${metric.type} are not calculated`);
  const { proposal, targetMilli, counted, perPod } = judged;
  if ('failure' in proposal) return broken('decision', proposal.message, 'Wait for pods that report a value.');
  const limited = limit(hpa, current, proposal.replicas, range, view.time);
  const goal = Number(targetMilli) / 1000;
  return {
    assumptions: [...assumptions, ...phaseAssumptions(pods)],
    link: {
      current,
      measuredMilli: proposal.milli,
      targetMilli,
      perPod,
      ratio: proposal.ratio,
      tolerance: { up: tolerance.up, down: tolerance.down },
      quiet: quietZone(goal, counted, tolerance),
      proposal: proposal.replicas,
      desired: limited.replicas,
      range,
      limit: limited.replicas === proposal.replicas ? undefined : LIMITS[limited.reason],
      stabilizationSeconds:
        limited.replicas < current ? (completeOf(hpa)?.scaleDown.stabilizationWindowSeconds ?? 300) : undefined,
    },
  };
}

const LIMITS: { readonly [reason in Limited['reason']]: DecisionLink['limit'] } = {
  DesiredWithinRange: undefined,
  TooFewReplicas: 'minReplicas',
  TooManyReplicas: 'maxReplicas',
  ScaleUpLimit: 'scaleUpRate',
  ScaleDownLimit: 'scaleDownRate',
};

interface Situation {
  readonly current: number;
  readonly tolerance: Tolerance;
  readonly states: readonly PodState[];
}

interface Judged {
  readonly proposal: Proposal | ProposalFailure;
  readonly targetMilli: bigint;
  /** The pods that the ratio is multiplied by. */
  readonly counted: number;
  readonly perPod: boolean;
}

function judge(
  metric: HpaMetric,
  { items }: ValuesLink,
  { current, tolerance, states }: Situation,
): Judged | undefined {
  if (metric.type === 'Pods') {
    const targetMilli = metric.target.averageValue.milli();
    const groups = groupPods(states, new Map(items.map(({ name, milli }) => [name, { milli }])));
    const proposal = proposeByAverage(groups, targetMilli, { current, tolerance });
    return { proposal, targetMilli, counted: groups.readyCount, perPod: true };
  }
  if (metric.type !== 'Object' && metric.type !== 'External') return undefined;
  const total = items.reduce((sum, { milli }) => sum + milli, 0n);
  if (metric.target.type === 'AverageValue') {
    const targetMilli = metric.target.averageValue.milli();
    const proposal = proposeByAverageOfTotal(total, targetMilli, current, tolerance);
    return { proposal, targetMilli, counted: current, perPod: true };
  }
  const targetMilli = metric.target.value.milli();
  const ready = countReadyPods(states);
  const proposal = proposeByValue(total, targetMilli, ready, { current, tolerance });
  return { proposal, targetMilli, counted: ready, perPod: false };
}

function completeOf(hpa: Hpa): CompleteBehavior | undefined {
  const behavior = behaviorOf(hpa.reading);
  return behavior && completeBehavior(behavior);
}

function limit(hpa: Hpa, current: number, proposal: number, range: DecisionLink['range'], now: number): Limited {
  const behavior = completeOf(hpa);
  return behavior
    ? limitByBehavior(current, proposal, range, { up: [], down: [] }, now, behavior)
    : limitLegacy(current, proposal, range);
}

function stateOf({ name, phase, ready }: ObservedPod): PodState {
  return { name, phase: phase ?? 'Running', ready: { status: ready ?? true, lastTransition: 0 } };
}

function currentReplicas(
  target: ScaledTarget,
  pods: readonly ObservedPod[],
  view: ClusterView,
): { readonly current: number; readonly assumptions: readonly string[] } {
  const recorded = recordedReplicas(target, view);
  if (recorded !== undefined) return { current: recorded, assumptions: [] };
  return {
    current: pods.length,
    assumptions: [`replicas: ${target.name} has as many as pods are known, ${pods.length}`],
  };
}

function phaseAssumptions(pods: readonly ObservedPod[]): readonly string[] {
  const unknown = pods.filter(({ phase }) => phase === undefined).length;
  return unknown === 0
    ? []
    : ['pod phases: every pod runs and is ready; the snapshot has no kube_pod_status_phase of them'];
}
