import { gpuDemandOf } from '../../autoscaling/capacity';
import { type GpuClaims, gpuClaimsOf, gpusAtMost } from '../../fleet/gpu-claims';
import { defineCheck, failed, notCheckable, passed } from '../check';

const MOST_NAMED = 5;

/** More GPUs at the maximum of all services than the cluster's pools hold: the last pods stay Pending. */
export const gpusExceeded = defineCheck<GpuClaims>({
  id: 'capacity/gpus-exceeded',
  severity: 'error',
  title: 'the services at their maximum need more GPUs than the cluster has',
  subjects: gpuClaimsOf,
  run({ allocation, claims, unreadable }, { fleet }) {
    const pools = fleet.context.facts.gpuPools;
    if (!pools) return notCheckable("the cluster's GPU pools are not declared");
    // GiB of GPU memory do not add up to GPUs without knowing the cards.
    if (allocation === 'shared') return notCheckable('how much memory a GPU of a shared pool has is not declared');
    const matching = pools.filter((pool) => pool.allocation === allocation);
    const available = matching.reduce((sum, { count, max }) => sum + (max ?? count), 0);
    const demand = gpuDemandOf(claims);
    const largest = [...claims].sort((a, b) => gpusAtMost(b) - gpusAtMost(a)).slice(0, MOST_NAMED);
    const breakdown = largest.map((claim) => `${claim.workload} ${claim.replicas.max} x ${claim.gpusPerReplica}`);
    if (demand.max > available) {
      const more = claims.length > MOST_NAMED ? `, and ${claims.length - MOST_NAMED} more` : '';
      return failed({
        message: `at their maximum the services need ${demand.max} ${allocation} GPUs (${breakdown.join(', ')}${more}), and ${matching.length === 0 ? `the cluster has no pool of ${allocation} GPUs` : `the pools ${matching.map(({ name }) => name).join(', ')} hold ${available}`}: the last pods stay Pending`,
        help: 'Lower maxReplicas, or raise the pool.',
        evidence: { allocation, needed: demand.max, available, least: demand.min },
      });
    }
    if (unreadable.length > 0) return notCheckable(`the replicas or GPUs of ${unreadable.join(', ')} cannot be read`);
    return passed;
  },
});
