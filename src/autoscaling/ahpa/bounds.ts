import { type Pointer, pointer } from '../../source/pointer';
import { type CronExpression, parseCron } from './cron';
import type { CronProblem } from './cron-field';
import {
  calendarDay,
  earlierOf,
  formatLocalTime,
  LOCAL_TIME_FORMAT,
  type LocalTime,
  laterOf,
  localTimeAt,
  minuteOfDay,
  parseLocalTime,
} from './local-time';

/** `instanceBounds` as written; what is missing or of another type is undefined. */
export interface WrittenPeriod {
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly bounds: readonly WrittenBound[];
}

export interface WrittenBound {
  readonly cron?: string | undefined;
  readonly minReplicas?: number | undefined;
  readonly maxReplicas?: number | undefined;
}

/** A floor and a ceiling in the minutes of its cron expression; `path` starts at the list of periods. */
export interface Bound {
  readonly cron: CronExpression;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly path: Pointer;
}

/** Bounds valid in `[start, end)`. */
export interface BoundsPeriod {
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly bounds: readonly Bound[];
  readonly path: Pointer;
}

export type BoundsProblemCode = 'missing' | 'date-format' | 'inverted' | 'min-greater-than-max' | 'cron';

/** What keeps a part of the bounds from being judged. */
export interface BoundsProblem {
  readonly code: BoundsProblemCode;
  /** From the list of periods, such as `/0/bounds/1/cron`. */
  readonly path: Pointer;
  readonly message: string;
  readonly help: string;
  /** With code `cron`: what is wrong, and where in the expression. */
  readonly cron?: CronProblem;
}

export interface ParsedBounds {
  /** Periods and bounds that are complete; in the order of the manifest. */
  readonly periods: readonly BoundsPeriod[];
  /** True where nothing was left out of `periods`, so that coverage can be judged. */
  readonly complete: boolean;
  readonly problems: readonly BoundsProblem[];
}

/**
 * Reads the periods of `instanceBounds`; every problem is collected, with a path that starts at the list of periods.
 * `complete` is false where something was left out, so that a gap found by `coverageOf` may not be one.
 */
export function parseBounds(written: readonly WrittenPeriod[]): ParsedBounds {
  const problems: BoundsProblem[] = [];
  let left = 0;
  const periods = written.flatMap((period, index) => {
    const path = pointer(index);
    const bounds = period.bounds.flatMap((bound, at) => {
      const read = readBound(bound, path + pointer('bounds', at), problems);
      if (!read) left++;
      return read ?? [];
    });
    const span = readPeriod(period, path, problems);
    if (!span) left++;
    return span ? [{ ...span, bounds, path }] : [];
  });
  return { periods, complete: left === 0, problems };
}

function readPeriod(period: WrittenPeriod, path: Pointer, problems: BoundsProblem[]) {
  const start = readTime(period.startTime, `${path}/startTime`, problems);
  const end = readTime(period.endTime, `${path}/endTime`, problems);
  if (start === undefined || end === undefined) return undefined;
  if (start < end) return { start, end };
  problems.push({
    code: 'inverted',
    path: `${path}/endTime`,
    message: `the period ends at ${formatLocalTime(end)}, which is not after its start at ${formatLocalTime(start)}`,
    help: 'set endTime after startTime; endTime itself no longer belongs to the period',
  });
  return undefined;
}

function readTime(text: string | undefined, path: Pointer, problems: BoundsProblem[]): LocalTime | undefined {
  if (text === undefined) {
    problems.push(missing(path, `a time in the form "${LOCAL_TIME_FORMAT}"`));
    return undefined;
  }
  const time = parseLocalTime(text);
  if (time === undefined) {
    problems.push({
      code: 'date-format',
      path,
      message: `"${text}" is no date and time in the form ${LOCAL_TIME_FORMAT}, or a day that does not exist`,
      help: 'write it like "2026-01-01 00:00:00", quoted and without a zone',
    });
  }
  return time;
}

function readBound(bound: WrittenBound, path: Pointer, problems: BoundsProblem[]): Bound | undefined {
  const { minReplicas, maxReplicas } = bound;
  const before = problems.length;
  if (minReplicas === undefined) problems.push(missing(`${path}/minReplicas`, 'a whole number from 0'));
  if (maxReplicas === undefined) problems.push(missing(`${path}/maxReplicas`, 'a whole number from 1'));
  if (minReplicas !== undefined && maxReplicas !== undefined && minReplicas > maxReplicas) {
    problems.push({
      code: 'min-greater-than-max',
      path: `${path}/minReplicas`,
      message: `minReplicas is ${minReplicas}, and maxReplicas of the same bound is ${maxReplicas}`,
      help: 'lower minReplicas or raise maxReplicas',
    });
  }
  const cron = readCron(bound.cron, `${path}/cron`, problems);
  if (problems.length > before) return undefined;
  return { cron: cron!, minReplicas: minReplicas!, maxReplicas: maxReplicas!, path };
}

function readCron(text: string | undefined, path: Pointer, problems: BoundsProblem[]): CronExpression | undefined {
  if (text === undefined) {
    problems.push(missing(path, 'a cron expression of five fields'));
    return undefined;
  }
  const { cron, problems: found } = parseCron(text);
  for (const problem of found) {
    problems.push({ code: 'cron', path, message: problem.message, help: problem.help, cron: problem });
  }
  return cron;
}

function missing(path: Pointer, what: string): BoundsProblem {
  return { code: 'missing', path, message: `${path.slice(path.lastIndexOf('/') + 1)} is missing`, help: `add ${what}` };
}

/** Whether a period still lies ahead, runs, or is over. */
export type BoundsValidity =
  | { readonly state: 'none' }
  | { readonly state: 'expired'; readonly end: LocalTime }
  | { readonly state: 'active'; readonly end: LocalTime }
  | { readonly state: 'not-started'; readonly start: LocalTime };

/**
 * The state of all periods together at an instant: expired only when the last one is over.
 *
 * @param now milliseconds since the epoch
 * @param timeZone the IANA zone in which the bounds are meant; an unknown one throws a RangeError, see `isTimeZone`
 */
export function validityOf(periods: readonly BoundsPeriod[], now: number, timeZone: string): BoundsValidity {
  if (periods.length === 0) return { state: 'none' };
  const today = localTimeAt(now, timeZone);
  const ahead = periods.filter(({ end }) => end > today);
  if (ahead.length === 0) return { state: 'expired', end: latestEnd(periods) };
  if (ahead.some(({ start }) => start <= today)) return { state: 'active', end: latestEnd(periods) };
  return {
    state: 'not-started',
    start: ahead.reduce((first, { start }) => earlierOf(start, first), ahead[0]!.start),
  };
}

function latestEnd(periods: readonly BoundsPeriod[]): LocalTime {
  return periods.reduce((last, { end }) => laterOf(end, last), periods[0]!.end);
}

/** Every bound that is active at a minute, in the order of the manifest; more than one where they overlap. */
export function boundsActiveAt(periods: readonly BoundsPeriod[], time: LocalTime): readonly Bound[] {
  const day = calendarDay(time);
  const minute = minuteOfDay(time);
  return periods
    .filter(({ start, end }) => start <= time && time < end)
    .flatMap(({ bounds }) => bounds.filter(({ cron }) => cron.minutesOfDay[minute] === 1 && cron.matchesDay(day)));
}
