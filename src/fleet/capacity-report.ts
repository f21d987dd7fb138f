import type { LocalRange } from '../autoscaling/ahpa/coverage';
import { formatLocalTime } from '../autoscaling/ahpa/local-time';
import { type DemandPeak, type DemandWeek, peakOf } from '../autoscaling/demand/gpu-demand';
import { minuteText } from '../autoscaling/demand/minute-text';
import { MINUTES_OF_WEEK } from '../autoscaling/demand/replica-week';
import { sizeOf } from '../autoscaling/demand/service-claim';
import { type Shortage, supplyOf } from '../autoscaling/demand/shortage';
import type { GpuVendor } from '../autoscaling/workload/gpu-vendor';
import type { GpuAllocationMode, GpuPoolFacts } from '../kubernetes/cluster-facts';
import type { Fleet } from './fleet';
import { type GpuClaims, gpuClaimsOf, gpusAtMost, type WorkloadClaim } from './gpu-claims';
import { demandAt, scheduleZoneOf, shortageAt } from './gpu-demand';
import { type UncountedGpus, uncountedGpusOf } from './uncounted-gpus';

/** What the services of a cluster may take of its GPUs, by the clock. */
export interface ClusterCapacity {
  readonly cluster: string;
  /** The zone of every time here. */
  readonly timeZone: string;
  /** Nothing declares the zone: it is an assumption. */
  readonly timeZoneAssumed: boolean;
  /** Whether the cluster's pools are declared. */
  readonly poolsKnown: boolean;
  readonly groups: readonly GpuGroup[];
  /** Pools that no service can use, by name. */
  readonly unusedPools: readonly string[];
  /** What asks for GPUs and is left out of every number. */
  readonly uncounted: readonly UncountedGpus[];
}

/** GPUs that can stand in for each other, and the services that ask for them. */
export interface GpuGroup {
  readonly allocation: GpuAllocationMode;
  readonly vendor: GpuVendor;
  readonly profile: string | undefined;
  /** What the numbers count. */
  readonly unit: 'GPUs' | 'slices' | 'turns' | 'GiB';
  readonly pools: readonly PoolSize[];
  /** Where no pool is known to hold them: those that may, and do not say so, by name. */
  readonly silentPools: readonly string[];
  /** The sum over the pools, now and with the nodes that they may grow by; undefined where it is unknown. */
  readonly available: { readonly now: number; readonly atMost: number } | undefined;
  readonly services: readonly ServiceDemand[];
  /** Objects that may take such GPUs too, and are left out of the numbers. */
  readonly uncounted: readonly string[];
  /** Until when the matrix holds, in local time; undefined where nothing is known to change it. */
  readonly until: string | undefined;
  /** Seven days from Monday, 24 hours each: what is held at the least in the hour. */
  readonly floor: readonly (readonly number[])[];
  /** What may be needed in the hour. */
  readonly ceiling: readonly (readonly number[])[];
  /** The most at any time from now on. */
  readonly peak: Peak;
  /** The same while the service that adds most pods is rolled out. */
  readonly peakDuringRollout: Peak;
  /** What does not fit besides the sum of replicas; undefined where nothing is known to be short. */
  readonly shortage: OtherShortage | undefined;
}

/** What the sum of replicas does not show. */
export type OtherShortage =
  /** A service that takes more than the pools hold, once its schedule has ended. */
  | { readonly is: 'alone'; readonly workload: string; readonly needed: number; readonly available: number }
  /** GiB that a pod asks of one shared card, and the most that one has. */
  | { readonly is: 'card'; readonly workload: string; readonly needed: number; readonly available: number }
  /** Percent of a shared card's compute, over all of them. */
  | { readonly is: 'compute'; readonly needed: number; readonly available: number }
  /** Pods that take this much of one card or more, and how many of them the cards hold. */
  | {
      readonly is: 'parts';
      readonly memoryGiB: number;
      readonly corePercent: number;
      readonly needed: number;
      readonly available: number;
    }
  /** No way was found to give each pod its part on one card. */
  | { readonly is: 'unproven' };

export interface PoolSize {
  readonly name: string;
  readonly gpu: string;
  readonly count: number;
  readonly max: number;
  /** Whether the provider may take its nodes away. */
  readonly spot: boolean;
}

export interface ServiceDemand {
  readonly workload: string;
  readonly perReplica: number;
  readonly replicas: { readonly min: number; readonly max: number };
  /** Whether the range changes by the clock. */
  readonly scheduled: boolean;
  /** The numbers could not be read, and count as 0. */
  readonly unreadable: boolean;
}

export interface Peak {
  readonly demand: number;
  /** `Mon 09:00`, the first minute of the week; undefined where it is the same at all times. */
  readonly at: string | undefined;
}

const UNITS = { dedicated: 'GPUs', shared: 'GiB', mig: 'slices', timeSliced: 'turns' } as const;

/** Reads the demand of a cluster from `now` on (milliseconds since 1970). */
export function capacityOf(fleet: Fleet, now: number): ClusterCapacity {
  const { facts, name } = fleet.context;
  const groups = gpuClaimsOf(fleet);
  const used = new Set(groups.flatMap(({ pools, silentPools }) => [...pools, ...silentPools]));
  return {
    cluster: name,
    timeZone: scheduleZoneOf(fleet),
    timeZoneAssumed: facts.ahpaTimeZone === undefined || facts.ahpaTimeZoneAssumed === true,
    poolsKnown: facts.gpuPools !== undefined,
    groups: groups.map((claims) => groupOf(claims, fleet, now)),
    uncounted: uncountedGpusOf(fleet),
    unusedPools: (facts.gpuPools ?? []).filter((pool) => !used.has(pool)).map((pool) => pool.name),
  };
}

function groupOf(claims: GpuClaims, fleet: Fleet, now: number): GpuGroup {
  const { allocation, vendor, profile, pools, silentPools } = claims;
  const weeks = demandAt(claims, fleet, now);
  // The first stretch is the one that holds now.
  const current = weeks[0]!;
  return {
    allocation,
    vendor,
    profile,
    unit: UNITS[allocation],
    pools: pools.map((pool) => ({
      name: pool.name,
      gpu: pool.gpu,
      count: pool.count,
      max: sizeOf(pool),
      spot: pool.spot ?? false,
    })),
    silentPools: silentPools.map(({ name }) => name),
    available: availableOf(pools, fleet.context.facts.gpuPools !== undefined && silentPools.length === 0, allocation),
    services: claims.claims
      .map((claim) => ({
        workload: claim.workload,
        perReplica: claim.gpusPerReplica,
        replicas: claim.replicas,
        scheduled: claim.schedule.periods.length > 0,
        unreadable: claim.unreadable,
        most: gpusAtMost(claim),
      }))
      .sort((a, b) => b.most - a.most || (a.workload < b.workload ? -1 : 1))
      .map(({ most: _, ...service }) => service),
    uncounted: claims.uncounted,
    until: untilOf(current.range),
    floor: hoursOf(current.floor, Math.min),
    ceiling: hoursOf(current.ceiling, Math.max),
    peak: peakText(weeks, peakOf(weeks)),
    peakDuringRollout: peakText(weeks, peakOf(weeks, true)),
    shortage: pools.length > 0 ? otherShortage(shortageAt(claims, fleet, now)) : undefined,
  };
}

/** What is short in sum can be told from the peak, and what is unknown from `available`. */
function otherShortage(shortage: Shortage<WorkloadClaim> | undefined): OtherShortage | undefined {
  switch (shortage?.is) {
    case 'alone':
    case 'card': {
      const { is, claim, needed, available } = shortage;
      return { is, workload: claim.workload, needed, available };
    }
    case 'compute':
      return { is: 'compute', needed: shortage.needed, available: shortage.available };
    case 'parts':
      return { is: 'parts', ...shortage.size, needed: shortage.peak.demand, available: shortage.available };
    case 'unproven':
      return shortage;
    default:
      return undefined;
  }
}

function availableOf(pools: readonly GpuPoolFacts[], known: boolean, allocation: GpuAllocationMode) {
  if (!known) return undefined;
  const now = supplyOf(
    allocation,
    pools.map((pool) => ({ ...pool, max: pool.count })),
  );
  const atMost = supplyOf(allocation, pools);
  return now === undefined || atMost === undefined ? undefined : { now, atMost };
}

function untilOf(range: LocalRange | undefined): string | undefined {
  return range && Number.isFinite(range.to) ? formatLocalTime(range.to).slice(0, 16) : undefined;
}

/** The week hour by hour. */
function hoursOf(minutes: Float64Array, join: (...values: number[]) => number): readonly (readonly number[])[] {
  const hours = Array.from({ length: MINUTES_OF_WEEK / 60 }, (_, hour) =>
    minutes.subarray(hour * 60, hour * 60 + 60).reduce((a, b) => join(a, b)),
  );
  return Array.from({ length: 7 }, (_, day) => hours.slice(day * 24, day * 24 + 24));
}

function peakText(weeks: readonly DemandWeek[], { demand, minute }: DemandPeak): Peak {
  const varies = weeks.some(({ ceiling }) => ceiling.some((most) => most !== weeks[0]!.ceiling[0]));
  return { demand, at: varies && minute !== undefined ? minuteText(minute) : undefined };
}
