import { type DemandPeak, peakOf } from '../../autoscaling/demand/gpu-demand';
import { minuteText } from '../../autoscaling/demand/minute-text';
import { kindText } from '../../autoscaling/demand/pool-group';
import { sizeOf } from '../../autoscaling/demand/service-claim';
import { fitsOnCards, type SharedCards } from '../../autoscaling/shared-gpus';
import { type GpuClaims, gpuClaimsOf, gpusAtMost, type WorkloadClaim } from '../../fleet/gpu-claims';
import { demandAt } from '../../fleet/gpu-demand';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { defineCheck, failed, notCheckable, passed, type Verdict } from '../check';

const MOST_NAMED = 5;

/** More GPUs at the maximum of all services than the cluster's pools hold: the last pods stay Pending. */
export const gpusExceeded = defineCheck<GpuClaims>({
  id: 'capacity/gpus-exceeded',
  severity: 'error',
  title: 'the services at their maximum need more GPUs than the cluster has',
  subjects: gpuClaimsOf,
  run(asked, { fleet, now }) {
    if (!fleet.context.facts.gpuPools) return notCheckable("the cluster's GPU pools are not declared");
    const peak = peakOf(demandAt(asked, fleet, now));
    const verdict = asked.allocation === 'shared' ? judgeShared(asked, peak) : judgeCount(asked, peak);
    if (verdict !== passed || asked.unreadable.length === 0) return verdict;
    return notCheckable(`the replicas or GPUs of ${asked.unreadable.join(', ')} cannot be read`);
  },
});

function judgeCount(asked: GpuClaims, peak: DemandPeak): Verdict {
  const available = supplyOf(asked.pools, () => 1);
  return peak.demand > available ? exceeded(asked, peak, available, kindText(asked)) : passed;
}

/** Memory must suffice in sum, and each pod must get its part from one card. */
function judgeShared(asked: GpuClaims, peak: DemandPeak): Verdict {
  const { pools } = asked;
  const unknown = pools.filter(({ memoryGiB }) => memoryGiB === undefined);
  if (unknown.length > 0) {
    return notCheckable(`how much memory a GPU of pool ${names(unknown)} hands out is not declared (memoryGiB)`);
  }
  const available = supplyOf(pools, ({ memoryGiB }) => memoryGiB!);
  if (peak.demand > available) return exceeded(asked, peak, available, 'GiB of shared GPUs');
  const cards = pools.map((pool): SharedCards => ({ memoryGiB: pool.memoryGiB!, count: sizeOf(pool) }));
  const largest = Math.max(0, ...cards.map(({ memoryGiB }) => memoryGiB));
  const tooLarge = asked.claims.find(({ gpusPerReplica }) => gpusPerReplica > largest);
  if (tooLarge) return largerThanCard(tooLarge, largest);
  const core = asked.claims.reduce((sum, { corePercent, replicas }) => sum + corePercent * replicas.max, 0);
  const cardsAtMost = supplyOf(pools, () => 1);
  if (core > 100 * cardsAtMost) return coreExceeded(core, cardsAtMost);
  const parts = asked.claims
    .filter(({ gpusPerReplica }) => gpusPerReplica > 0)
    .map((claim) => ({ memoryGiB: claim.gpusPerReplica, corePercent: claim.corePercent, count: claim.replicas.max }));
  return fitsOnCards(parts, cards)
    ? passed
    : notCheckable('the memory suffices in sum, but no way was found to give each pod its part on one GPU');
}

function exceeded(asked: GpuClaims, peak: DemandPeak, available: number, unit: string): Verdict {
  const { allocation, claims, pools } = asked;
  const largest = [...claims].sort((a, b) => gpusAtMost(b) - gpusAtMost(a)).slice(0, MOST_NAMED);
  const breakdown = largest.map((claim) => `${claim.workload} ${claim.replicas.max} x ${claim.gpusPerReplica}`);
  const more = claims.length > MOST_NAMED ? `, and ${claims.length - MOST_NAMED} more` : '';
  const held =
    pools.length === 0 ? `the cluster has no pool of ${kindText(asked)}` : `${poolsText(pools)} ${available}`;
  const when = peak.minute === undefined ? '' : `, first on ${minuteText(peak.minute)}`;
  return failed({
    message: `at their maximum the services need ${peak.demand} ${unit}${when} (${breakdown.join(', ')}${more}), and ${held}: the last pods stay Pending`,
    help: 'Lower maxReplicas, or raise the pool.',
    evidence: {
      allocation,
      needed: peak.demand,
      available,
      least: claims.reduce((sum, { replicas, gpusPerReplica }) => sum + replicas.min * gpusPerReplica, 0),
      ...(peak.minute !== undefined && { minuteOfWeek: peak.minute }),
    },
  });
}

function largerThanCard({ workload, gpusPerReplica }: WorkloadClaim, largest: number): Verdict {
  return failed({
    message: `a pod of ${workload} asks for ${gpusPerReplica} GiB of a shared GPU, and no GPU of the cluster has more than ${largest}: it stays Pending`,
    help: 'Ask for less memory, or add a pool of larger GPUs.',
    evidence: { needed: gpusPerReplica, available: largest },
  });
}

function coreExceeded(core: number, cards: number): Verdict {
  return failed({
    message: `at their maximum the services need ${core} % of a shared GPU's compute, and ${cards} GPUs have ${100 * cards} %: the last pods stay Pending`,
    help: 'Lower maxReplicas or the compute of each pod, or raise the pool.',
    evidence: { needed: core, available: 100 * cards },
  });
}

function supplyOf(pools: readonly GpuPoolFacts[], ofOne: (pool: GpuPoolFacts) => number): number {
  return pools.reduce((sum, pool) => sum + sizeOf(pool) * ofOne(pool), 0);
}

function poolsText(pools: readonly GpuPoolFacts[]): string {
  return `the pools ${names(pools)} hold`;
}

function names(pools: readonly GpuPoolFacts[]): string {
  return pools.map(({ name }) => name).join(', ');
}
