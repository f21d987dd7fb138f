import type { Bound } from '../ahpa/bounds';
import type { LocalRange } from '../ahpa/coverage';
import type { ReplicaRange } from '../capacity';
import type { ReplicaSchedule } from './replica-schedule';
import { widest } from './replica-schedule';

export const MINUTES_OF_DAY = 1440;
export const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/** Floor and ceiling for each minute of a week that begins on Monday at 00:00. */
export interface ReplicaWeek {
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/**
 * The replicas that a schedule allows in the weeks of a range in which the same periods are in force. A bound on days of the
 * month or on months may be active on any day, so it widens the range in its minutes.
 */
export function replicaWeekOf({ outside, periods }: ReplicaSchedule, range: LocalRange): ReplicaWeek {
  const min = new Float64Array(MINUTES_OF_WEEK).fill(outside.min);
  const max = new Float64Array(MINUTES_OF_WEEK).fill(outside.max);
  const bounds = periods
    .filter(({ start, end }) => start < range.to && end > range.from)
    .flatMap((period) => period.bounds);
  const sometimes = bounds.filter(({ cron }) => !cron.weekly);
  const weekly = bounds.filter(({ cron }) => cron.weekly);
  for (let day = 0; day < 7; day++) {
    // A cron expression counts the days from Sunday.
    const date = { dayOfMonth: 1, month: 1, dayOfWeek: (day + 1) % 7 };
    const today = weekly.filter(({ cron }) => cron.matchesDay(date));
    for (let minute = 0; minute < MINUTES_OF_DAY; minute++) {
      const at = day * MINUTES_OF_DAY + minute;
      const active = rangeOf(today, minute) ?? outside;
      const possible = rangeOf(sometimes, minute);
      const found = possible ? widest(active, possible) : active;
      min[at] = found.min;
      max[at] = found.max;
    }
  }
  return { min, max };
}

/** Of bounds that overlap, which is a fault that is reported elsewhere, the widest range counts. */
function rangeOf(bounds: readonly Bound[], minute: number): ReplicaRange | undefined {
  let found: ReplicaRange | undefined;
  for (const { cron, minReplicas: min, maxReplicas: max } of bounds) {
    if (cron.minutesOfDay[minute] !== 1) continue;
    found = found ? widest(found, { min, max }) : { min, max };
  }
  return found;
}
