import { supplyOf } from '../../autoscaling/demand/shortage';
import type { Fleet } from '../../fleet/fleet';
import { type GpuClaims, rivalsOf, type WorkloadClaim, workloadClaimsOf } from '../../fleet/gpu-claims';
import { demandAt } from '../../fleet/gpu-demand';
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
    if (!context.fleet.context.facts.gpuPools) return notCheckable("the cluster's GPU pools are not declared");
    const rivals = rivalsOf(claim, context.fleet);
    if (rivals.pools.length > 0) return judge(claim, rivals, context);
    // That no pool serves it is the finding of capacity/gpus-exceeded.
    const silent = silentReason(rivals.silentPools, claim.request.resource);
    return silent === undefined ? passed : notCheckable(silent);
  },
});

/** Even where every service stands at its floor, one more replica must fit. */
function judge(claim: WorkloadClaim, rivals: GpuClaims, { fleet, now }: CheckContext): Verdict {
  const { pools, unreadable, uncounted } = rivals;
  const supply = supplyOf(claim.kind.allocation, pools);
  if (supply === undefined) {
    const unknown = pools.find(({ memoryGiB }) => memoryGiB === undefined);
    return notCheckable(`how much memory a GPU of pool ${unknown?.name} hands out is not declared (memoryGiB)`);
  }
  const held = leastHeld(rivals, fleet, now);
  if (held + claim.gpusPerReplica <= supply) {
    const unplaced = rivals.unplaced.filter((workload) => workload === claim.workload);
    const reason = uncountedReason({ unreadable, unplaced, uncounted });
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

const HELD = new WeakMap<GpuClaims, { readonly now: number; readonly least: number }>();

/** The least that the services hold at any time; many services ask for it. */
function leastHeld(rivals: GpuClaims, fleet: Fleet, now: number): number {
  const known = HELD.get(rivals);
  if (known?.now === now) return known.least;
  const weeks = demandAt(rivals, fleet, now);
  const floors = weeks.map(({ floor }) => floor.reduce((a, b) => Math.min(a, b)));
  const least = Math.min(...floors);
  HELD.set(rivals, { now, least });
  return least;
}

function unitOf({ kind: { allocation, vendor } }: WorkloadClaim): string {
  if (allocation === 'shared') return 'GiB of a shared GPU';
  return vendor === 'NVIDIA' ? `${allocation} GPU(s)` : `${allocation} ${vendor} GPU(s)`;
}
