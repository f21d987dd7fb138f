import { type GpuPoolFacts, WHOLE_GPU_RESOURCE } from '../../kubernetes/cluster-facts';
import type { PolicyProblem } from '../problems/policy-error';

/** Pools where pods that ask for `nvidia.com/gpu` could get something else under that name: a slice for a card, or a card for a turn. */
export function mixedNodeProblems(pools: readonly GpuPoolFacts[]): readonly PolicyProblem[] {
  const named = pools.filter(({ allocation, resource }) => allocation === 'dedicated' || resource !== undefined);
  return named.flatMap((pool) => {
    if (pool.resource !== undefined && labelsOf(pool).length === 0) return [withoutLabels(pool)];
    return named
      .filter((other) => isOtherKind(pool, other) && mayRunOn(pool, other))
      .map((other) => mixed(pool, other));
  });
}

function labelsOf({ nodeSelector = {} }: GpuPoolFacts): readonly (readonly [string, string])[] {
  return Object.entries(nodeSelector);
}

function isOtherKind(pool: GpuPoolFacts, other: GpuPoolFacts): boolean {
  return pool.allocation !== other.allocation || pool.profile !== other.profile;
}

/** Whether the pods of a pool certainly may run on the nodes of another: those have each label, and no taint that keeps them off. */
function mayRunOn(pool: GpuPoolFacts, other: GpuPoolFacts): boolean {
  const labels = new Map(labelsOf(other));
  const tolerated = (pool.tolerations ?? []).map(({ key }) => key);
  const keepsOff = (other.tolerations ?? []).some(
    ({ key, effect }) => effect !== 'PreferNoSchedule' && !tolerated.includes(key) && !tolerated.includes(undefined),
  );
  return !keepsOff && labelsOf(pool).every(([key, value]) => labels.get(key) === value);
}

function withoutLabels({ name, allocation }: GpuPoolFacts): PolicyProblem {
  const setting = allocation === 'mig' ? "strategy 'single'" : 'renamed: false';
  return {
    code: 'gpu-pool',
    property: `gpuPools, ${name}: nodeSelector`,
    value: undefined,
    allowed: `given with ${setting}`,
    why: `Its pods ask for ${WHOLE_GPU_RESOURCE}, as those for whole cards do: only labels lead them to its nodes.`,
    help:
      allocation === 'mig'
        ? "On GKE: nodeSelector: { 'cloud.google.com/gke-gpu-partition-size': '1g.10gb' }."
        : "On GKE: nodeSelector: { 'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing' }.",
  };
}

function mixed(pool: GpuPoolFacts, other: GpuPoolFacts): PolicyProblem {
  return {
    code: 'gpu-pool',
    property: `gpuPools, ${pool.name}: nodeSelector`,
    summary: `the pods of pool ${pool.name} may run on the nodes of pool ${other.name}, whose ${WHOLE_GPU_RESOURCE} is something else.`,
    why: `${pool.name} hands out ${pool.allocation} GPUs, ${other.name} ${other.allocation} GPUs, both as ${WHOLE_GPU_RESOURCE}.`,
    help: `Give ${pool.name} a label in nodeSelector that the nodes of ${other.name} do not have, or those a taint, and ${other.name} the toleration.`,
  };
}
