import { type DemandPeak, type DemandWeek, demandWeeksOf, peakOf } from '../../autoscaling/demand/gpu-demand';
import { minuteText } from '../../autoscaling/demand/minute-text';
import { partSizeText } from '../../autoscaling/demand/part-size-text';
import { kindText, type PoolGroup, poolGroupsOf } from '../../autoscaling/demand/pool-group';
import { claimsOf, type ServiceClaim } from '../../autoscaling/demand/service-claim';
import { partsPerReplica, type Shortage, shortageOf, supplyOf } from '../../autoscaling/demand/shortage';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { namespaceOf, type RenderedManifest } from '../output/object-problems';
import { writtenServices } from '../output/written-services';
import type { PolicyProblem } from '../problems/policy-error';

const MOST_NAMED = 5;

/** What one service asks of one kind of GPU, by the name of its workload. */
interface NamedClaim extends ServiceClaim {
  readonly name: string;
}

/**
 * Services that do not fit into the pools at their maximum, in some window of their schedules, or while one of them is rolled
 * out. The objects count as they will be written, whoever makes them.
 */
export function capacityProblems(
  objects: readonly RenderedManifest[],
  pools: readonly GpuPoolFacts[],
): readonly PolicyProblem[] {
  const groups = poolGroupsOf(namedClaims(objects, pools), pools);
  // A service without any pool is a need that is unmet, and a pool of no size is a fault: both are reported as that.
  return groups.filter((group) => group.pools.length > 0 && group.pools.every(hasSize)).flatMap(groupProblems);
}

function hasSize({ count, max = count }: GpuPoolFacts): boolean {
  return Number.isInteger(count) && Number.isInteger(max) && count >= 0 && max >= count;
}

function namedClaims(objects: readonly RenderedManifest[], pools: readonly GpuPoolFacts[]): readonly NamedClaim[] {
  const services = writtenServices(objects, pools);
  const names = services.flatMap(({ workload }) => workload?.object.manifest.metadata.name ?? []);
  const seen = new Set<string>();
  const repeated = new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
  return services.flatMap(({ workload, acting }) => {
    if (!workload) return [];
    const { manifest } = workload.object;
    const own = manifest.metadata.name;
    const name = repeated.has(own) ? `${namespaceOf(manifest)}/${own}` : own;
    return claimsOf(workload.reading, acting).map((claim) => ({ ...claim, name }));
  });
}

function groupProblems(group: PoolGroup<NamedClaim>): readonly PolicyProblem[] {
  const weeks = demandWeeksOf(group.claims);
  const shortage = shortageOf(group, weeks);
  return shortage ? shortageProblems(group, shortage, weeks) : rolloutProblems(group, weeks);
}

function shortageProblems(
  group: PoolGroup<NamedClaim>,
  shortage: Shortage<NamedClaim>,
  weeks: readonly DemandWeek[],
): readonly PolicyProblem[] {
  switch (shortage.is) {
    case 'sum':
      return [exceeded(group, shortage.peak, shortage.available)];
    case 'alone':
      return [exceededAlone(group, shortage)];
    case 'card':
      return [largerThanCard(group, shortage)];
    case 'compute':
      return [computeExceeded(group, shortage)];
    case 'parts':
      return [partsExceeded(group, shortage)];
    case 'unproven':
      return rolloutProblems(group, weeks);
    case 'unknown':
      return [];
  }
}

function rolloutProblems(group: PoolGroup<NamedClaim>, weeks: readonly DemandWeek[]): readonly PolicyProblem[] {
  const available = supplyOf(group.kind.allocation, group.pools);
  const rollout = peakOf(weeks, true);
  return available !== undefined && rollout.demand > available ? [exceededByRollout(group, rollout, available)] : [];
}

function exceeded(group: PoolGroup<NamedClaim>, peak: DemandPeak, available: number): PolicyProblem {
  return {
    code: 'capacity',
    summary: `at their maximum the services need ${amountText(group, peak)}, but ${poolsText(group)} ${available}.`,
    why: largestOf(group),
    help: "Lower scaling.maxReplicas, raise the pool's max, or give the services schedules whose peaks are apart.",
  };
}

function exceededByRollout(group: PoolGroup<NamedClaim>, peak: DemandPeak, available: number): PolicyProblem {
  return {
    code: 'capacity',
    summary: `at their maximum and while one of them is rolled out the services need ${amountText(group, peak)}, but ${poolsText(group)} ${available}.`,
    why: `${largestOf(group)}\nThe new pods of a rollout would stay Pending until load falls.`,
    help: 'Drop rollout.spareReplicas, so that an old pod goes first, lower scaling.maxReplicas, or raise the pool.',
  };
}

type ShortageOf<K extends Shortage['is']> = Extract<Shortage<NamedClaim>, { is: K }>;

/** Nothing here has a clock: it may be that the schedule has not begun, or is over. */
function exceededAlone(group: PoolGroup<NamedClaim>, { claim, needed, available }: ShortageOf<'alone'>): PolicyProblem {
  const { max } = claim.schedule.outside;
  const fits = Math.floor(available / claim.gpusPerReplica);
  return {
    code: 'capacity',
    summary: `outside of its schedule ${claim.name} alone may need ${needed} ${unitText(group)}, but ${poolsText(group)} ${available}.`,
    why: `Before the schedule begins and after it ends scaling.maxReplicas holds: ${max} x ${claim.gpusPerReplica} = ${needed}.`,
    help: `${fits > 0 ? `Lower scaling.maxReplicas to ${fits}, which fits, or raise` : 'Raise'} the pool's max.`,
  };
}

function largerThanCard(group: PoolGroup<NamedClaim>, { claim, needed, available }: ShortageOf<'card'>): PolicyProblem {
  return {
    code: 'capacity',
    summary: `a pod of ${claim.name} asks for ${needed} GiB of a shared GPU, but no card of ${poolNames(group)} has more than ${available}.`,
    why: 'The parts of a pod come from one card, so it would stay Pending.',
    help: 'Ask for less memory, or add a pool of larger cards.',
  };
}

function computeExceeded(
  group: PoolGroup<NamedClaim>,
  { needed, available, cards }: ShortageOf<'compute'>,
): PolicyProblem {
  return {
    code: 'capacity',
    summary: `at their maximum the services need ${needed} % of a shared GPU's compute, but ${cards} ${cards === 1 ? 'card has' : 'cards have'} ${available} %.`,
    why: largestOf(group, ({ corePercent }) => corePercent),
    help: "Lower scaling.maxReplicas or the core of gpu, or raise the pool's max.",
  };
}

function partsExceeded(group: PoolGroup<NamedClaim>, { size, peak, available }: ShortageOf<'parts'>): PolicyProblem {
  const when = peak.minute === undefined ? '' : `, first on ${minuteText(peak.minute)}`;
  return {
    code: 'capacity',
    summary: `at their maximum the services run ${peak.demand} pods that ask for ${partSizeText(size)}${when}, but ${poolsText(group)} ${available} of them.`,
    why: largestOf(group, (claim) => partsPerReplica(claim, size)),
    help: "The part of a pod comes from one card: lower scaling.maxReplicas, ask for less, or raise the pool's max.",
  };
}

function amountText(group: PoolGroup, { demand, minute }: DemandPeak): string {
  return `${demand} ${unitText(group)}${minute === undefined ? '' : `, first on ${minuteText(minute)}`}`;
}

function unitText({ kind }: PoolGroup): string {
  return kind.allocation === 'shared' ? 'GiB of shared GPUs' : kindText(kind);
}

function poolsText(group: PoolGroup): string {
  return `${poolNames(group)} ${group.pools.length === 1 ? 'holds' : 'hold'}`;
}

function poolNames({ pools }: PoolGroup): string {
  return `${pools.length === 1 ? 'pool' : 'pools'} ${pools.map(({ name }) => name).join(', ')}`;
}

function largestOf(
  { claims }: PoolGroup<NamedClaim>,
  perReplica: (claim: NamedClaim) => number = ({ gpusPerReplica }) => gpusPerReplica,
): string {
  const most = (claim: NamedClaim) => claim.schedule.overall.max * perReplica(claim);
  const largest = [...claims].sort((a, b) => most(b) - most(a)).slice(0, MOST_NAMED);
  const texts = largest.map(
    (claim) => `${claim.name} ${claim.schedule.overall.max} x ${perReplica(claim)} = ${most(claim)}`,
  );
  const more = claims.length - largest.length;
  return `${texts.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`;
}
