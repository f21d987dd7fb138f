import { type LocalTime, localTimeAt } from '../autoscaling/ahpa/local-time';
import { DEFAULT_BOUNDS_TIMEZONE } from '../autoscaling/ahpa/model';
import { type DemandWeek, demandWeeksOf } from '../autoscaling/demand/gpu-demand';
import type { PoolGroup } from '../autoscaling/demand/pool-group';
import { type Shortage, shortageOf } from '../autoscaling/demand/shortage';
import { type SpotFloor, spotFloorOf } from '../autoscaling/demand/spot-floor';
import type { Fleet } from './fleet';
import type { GpuClaims, WorkloadClaim } from './gpu-claims';

/** The demand of claims from `now` on (milliseconds since 1970), in the zone in which AHPA reads its bounds. */
export function demandAt({ claims }: Pick<GpuClaims, 'claims'>, fleet: Fleet, now: number): readonly DemandWeek[] {
  return demandWeeksOf(claims, scheduleTimeAt(fleet, now));
}

/** What is short for these claims from `now` on. */
export function shortageAt(
  { allocation, vendor, profile, hasNameOfCards, pools, claims }: GpuClaims,
  fleet: Fleet,
  now: number,
): Shortage<WorkloadClaim> | undefined {
  const group: PoolGroup<WorkloadClaim> = { kind: { allocation, vendor, profile, hasNameOfCards }, pools, claims };
  return shortageOf(group, demandAt(group, fleet, now), scheduleTimeAt(fleet, now));
}

/** The floor of these claims that rests on spot nodes, from `now` on. */
export function spotFloorAt(
  { allocation, vendor, profile, hasNameOfCards, pools, claims }: GpuClaims,
  fleet: Fleet,
  now: number,
): SpotFloor<WorkloadClaim> | undefined {
  const group: PoolGroup<WorkloadClaim> = { kind: { allocation, vendor, profile, hasNameOfCards }, pools, claims };
  return spotFloorOf(group, scheduleTimeAt(fleet, now));
}

/** What AHPA's clock shows. */
function scheduleTimeAt(fleet: Fleet, now: number): LocalTime {
  return localTimeAt(now, scheduleZoneOf(fleet));
}

/** The zone of every schedule of a cluster. */
export function scheduleZoneOf({ context }: Fleet): string {
  return context.facts.ahpaTimeZone ?? DEFAULT_BOUNDS_TIMEZONE;
}
