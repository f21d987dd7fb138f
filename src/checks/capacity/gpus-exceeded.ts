import { minuteText } from '../../autoscaling/demand/minute-text';
import { partSizeText } from '../../autoscaling/demand/part-size-text';
import { kindText } from '../../autoscaling/demand/pool-group';
import { poolsOfKind } from '../../autoscaling/demand/service-claim';
import type { Shortage } from '../../autoscaling/demand/shortage';
import { type GpuClaims, gpuClaimsOf, gpusAtMost, type WorkloadClaim } from '../../fleet/gpu-claims';
import { shortageAt } from '../../fleet/gpu-demand';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { defineCheck, failed, notCheckable, passed, type Verdict } from '../check';
import { silentReason } from './silent-reason';
import { uncountedReason } from './uncounted-reason';

const MOST_NAMED = 5;

/** More GPUs at the maximum of all services than the cluster's pools hold: the last pods stay Pending. */
export const gpusExceeded = defineCheck<GpuClaims>({
  id: 'capacity/gpus-exceeded',
  severity: 'error',
  title: 'the services at their maximum need more GPUs than the cluster has',
  subjects: gpuClaimsOf,
  run(asked, { fleet, now }) {
    if (!fleet.context.facts.gpuPools) return notCheckable("the cluster's GPU pools are not declared");
    const silent = silentReason(asked.silentPools, asked.claims[0]!.request.resource);
    if (silent !== undefined) return notCheckable(silent);
    const shortage = shortageAt(asked, fleet, now);
    const isElsewhere = poolsOfKind(asked, fleet.context.facts.gpuPools).length > 0;
    const verdict = shortage ? verdictOn(asked, shortage, isElsewhere) : passed;
    const reason = uncountedReason(asked);
    return verdict !== passed || reason === undefined ? verdict : notCheckable(reason);
  },
});

function verdictOn(asked: GpuClaims, shortage: Shortage<WorkloadClaim>, isElsewhere: boolean): Verdict {
  switch (shortage.is) {
    case 'sum':
      return exceeded(asked, shortage, isElsewhere);
    case 'alone':
      return exceededAlone(asked, shortage);
    case 'card':
      return largerThanCard(shortage);
    case 'compute':
      return computeExceeded(shortage);
    case 'parts':
      return partsExceeded(asked, shortage);
    case 'unproven':
      return notCheckable('the memory suffices in sum, but no way was found to give each pod its part on one GPU');
    case 'unknown':
      return notCheckable(
        `how much memory a GPU of pool ${shortage.pools.join(', ')} hands out is not declared (memoryGiB)`,
      );
  }
}

type ShortageOf<K extends Shortage['is']> = Extract<Shortage<WorkloadClaim>, { is: K }>;

function exceeded(asked: GpuClaims, { peak, available }: ShortageOf<'sum'>, isElsewhere: boolean): Verdict {
  const { allocation, claims } = asked;
  const largest = [...claims].sort((a, b) => gpusAtMost(b) - gpusAtMost(a)).slice(0, MOST_NAMED);
  const breakdown = largest.map((claim) => `${claim.workload} ${claim.replicas.max} x ${claim.gpusPerReplica}`);
  const more = claims.length > MOST_NAMED ? `, and ${claims.length - MOST_NAMED} more` : '';
  const { held, help } = supplyText(asked, available, isElsewhere);
  const when = peak.minute === undefined ? '' : `, first on ${minuteText(peak.minute)}`;
  return failed({
    message: `at their maximum the services need ${peak.demand} ${unitText(asked)}${when} (${breakdown.join(', ')}${more}), and ${held} Pending`,
    help,
    evidence: {
      allocation,
      needed: peak.demand,
      available,
      least: claims.reduce((sum, { replicas, gpusPerReplica }) => sum + replicas.min * gpusPerReplica, 0),
      ...(peak.minute !== undefined && { minuteOfWeek: peak.minute }),
    },
  });
}

/** @param isElsewhere whether other pods than these find such GPUs */
function supplyText(asked: GpuClaims, available: number, isElsewhere: boolean) {
  if (asked.pools.length > 0) {
    return {
      held: `${poolsText(asked.pools)} ${available}: the last pods stay`,
      help: 'Lower maxReplicas, or raise the pool.',
    };
  }
  if (isElsewhere) {
    return {
      held: 'no pool of the cluster that has such GPUs has the nodes that the pods select: they stay',
      help: 'Select the labels of a pool, or declare the pool that they run on.',
    };
  }
  return {
    held: `the cluster has no pool of ${kindText(asked)}: the pods stay`,
    help: 'Ask for GPUs that a pool has, or declare the pool that they run on.',
  };
}

/** The bounds are known to hold now; that the top-level replicas follow them is taken from samples, not documented. */
function exceededAlone(asked: GpuClaims, { claim, needed, available }: ShortageOf<'alone'>): Verdict {
  const { workload, place, object, schedule, gpusPerReplica } = claim;
  return failed({
    at: place,
    object,
    severity: 'warning',
    message: `${workload} may need ${needed} ${unitText(asked)} once its instanceBounds have ended (${schedule.outside.max} x ${gpusPerReplica}), and ${poolsText(asked.pools)} ${available}: the last pods would stay Pending`,
    help: 'Lower the top-level maxReplicas to what the pools hold, or raise the pool.',
    evidence: { allocation: asked.allocation, needed, available },
  });
}

function largerThanCard({ claim, needed, available }: ShortageOf<'card'>): Verdict {
  return failed({
    message: `a pod of ${claim.workload} asks for ${needed} GiB of a shared GPU, and no GPU of the cluster has more than ${available}: it stays Pending`,
    help: 'Ask for less memory, or add a pool of larger GPUs.',
    evidence: { needed, available },
  });
}

function computeExceeded({ needed, available, cards }: ShortageOf<'compute'>): Verdict {
  return failed({
    message: `at their maximum the services need ${needed} % of a shared GPU's compute, and ${cards} GPUs have ${available} %: the last pods stay Pending`,
    help: 'Lower maxReplicas or the compute of each pod, or raise the pool.',
    evidence: { needed, available },
  });
}

function partsExceeded(asked: GpuClaims, { size, peak, available }: ShortageOf<'parts'>): Verdict {
  const when = peak.minute === undefined ? '' : `, first on ${minuteText(peak.minute)}`;
  return failed({
    message: `at their maximum the services run ${peak.demand} pods that ask for ${partSizeText(size)}${when}, and ${poolsText(asked.pools)} ${available} of them: the last pods stay Pending`,
    help: 'Lower maxReplicas or what each pod asks for, or raise the pool: the part of a pod comes from one GPU.',
    evidence: { ...size, needed: peak.demand, available },
  });
}

function unitText(asked: GpuClaims): string {
  return asked.allocation === 'shared' ? 'GiB of shared GPUs' : kindText(asked);
}

function poolsText(pools: readonly GpuPoolFacts[]): string {
  return `the pools ${pools.map(({ name }) => name).join(', ')} hold`;
}
