import type { Bound, BoundsPeriod } from './bounds';
import {
  calendarDay,
  DAY_MS,
  earlierOf,
  type LocalTime,
  localTimeAt,
  MINUTE_MS,
  minuteOfDay,
  shift,
  startOfDay,
} from './local-time';

const WEEK_DAYS = 7;
/** Bounds on days of the month or on months are looked at day by day, at most this far. */
const MOST_DAYS = 400;
/** More periods than this nobody writes: ten years with a period for each change of the clocks are 20. */
const MOST_PERIODS = 1000;
/** Bounds in force at one time, and summed over all stretches: the work grows with them. */
const MOST_BOUNDS_AT_ONCE = 199;
const MOST_BOUNDS = 40_000;
const MINUTES_OF_DAY = 1440;

/** Local time from `from` up to, but not including, `to`. */
export interface LocalRange {
  readonly from: LocalTime;
  readonly to: LocalTime;
}

/** The first minute at which two bounds are active and give different replicas. */
export interface BoundsOverlap {
  readonly at: LocalTime;
  readonly first: Bound;
  readonly other: Bound;
}

/** A stretch of time with the same periods in force, judged on one reference week or minute by minute. */
export interface BoundsStretch {
  readonly range: LocalRange;
  readonly judged: 'reference-week' | 'every-minute';
  /** Minutes looked at: 10,080 for a reference week. */
  readonly minutes: number;
  /** Of these, the ones in which no bound is active and the top-level replicas apply. */
  readonly uncoveredMinutes: number;
  /** The uncovered minutes as ranges, in order; at most `MOST_GAPS`. */
  readonly gaps: readonly LocalRange[];
  /** The uncovered minutes are exactly Saturday and Sunday. */
  readonly gapIsWeekend: boolean;
  /** Set where two bounds are active at one time and differ. */
  readonly overlap: BoundsOverlap | undefined;
}

/** At most this many gaps are listed; the count of minutes is exact all the same. */
export const MOST_GAPS = 100;

/**
 * How the bounds cover the time from `now` to the end of the last period; where all are over, the time they covered.
 * Without restrictions on day of month or month one reference week stands for all others; otherwise every minute is looked
 * at, up to 400 days.
 *
 * @param now milliseconds since the epoch
 * @param timeZone an IANA zone; an unknown one throws a RangeError, see `isTimeZone`
 * @returns stretches in the order of time; undefined for more bounds than can be judged
 */
export function coverageOf(
  periods: readonly BoundsPeriod[],
  now: number,
  timeZone: string,
): readonly BoundsStretch[] | undefined {
  if (periods.length > MOST_PERIODS) return undefined;
  const today = localTimeAt(now, timeZone);
  const ahead = periods.filter(({ end }) => end > today);
  const relevant = ahead.length > 0 ? ahead : periods;
  const from = ahead.length > 0 ? today : undefined;
  const stretches = stretchesOf(relevant, from).map((range) => ({ range, bounds: boundsIn(range, relevant) }));
  if (stretches.some(({ bounds }) => bounds.length > MOST_BOUNDS_AT_ONCE)) return undefined;
  if (stretches.reduce((sum, { bounds }) => sum + bounds.length, 0) > MOST_BOUNDS) return undefined;
  return stretches.map(({ range, bounds }) => judge(range, bounds));
}

function boundsIn(range: LocalRange, periods: readonly BoundsPeriod[]): readonly Bound[] {
  return periods.filter(({ start, end }) => start < range.to && end > range.from).flatMap((period) => period.bounds);
}

/** Cuts time at every start and end, so that within a stretch the same periods are in force. */
function stretchesOf(periods: readonly BoundsPeriod[], from: LocalTime | undefined): readonly LocalRange[] {
  const edges = [...new Set(periods.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return edges.slice(1).flatMap((to, index) => {
    const start = edges[index]!;
    if (from === undefined || start >= from) return [{ from: start, to }];
    return to > from ? [{ from: wholeMinute(from), to }] : [];
  });
}

function wholeMinute(time: LocalTime): LocalTime {
  return (Math.floor(time / MINUTE_MS) * MINUTE_MS) as LocalTime;
}

function judge(range: LocalRange, bounds: readonly Bound[]): BoundsStretch {
  const weekly = bounds.every(({ cron }) => cron.weekly) && range.to - range.from >= WEEK_DAYS * DAY_MS;
  const looked = weekly ? referenceWeek(range) : capped(range);
  const walk = new DayWalk(bounds);
  for (let day = startOfDay(looked.from); day < looked.to; day = shift(day, DAY_MS)) {
    const start = day < looked.from ? minuteOfDay(looked.from) : 0;
    const end = Math.min(MINUTES_OF_DAY, Math.ceil((looked.to - day) / MINUTE_MS));
    walk.visit(day, start, end);
  }
  return {
    range,
    judged: weekly ? 'reference-week' : 'every-minute',
    minutes: walk.minutes,
    uncoveredMinutes: walk.uncovered,
    gaps: walk.gaps,
    gapIsWeekend:
      walk.minutesOnWeekend > 0 && walk.uncovered === walk.minutesOnWeekend && walk.uncoveredOnWorkdays === 0,
    overlap: walk.overlap,
  };
}

/** The first whole days of the stretch, from a midnight on, so that gaps read as days of the week. */
function referenceWeek(range: LocalRange): LocalRange {
  const midnight = startOfDay(range.from);
  const from = midnight < range.from ? shift(midnight, DAY_MS) : midnight;
  return { from, to: shift(from, WEEK_DAYS * DAY_MS) };
}

function capped(range: LocalRange): LocalRange {
  const limit = shift(range.from, MOST_DAYS * DAY_MS);
  return { from: range.from, to: earlierOf(range.to, limit) };
}

/** What the bounds of one kind of day give: where one is active, and where two differ. */
interface DayPlan {
  /** 1 where a bound is active. */
  readonly covered: Uint8Array;
  readonly overlaps: readonly { readonly minute: number; readonly first: Bound; readonly other: Bound }[];
}

class DayWalk {
  public minutes = 0;
  public uncovered = 0;
  public minutesOnWeekend = 0;
  public uncoveredOnWorkdays = 0;
  public readonly gaps: { from: LocalTime; to: LocalTime }[] = [];
  public overlap: BoundsOverlap | undefined;
  /** Days with the same bounds share a plan, so that 400 days cost little more than a few. */
  private readonly plans = new Map<string, DayPlan>();

  public constructor(private readonly bounds: readonly Bound[]) {}

  public visit(day: LocalTime, startMinute: number, endMinute: number): void {
    const date = calendarDay(day);
    const weekend = date.dayOfWeek === 0 || date.dayOfWeek === 6;
    const active = this.bounds.map((bound) => bound.cron.matchesDay(date));
    const plan = this.planOf(active);
    for (let minute = startMinute; minute < endMinute; minute++) {
      this.minutes++;
      if (weekend) this.minutesOnWeekend++;
      if (plan.covered[minute] === 1) continue;
      this.uncovered++;
      if (!weekend) this.uncoveredOnWorkdays++;
      this.addGap(shift(day, minute * MINUTE_MS));
    }
    const clash = this.overlap
      ? undefined
      : plan.overlaps.find(({ minute }) => minute >= startMinute && minute < endMinute);
    if (clash) this.overlap = { at: shift(day, clash.minute * MINUTE_MS), first: clash.first, other: clash.other };
  }

  private addGap(minute: LocalTime): void {
    const last = this.gaps.at(-1);
    if (last?.to === minute) last.to = shift(minute, MINUTE_MS);
    else if (this.gaps.length < MOST_GAPS) this.gaps.push({ from: minute, to: shift(minute, MINUTE_MS) });
  }

  private planOf(active: readonly boolean[]): DayPlan {
    const signature = active.map(Number).join('');
    const known = this.plans.get(signature);
    if (known) return known;
    const plan = planDay(this.bounds.filter((_, index) => active[index]));
    this.plans.set(signature, plan);
    return plan;
  }
}

function planDay(bounds: readonly Bound[]): DayPlan {
  const covered = new Uint8Array(MINUTES_OF_DAY);
  const overlaps: { minute: number; first: Bound; other: Bound }[] = [];
  for (let minute = 0; minute < MINUTES_OF_DAY; minute++) {
    let first: Bound | undefined;
    for (const bound of bounds) {
      if (bound.cron.minutesOfDay[minute] !== 1) continue;
      covered[minute] = 1;
      if (!first) first = bound;
      else if (bound.minReplicas !== first.minReplicas || bound.maxReplicas !== first.maxReplicas) {
        // Nothing says whether AHPA takes the first match, the last or the widest of both.
        overlaps.push({ minute, first, other: bound });
        break;
      }
    }
  }
  return { covered, overlaps };
}
