import { type ParsedBounds, parseBounds } from '../autoscaling/ahpa/bounds';
import { type BoundsStretch, coverageOf } from '../autoscaling/ahpa/coverage';
import { DEFAULT_BOUNDS_TIMEZONE } from '../autoscaling/ahpa/model';
import { INSTANCE_BOUNDS_PATH } from '../autoscaling/ahpa/read-ahpa';
import { isTimeZone } from '../kubernetes/time-zone';
import type { Pointer } from '../source/pointer';
import type { Ahpa } from './autoscaler';
import type { ClusterContext } from './cluster-context';

/** The bounds of an AHPA, and the zone they are judged in. */
export interface AhpaBounds {
  readonly parsed: ParsedBounds;
  readonly timeZone: string;
  /** Nothing declares the zone: it is taken from a sibling controller's default. */
  readonly timeZoneAssumed: boolean;
  /** The zone in which the bounds were written before they were converted, where the manifest says it. */
  readonly authorZone: string | undefined;
  /** From a pointer that starts at the list of periods to one in the object. */
  readonly pathOf: (path: Pointer) => Pointer;
}

/** Reads the bounds. The cluster's zone is what the controller evaluates in; else the zone the author declared. */
export function boundsOf(ahpa: Ahpa, context: ClusterContext): AhpaBounds {
  const declared = context.facts.ahpaTimeZone ?? ahpa.reading.boundsTimezone.value;
  const timeZone = declared !== undefined && isTimeZone(declared) ? declared : undefined;
  return {
    parsed: parseBounds(ahpa.reading.instanceBounds),
    timeZone: timeZone ?? DEFAULT_BOUNDS_TIMEZONE,
    timeZoneAssumed: timeZone === undefined || context.facts.ahpaTimeZoneAssumed === true,
    authorZone: authorZoneOf(ahpa.reading.scheduleText.value),
    pathOf: (path) => INSTANCE_BOUNDS_PATH + path,
  };
}

/** The text begins with its zone: `Europe/Berlin, from 2026-01-01 ...`. */
function authorZoneOf(scheduleText: string | undefined): string | undefined {
  const zone = scheduleText?.slice(0, Math.max(0, scheduleText.indexOf(', from ')));
  return isTimeZone(zone) ? zone : undefined;
}

/** How the bounds cover the time from `now` on; undefined where there are too many to judge. */
export function coverageAt({ parsed, timeZone }: AhpaBounds, now: number): readonly BoundsStretch[] | undefined {
  return coverageOf(parsed.periods, now, timeZone);
}
