import { GREATEST_INT32, isPositiveInt32 } from '../../kubernetes/int32';
import { longestSetName } from '../../kubernetes/leader-worker-set';
import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';

/**
 * The oldest minor that LeaderWorkerSet supports. 1.26 needs the feature gate StatefulSetStartOrdinal. Sources: kubernetes-sigs/lws,
 * docs/setup/install.md and #391.
 */
const OLDEST_MINOR_OF_SETS = '1.26';

/** Groups that could never form. */
export function podGroupProblems(id: string, policy: AnyPolicyProps, minor: KubernetesMinor): readonly PolicyProblem[] {
  const { podGroup, service } = policy;
  if (podGroup === undefined) return [];
  const problems: PolicyProblem[] = [];
  if (!atLeast(minor, OLDEST_MINOR_OF_SETS)) {
    problems.push({
      code: 'pod-group',
      property: 'podGroup',
      summary: `podGroup needs Kubernetes ${OLDEST_MINOR_OF_SETS} or newer, and the cluster runs ${minor}.`,
      why: 'The controller of LeaderWorkerSets numbers the workers from 1, which a StatefulSet can from there on; before, it makes StatefulSets without an end.',
      help: 'Use a newer cluster, or leave podGroup out.',
    });
  }
  if (!isPositiveInt32(podGroup.size) || podGroup.size < 2) {
    problems.push({
      code: 'pod-group',
      property: 'podGroup.size',
      value: podGroup.size,
      allowed: `an integer from 2 to ${GREATEST_INT32}`,
      help: 'Leave podGroup out for a replica of one pod.',
    });
  }
  if (service?.name === id) {
    problems.push({
      code: 'pod-group',
      property: 'service.name',
      value: id,
      allowed: 'another name than the id of the policy',
      why: 'The LeaderWorkerSet needs that name for a headless Service, by which the workers find their leader.',
      help: `Leave service.name out: the Service is then called ${id}-leader.`,
    });
  }
  const longest = longestSetName(mostGroups(policy), podGroup.size);
  if (id.length > longest) {
    problems.push({
      code: 'name-invalid',
      property: 'id',
      value: id,
      allowed: `at most ${longest} characters where pods come in groups`,
      why: 'A label of the workers holds the name, the number of their group and a hash: 63 characters in all.',
      help: 'Choose a shorter name.',
    });
  }
  return problems;
}

/** A name cannot change: what AHPA only observes today may scale tomorrow. */
function mostGroups({ scaling, replicas = 0, handOver, rollout }: AnyPolicyProps): number {
  return Math.max(scaling.definition.maxReplicas, replicas, handOver?.replicas ?? 0) + (rollout?.spareReplicas ?? 0);
}
