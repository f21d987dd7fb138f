import { peakOf } from '../../autoscaling/demand/gpu-demand';
import { minuteText } from '../../autoscaling/demand/minute-text';
import { kindText } from '../../autoscaling/demand/pool-group';
import { supplyOf } from '../../autoscaling/demand/shortage';
import { type GpuClaims, gpuClaimsOf } from '../../fleet/gpu-claims';
import { demandAt } from '../../fleet/gpu-demand';
import { defineCheck, failed, notCheckable, passed } from '../check';
import { silentReason } from './silent-reason';
import { uncountedReason } from './uncounted-reason';

/** The services fit at their maximum, but not with the pods that a rollout adds. */
export const rolloutExceeded = defineCheck<GpuClaims>({
  id: 'capacity/rollout-exceeded',
  severity: 'warning',
  title: 'a rollout while the services are at their maximum needs more GPUs than the cluster has',
  subjects: gpuClaimsOf,
  run(asked, { fleet, now }) {
    if (!fleet.context.facts.gpuPools) return notCheckable("the cluster's GPU pools are not declared");
    const { pools, silentPools, allocation, claims } = asked;
    const silent = silentReason(silentPools, claims[0]!.request.resource);
    if (silent !== undefined) return notCheckable(silent);
    const available = supplyOf(allocation, pools);
    if (available === undefined) {
      const unknown = pools.find(({ memoryGiB }) => memoryGiB === undefined);
      return notCheckable(`how much memory a GPU of pool ${unknown?.name} hands out is not declared (memoryGiB)`);
    }
    const weeks = demandAt(asked, fleet, now);
    const peak = peakOf(weeks, true);
    // Without a rollout it is too much already: capacity/gpus-exceeded.
    if (peak.demand <= available || peakOf(weeks).demand > available) {
      const reason = uncountedReason(asked);
      return reason === undefined ? passed : notCheckable(reason);
    }
    const unit = allocation === 'shared' ? 'GiB of shared GPUs' : kindText(asked);
    const when = peak.minute === undefined ? '' : `, first on ${minuteText(peak.minute)}`;
    const names = pools.map(({ name }) => name).join(', ');
    return failed({
      message: `at their maximum and while one of them is rolled out the services need ${peak.demand} ${unit}${when}, and the pools ${names} hold ${available}: its new pods stay Pending until load falls`,
      help: 'Write maxSurge: 0 and maxUnavailable: 1, lower maxReplicas, or raise the pool.',
      evidence: { allocation, needed: peak.demand, available },
    });
  },
});
