import { isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';
import { acts } from '../scaling/acts';

/** How a new version takes the place of the old one. */
export type Rollout =
  | { readonly kind: 'recreate' }
  | { readonly kind: 'rolling'; readonly maxSurge: number; readonly maxUnavailable: number };

/**
 * A new pod needs a GPU before it can start. Where none is declared to be spare, an old pod must go first: the Kubernetes
 * default, which adds a pod first, would wait for ever on a full pool.
 */
export function rolloutOf(policy: AnyPolicyProps): Rollout {
  const spare = policy.rollout?.spareReplicas ?? 0;
  if (spare > 0) return { kind: 'rolling', maxSurge: spare, maxUnavailable: 0 };
  if (mostReplicas(policy) === 1) return { kind: 'recreate' };
  return { kind: 'rolling', maxSurge: 0, maxUnavailable: 1 };
}

/** A rollout as a Deployment has it. */
export function deploymentStrategy(rollout: Rollout): object {
  if (rollout.kind === 'recreate') return { type: 'Recreate' };
  const { maxSurge, maxUnavailable } = rollout;
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

/** A rollout as a LeaderWorkerSet has it, which knows rolling updates alone. */
export function groupRollout(rollout: Rollout): object {
  const { maxSurge, maxUnavailable } = rollout.kind === 'rolling' ? rollout : { maxSurge: 0, maxUnavailable: 1 };
  return { type: 'RollingUpdate', rollingUpdateConfiguration: { maxSurge, maxUnavailable } };
}

/**
 * The replicas that run at the least, as long as a schedule holds: its steps fill the week, and none is below `minReplicas`,
 * which counts before and after.
 */
export function fewestReplicas({ scaling: { definition }, replicas }: AnyPolicyProps): number {
  if (!acts(definition)) return replicas ?? definition.minReplicas;
  const steps = definition.kind === 'ahpa' ? (definition.schedule?.steps() ?? []) : [];
  return steps.length > 0 ? Math.min(...steps.map(({ bounds }) => bounds.minReplicas)) : definition.minReplicas;
}

function mostReplicas({ scaling: { definition }, replicas, handOver }: AnyPolicyProps): number {
  if (!acts(definition)) return replicas ?? definition.minReplicas;
  return Math.max(definition.maxReplicas, handOver?.replicas ?? 0);
}

/** A spare that is no number of replicas. */
export function rolloutProblems({ rollout }: AnyPolicyProps): readonly PolicyProblem[] {
  const spare = rollout?.spareReplicas;
  if (spare === undefined || isPositiveInt32(spare)) return [];
  return [
    {
      code: 'rollout',
      property: 'rollout.spareReplicas',
      value: spare,
      allowed: POSITIVE_INT32_RULE,
      help: 'Leave rollout out where no GPUs are kept free: an old pod then goes before a new one comes.',
    },
  ];
}
