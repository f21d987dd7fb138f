import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import type { LocalTime } from '../ahpa/local-time';
import { type DemandPeak, demandWeeksOf, floorPeakOf } from './gpu-demand';
import type { PoolGroup } from './pool-group';
import { poolsFor, type ServiceClaim } from './service-claim';
import { supplyOf } from './shortage';

/** What services hold at the least, and more of it than the pools that are not spot can hold. */
export interface SpotFloor<C extends ServiceClaim = ServiceClaim> {
  readonly peak: DemandPeak;
  /** Those whose floor counts, the largest first. */
  readonly claims: readonly C[];
  readonly spot: readonly GpuPoolFacts[];
  /** Empty where nothing but spot may serve them. */
  readonly steady: readonly GpuPoolFacts[];
  /** What the steady pools hold; undefined where the memory of a shared card is not declared. */
  readonly available: number | undefined;
}

/**
 * The floor of a group that rests on spot nodes; undefined where the others can hold it.
 *
 * @param from what lies before is over
 */
export function spotFloorOf<C extends ServiceClaim>(
  { kind, pools, claims }: PoolGroup<C>,
  from: LocalTime,
): SpotFloor<C> | undefined {
  const spot = pools.filter((pool) => pool.spot);
  const steady = pools.filter((pool) => !pool.spot);
  if (spot.length === 0) return undefined;
  // What is bound to spot nodes has a group of its own.
  const counted =
    steady.length === 0 ? claims : claims.filter((claim) => poolsFor(claim, pools).some((pool) => !pool.spot));
  const peak = floorPeakOf(demandWeeksOf(counted, from));
  const available = supplyOf(kind.allocation, steady);
  if (peak.demand <= (available ?? 0)) return undefined;
  const holding = counted.filter((claim) => floorOf(claim) > 0).sort((a, b) => floorOf(b) - floorOf(a));
  return { peak, claims: holding, spot, steady, available };
}

/** GPUs that a service holds when its floor is highest. */
export function floorOf(claim: ServiceClaim): number {
  return leastReplicasOf(claim) * claim.gpusPerReplica;
}

/** The highest floor of a service, over all windows. */
export function leastReplicasOf({ schedule: { outside, periods } }: ServiceClaim): number {
  const bounds = periods.flatMap((period) => period.bounds);
  return bounds.reduce((most, { minReplicas }) => Math.max(most, minReplicas), outside.min);
}
