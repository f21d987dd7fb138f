import { localTimeAt } from '../autoscaling/ahpa/local-time';
import { DEFAULT_BOUNDS_TIMEZONE } from '../autoscaling/ahpa/model';
import { type DemandWeek, demandWeeksOf } from '../autoscaling/demand/gpu-demand';
import type { Fleet } from './fleet';
import type { GpuClaims } from './gpu-claims';

/** The demand of claims from `now` on (milliseconds since 1970), in the zone in which AHPA reads its bounds. */
export function demandAt({ claims }: Pick<GpuClaims, 'claims'>, fleet: Fleet, now: number): readonly DemandWeek[] {
  return demandWeeksOf(claims, localTimeAt(now, scheduleZoneOf(fleet)));
}

/** The zone of every schedule of a cluster. */
export function scheduleZoneOf({ context }: Fleet): string {
  return context.facts.ahpaTimeZone ?? DEFAULT_BOUNDS_TIMEZONE;
}
