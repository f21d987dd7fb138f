import { formatLocalTime, type LocalTime } from './local-time';
import type { InstanceBounds } from './model';
import { boundsOfWeek, greaterOf, shiftWeek, type WeekStep } from './weekly-bounds';
import { instantOf, type ZoneStretch, zoneStretches } from './zone-shift';

/** A week of replica bounds, written in a zone, from one midnight there until another. */
export interface ZonedWeek {
  readonly timeZone: string;
  readonly from: LocalTime;
  /** Not included. */
  readonly until: LocalTime;
  readonly steps: readonly WeekStep[];
}

/**
 * The week as AHPA has to be told it, in the zone in which the controller evaluates bounds: one period for each difference
 * between the two zones, with hours and weekdays moved. The periods follow each other, and each minute is in one bound.
 *
 * Where the controller's own clock is set back, an hour of it comes twice, and a bound cannot tell the two apart: in that hour
 * the greater floor and ceiling of both hold.
 */
export function boundsInZone(
  { timeZone, from, until, steps }: ZonedWeek,
  controllerZone: string,
): readonly InstanceBounds[] {
  const stretches = zoneStretches(instantOf(from, timeZone), instantOf(until, timeZone), timeZone, controllerZone);
  const weeks = stretches.map(({ aheadMinutes }) => shiftWeek(steps, aheadMinutes));
  return stretches.flatMap((stretch, index) => {
    const next = stretches[index + 1];
    const before = stretches[index - 1];
    // An hour that comes twice belongs to a period between the two.
    const localFrom = before ? Math.max(stretch.localFrom, before.localTo) : stretch.localFrom;
    const localTo = next ? Math.min(stretch.localTo, next.localFrom) : stretch.localTo;
    const own = periodOf(localFrom as LocalTime, localTo as LocalTime, weeks[index]!);
    const twice =
      next && next.localFrom < stretch.localTo ? [twiceOf(stretch, next, weeks[index]!, weeks[index + 1]!)] : [];
    return [own, ...twice];
  });
}

function twiceOf(
  { localTo }: ZoneStretch,
  { localFrom }: ZoneStretch,
  before: readonly WeekStep[],
  after: readonly WeekStep[],
): InstanceBounds {
  return periodOf(localFrom, localTo, greaterOf(before, after));
}

function periodOf(from: LocalTime, to: LocalTime, steps: readonly WeekStep[]): InstanceBounds {
  return { startTime: formatLocalTime(from), endTime: formatLocalTime(to), bounds: boundsOfWeek(steps) };
}
