import { minuteText } from '../../autoscaling/demand/minute-text';
import { kindText } from '../../autoscaling/demand/pool-group';
import { leastReplicasOf, type SpotFloor } from '../../autoscaling/demand/spot-floor';
import { type GpuClaims, gpuClaimsOf, type WorkloadClaim } from '../../fleet/gpu-claims';
import { spotFloorAt } from '../../fleet/gpu-demand';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { defineCheck, failed, notCheckable, passed, type Verdict } from '../check';
import { silentReason } from './silent-reason';
import { uncountedReason } from './uncounted-reason';

const MOST_NAMED = 5;

/** Replicas that shall always be there, on nodes that the provider may take back. */
export const floorOnSpot = defineCheck<GpuClaims>({
  id: 'capacity/floor-on-spot',
  severity: 'warning',
  title: 'the floor of services rests on spot nodes',
  subjects: gpuClaimsOf,
  run(asked, { fleet, now }) {
    if (!fleet.context.facts.gpuPools) return notCheckable("the cluster's GPU pools are not declared");
    const silent = silentReason(asked.silentPools, asked.claims[0]!.request.resource);
    if (silent !== undefined && asked.silentPools.some(({ spot }) => spot)) return notCheckable(silent);
    const floor = spotFloorAt(asked, fleet, now);
    if (floor) return judge(asked, floor);
    const reason = asked.pools.some(({ spot }) => spot) ? uncountedReason(asked) : undefined;
    return reason === undefined ? passed : notCheckable(reason);
  },
});

function judge(asked: GpuClaims, floor: SpotFloor<WorkloadClaim>): Verdict {
  const { peak, claims, spot, steady, available } = floor;
  if (available === undefined) {
    const unknown = steady.filter(({ memoryGiB }) => memoryGiB === undefined);
    return notCheckable(`how much memory a GPU of pool ${names(unknown)} hands out is not declared (memoryGiB)`);
  }
  const [largest] = claims;
  const unit = asked.allocation === 'shared' ? 'GiB of shared GPUs' : kindText(asked);
  const when = peak.minute === undefined ? '' : `, first on ${minuteText(peak.minute)}`;
  const needed = `at their floor the services need ${peak.demand} ${unit}${when} (${breakdown(claims)})`;
  const alone = steady.length === 0;
  return failed({
    ...(largest && { at: largest.place, object: largest.object }),
    message: alone
      ? `${needed}, and every pool that may hold them is spot (${names(spot)}): nothing is left when the provider takes its nodes back`
      : `${needed}, and the pools that are not spot (${names(steady)}) hold ${available}: the rest is lost when the provider takes back the nodes of ${names(spot)}`,
    help: alone
      ? 'Run them on a pool that is not spot, or on several pools of which one is not.'
      : 'Raise the pools that are not spot, or lower minReplicas.',
    evidence: { allocation: asked.allocation, floor: peak.demand, available },
  });
}

function breakdown(claims: readonly WorkloadClaim[]): string {
  const texts = claims
    .slice(0, MOST_NAMED)
    .map((claim) => `${claim.workload} ${leastReplicasOf(claim)} x ${claim.gpusPerReplica}`);
  const more = claims.length > MOST_NAMED ? `, and ${claims.length - MOST_NAMED} more` : '';
  return texts.join(', ') + more;
}

function names(pools: readonly GpuPoolFacts[]): string {
  return pools.map(({ name }) => name).join(', ');
}
