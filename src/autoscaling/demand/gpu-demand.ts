import type { LocalRange } from '../ahpa/coverage';
import type { LocalTime } from '../ahpa/local-time';
import type { ReplicaSchedule } from './replica-schedule';
import { MINUTES_OF_WEEK, type ReplicaWeek } from './replica-week';
import { ReplicaWeeks } from './replica-weeks';

/** What one service asks of GPUs, by the clock. */
export interface ScheduledClaim {
  readonly schedule: ReplicaSchedule;
  /** GPUs, slices or turns, or GiB of shared cards, of one replica. */
  readonly gpusPerReplica: number;
  /** Replicas above the wanted count that a rollout of the service asks for. */
  readonly surge: (replicas: number) => number;
}

/** Demand for each minute of a week that begins on Monday at 00:00, in the weeks of a range. */
export interface DemandWeek {
  /** Undefined where no service has a schedule: the demand is the same at all times. */
  readonly range: LocalRange | undefined;
  /** Held even when nothing is asked of the services. */
  readonly floor: Float64Array;
  /** Needed when all services stand at their ceiling at once. */
  readonly ceiling: Float64Array;
  /** Needed beyond the ceiling while the one service that takes most of it is rolled out. */
  readonly surge: Float64Array;
}

/** Farther than this nobody plans, and each change of the clocks is a stretch of its own. */
const MOST_STRETCHES = 60;

/**
 * The demand of services that share GPUs, in stretches of time with the same periods in force, in the order of time.
 *
 * @param from what lies before is over; @default - everything counts
 */
export function demandWeeksOf(claims: readonly ScheduledClaim[], from?: LocalTime): readonly DemandWeek[] {
  const stretches = stretchesOf(claims, from);
  const atAllTimes = claims.filter(({ schedule }) => schedule.periods.length === 0);
  const byTheClock = claims.filter(({ schedule }) => schedule.periods.length > 0);
  const constant = constantDemand(stretches.length === 0 ? claims : atAllTimes);
  if (stretches.length === 0) return [{ range: undefined, ...demandAbove(constant, []) }];
  const weeks = new ReplicaWeeks();
  const sums = new Map<string, Demand>();
  return stretches.map((range) => {
    const numbers = byTheClock.map(({ schedule }) => weeks.numberOf(schedule, range));
    const key = numbers.join();
    const sum =
      sums.get(key) ??
      demandAbove(
        constant,
        byTheClock.map((claim, index) => ({ ...claim, week: weeks.week(numbers[index]!) })),
      );
    sums.set(key, sum);
    return { range, ...sum };
  });
}

/** The largest demand of all weeks, and when it is first there. */
export interface DemandPeak {
  readonly demand: number;
  /** Minute of the week; undefined where the demand is the same at all times. */
  readonly minute: number | undefined;
  readonly range: LocalRange | undefined;
}

/** The most that the services may take, or with a rollout of one of them. */
export function peakOf(weeks: readonly DemandWeek[], duringRollout = false): DemandPeak {
  return mostOf(weeks, ({ ceiling, surge }, minute) => ceiling[minute]! + (duringRollout ? surge[minute]! : 0));
}

/** The most that the services hold at the least. */
export function floorPeakOf(weeks: readonly DemandWeek[]): DemandPeak {
  return mostOf(weeks, ({ floor }, minute) => floor[minute]!);
}

function mostOf(weeks: readonly DemandWeek[], demandAt: (week: DemandWeek, minute: number) => number): DemandPeak {
  let peak: DemandPeak = { demand: 0, minute: undefined, range: undefined };
  for (const week of weeks) {
    for (let minute = 0; minute < MINUTES_OF_WEEK; minute++) {
      const demand = demandAt(week, minute);
      if (demand > peak.demand) peak = { demand, minute: week.range && minute, range: week.range };
      // Without a range every minute is like the first.
      if (!week.range) break;
    }
  }
  return peak;
}

/**
 * Cuts the time at every start and end of a period. What follows the last one is left out: it is no plan but the end of one,
 * which `ahpa/bounds-expired` watches.
 */
function stretchesOf(claims: readonly ScheduledClaim[], from: LocalTime | undefined): readonly LocalRange[] {
  const edges = new Set<LocalTime>(from === undefined ? [] : [from]);
  for (const { schedule } of claims) {
    for (const { start, end } of schedule.periods) {
      if (from !== undefined && end <= from) continue;
      if (from === undefined || start > from) edges.add(start);
      edges.add(end);
    }
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1, 1 + MOST_STRETCHES).map((to, index) => ({ from: sorted[index]!, to }));
}

type Demand = Omit<DemandWeek, 'range'>;
type ConstantDemand = { readonly [K in keyof Demand]: number };

function constantDemand(claims: readonly ScheduledClaim[]): ConstantDemand {
  const sum = { floor: 0, ceiling: 0, surge: 0 };
  for (const { schedule, gpusPerReplica, surge } of claims) {
    const { min, max } = schedule.outside;
    sum.floor += min * gpusPerReplica;
    sum.ceiling += max * gpusPerReplica;
    sum.surge = Math.max(sum.surge, surge(max) * gpusPerReplica);
  }
  return sum;
}

/** What services ask for by the clock, above what the others ask for at all times. */
function demandAbove(
  constant: ConstantDemand,
  claims: readonly (ScheduledClaim & { readonly week: ReplicaWeek })[],
): Demand {
  const floor = new Float64Array(MINUTES_OF_WEEK).fill(constant.floor);
  const ceiling = new Float64Array(MINUTES_OF_WEEK).fill(constant.ceiling);
  const surge = new Float64Array(MINUTES_OF_WEEK).fill(constant.surge);
  for (const { week, gpusPerReplica, surge: surgeOf } of claims) {
    let last = Number.NaN;
    let extra = 0;
    for (let minute = 0; minute < MINUTES_OF_WEEK; minute++) {
      const most = week.max[minute]!;
      if (most !== last) {
        last = most;
        extra = surgeOf(most) * gpusPerReplica;
      }
      floor[minute]! += week.min[minute]! * gpusPerReplica;
      ceiling[minute]! += most * gpusPerReplica;
      if (extra > surge[minute]!) surge[minute] = extra;
    }
  }
  return { floor, ceiling, surge };
}
