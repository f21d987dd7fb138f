import { parseLocalTime } from '../../autoscaling/ahpa/local-time';
import { MINUTES_OF_DAY, type WeekStep } from '../../autoscaling/ahpa/weekly-bounds';
import { instantOf, zoneStretches } from '../../autoscaling/ahpa/zone-shift';

/** A week of steps as its author wrote it: minutes count within a day. */
export interface WrittenSchedule {
  readonly timeZone: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
  readonly weekdays: readonly WeekStep[];
  readonly weekend: readonly WeekStep[];
}

/** A schedule in its own zone and in UTC, a line for each. The bounds of a manifest are in neither, but in the controller's. */
export function scheduleText(schedule: WrittenSchedule): string {
  const { timeZone, from, until } = schedule;
  const own = `${timeZone}, from ${from} until ${until}: ${weekText(schedule, 0)}`;
  const utc = offsetsOf(schedule).map(
    (offset) => `UTC while ${timeZone} is at ${offsetText(offset)}: ${weekText(schedule, -offset)}`,
  );
  return [own, ...utc].join('\n');
}

function weekText({ weekdays, weekend }: WrittenSchedule, shift: number): string {
  const dayText = (steps: readonly WeekStep[]) => steps.map((step) => stepText(step, shift)).join(', ');
  return `weekdays ${dayText(weekdays)}; weekend ${dayText(weekend)}`;
}

/** `22:00 the day before 4-50`. */
function stepText({ minute, minReplicas, maxReplicas }: WeekStep, shift: number): string {
  const shifted = minute + shift;
  const day = shifted < 0 ? ' the day before' : shifted >= MINUTES_OF_DAY ? ' the day after' : '';
  return `${clock((shifted + MINUTES_OF_DAY) % MINUTES_OF_DAY)}${day} ${minReplicas}-${maxReplicas}`;
}

/** The offsets of the zone from UTC within the schedule, in minutes, in the order of time. */
function offsetsOf({ timeZone, from, until }: WrittenSchedule): readonly number[] {
  const instant = (date: string) => instantOf(parseLocalTime(`${date} 00:00:00`)!, timeZone);
  const stretches = zoneStretches(instant(from), instant(until), 'UTC', timeZone);
  return [...new Set(stretches.map(({ aheadMinutes }) => aheadMinutes))];
}

function offsetText(minutes: number): string {
  return `${minutes < 0 ? '-' : '+'}${clock(Math.abs(minutes))}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
