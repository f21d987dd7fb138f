import { peakOf } from '../../autoscaling/demand/gpu-demand';
import { poolsFor, sizeOf } from '../../autoscaling/demand/service-claim';
import { silentPoolsOf } from '../../autoscaling/demand/silent-pools';
import type { Fleet } from '../../fleet/fleet';
import { isUnplaced, type WorkloadClaim, workloadClaimsOf } from '../../fleet/gpu-claims';
import { demandAt } from '../../fleet/gpu-demand';
import { uncountedOfKind } from '../../fleet/uncounted-gpus';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { silentReason } from '../capacity/silent-reason';
import { uncountedReason } from '../capacity/uncounted-reason';
import { type CheckContext, defineCheck, failed, notCheckable, passed, type Verdict } from '../check';

/** A rollout that may take no pod away needs GPUs beside those of all services; without them it stands still for ever. */
export const rolloutDeadlock = defineCheck<WorkloadClaim>({
  id: 'workload/rollout-deadlock',
  severity: 'error',
  title: 'a rollout waits for GPUs that its own old pods hold',
  subjects: workloadClaimsOf,
  run(claim, context) {
    const { rollout, replicas } = claim;
    if (claim.unreadable) return notCheckable(`the replicas or GPUs of ${claim.workload} cannot be read`);
    if (rollout.is === 'recreate' || replicas.min === 0) return passed;
    const unavailable = rollout.unavailable(replicas.min);
    if (unavailable === undefined) return notCheckable('the rollout strategy cannot be read');
    if (unavailable > 0) return passed;
    const pools = context.fleet.context.facts.gpuPools;
    if (!pools) return notCheckable("the cluster's GPU pools are not declared");
    const own = poolsFor(claim, pools);
    if (own.length > 0) return judge(claim, own, context);
    // That no pool serves it is the finding of capacity/gpus-exceeded.
    const silent = silentReason(silentPoolsOf(claim, pools), claim.request.resource);
    return silent === undefined ? passed : notCheckable(silent);
  },
});

/** Even where every service stands at its floor, one more replica must fit. */
function judge(claim: WorkloadClaim, pools: readonly GpuPoolFacts[], { fleet, now }: CheckContext): Verdict {
  const shared = claim.kind.allocation === 'shared';
  const unknown = pools.find(({ memoryGiB }) => shared && memoryGiB === undefined);
  if (unknown)
    return notCheckable(`how much memory a GPU of pool ${unknown.name} hands out is not declared (memoryGiB)`);
  const supply = pools.reduce((sum, pool) => sum + sizeOf(pool) * (shared ? pool.memoryGiB! : 1), 0);
  const rivals = workloadClaimsOf(fleet).filter((other) => {
    const own = poolsFor(other, fleet.context.facts.gpuPools ?? []);
    return own.length > 0 && own.every((pool) => pools.includes(pool));
  });
  const held = leastHeld(rivals, fleet, now);
  if (held + claim.gpusPerReplica <= supply) {
    const unreadable = rivals.filter((rival) => rival.unreadable).map(({ workload }) => workload);
    const unplaced = isUnplaced(claim, fleet.context.facts.gpuPools ?? []) ? [claim.workload] : [];
    const reason = uncountedReason({ unreadable, unplaced, uncounted: uncountedOfKind(claim.kind, fleet) });
    return reason === undefined ? passed : notCheckable(reason);
  }
  // Too much without a rollout is the finding of capacity/gpus-exceeded.
  if (held > supply) return passed;
  const names = pools.map(({ name }) => name).join(', ');
  const recreated = claim.manifest.object.kind === 'Deployment' ? 'type: Recreate for a single replica, or ' : '';
  return failed({
    at: claim.manifest.at(claim.rollout.is === 'rolling' ? claim.rollout.path : '/spec'),
    object: claim.object,
    message: `a rollout adds a pod before it takes one away (maxUnavailable is 0), which needs ${claim.gpusPerReplica} ${unitOf(claim)}, and at their floors the services already hold ${held} of ${supply} in ${names}: it never ends`,
    help: `Write maxSurge: 0 and maxUnavailable: 1, or ${recreated}keep GPUs free for the rollout.`,
    evidence: { needed: claim.gpusPerReplica, held, available: supply, replicas: claim.replicas.min },
  });
}

/** The least that the services hold at any time. */
function leastHeld(claims: readonly WorkloadClaim[], fleet: Fleet, now: number): number {
  const weeks = demandAt({ claims }, fleet, now);
  return weeks.reduce(
    (least, { floor }) =>
      Math.min(
        least,
        floor.reduce((a, b) => Math.min(a, b)),
      ),
    peakOf(weeks).demand,
  );
}

function unitOf({ kind: { allocation, vendor } }: WorkloadClaim): string {
  if (allocation === 'shared') return 'GiB of a shared GPU';
  return vendor === 'NVIDIA' ? `${allocation} GPU(s)` : `${allocation} ${vendor} GPU(s)`;
}
