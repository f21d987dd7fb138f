import type { LocalRange } from '../../autoscaling/ahpa/coverage';
import {
  calendarDay,
  DAY_MS,
  formatLocalTime,
  type LocalTime,
  localTimeAt,
  shift,
} from '../../autoscaling/ahpa/local-time';
import { instantOf } from '../../autoscaling/ahpa/zone-shift';
import type { AhpaBounds } from '../../fleet/ahpa-bounds';

const UTC = 'UTC';
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** Far enough apart to see summer and winter. */
const QUARTER_DAYS = 91;

/** From a time in the controller's zone to the same one in another. */
export type InZone = (time: LocalTime) => LocalTime;

/** Times as the controller, their author and everybody else's clock have them: `... in Asia/Shanghai; ... in UTC`. */
export function zonedTimes(bounds: AhpaBounds, local: string, write: (inZone: InZone) => string): string {
  const own = `${local} in ${bounds.timeZone}${bounds.timeZoneAssumed ? ', which is assumed' : ''}`;
  const others = otherZones(bounds).map((zone) => `${write(inZone(bounds, zone))} in ${zone}`);
  return [own, ...others].join('; ');
}

/** Whether another zone's clock is not always apart by the same, so that days of the week need a date. */
export function clocksChange(bounds: AhpaBounds, { from, to }: LocalRange): boolean {
  return otherZones(bounds).some((zone) => {
    const ahead = (time: LocalTime) => inZone(bounds, zone)(time) - time;
    const later = [1, 2, 3, 4].map((quarter) => shift(from, quarter * QUARTER_DAYS * DAY_MS));
    return later.some((time) => time < to && ahead(time) !== ahead(from));
  });
}

/** `2026-11-23 09:00`. */
export function dateText(time: LocalTime): string {
  return formatLocalTime(time).slice(0, 16);
}

/** `Mon 09:00`. */
export function weekdayText(time: LocalTime): string {
  return `${DAYS[calendarDay(time).dayOfWeek]} ${formatLocalTime(time).slice(11, 16)}`;
}

function otherZones({ timeZone, authorZone }: AhpaBounds): readonly string[] {
  return [...new Set([authorZone ?? UTC, UTC])].filter((zone) => zone !== timeZone);
}

function inZone({ timeZone }: AhpaBounds, zone: string): InZone {
  return (time) => localTimeAt(instantOf(time, timeZone), zone);
}
