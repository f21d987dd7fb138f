import { type LocalTime, parseLocalTime } from '../../autoscaling/ahpa/local-time';
import { instantOf, zoneStretches } from '../../autoscaling/ahpa/zone-shift';
import { isTimeZone } from '../../kubernetes/time-zone';
import type { PolicyProblem } from '../problems/policy-error';
import { anything, mapOf, number, record, type Shape, text } from '../problems/shape';
import { DAY_KINDS, type DaySteps, stepsOf, type WeeklyProps } from './weekly-props';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The vendor's own example of a schedule without an end runs for 100 years. */
const MOST_YEARS = 100;
/**
 * Periods times steps. Each step becomes up to three bounds of about 70 bytes, `kubectl apply` keeps a copy of the object in an
 * annotation, and the API server takes 256 KiB of annotations.
 */
const MOST_STEPS = 1000;

const BOUNDS = record({ minReplicas: number, maxReplicas: number });

const DAY: Shape = (value, property) => {
  const problems = mapOf(anything)(value, property);
  if (problems.length > 0) return problems;
  return stepsOf(value as DaySteps).flatMap(([time, bounds]) => BOUNDS(bounds, `${property}['${time}']`));
};

const WEEKLY = record({ timeZone: text, from: text, until: text, weekdays: DAY, weekend: DAY });

/** Values that are not even of the right kind, and keys that are none. */
export function weeklyShapeProblems(props: unknown, property: string): readonly PolicyProblem[] {
  return WEEKLY(props ?? {}, property);
}

/** What is no time, no zone or no day. */
export function weeklyProblems(props: WeeklyProps): readonly PolicyProblem[] {
  return [...zoneProblems(props), ...dateProblems(props), ...stepProblems(props)];
}

/** More bounds than an object can carry: each difference between the two zones is a period with all steps of the week. */
export function weeklySizeProblems(props: WeeklyProps, controllerZone: string): readonly PolicyProblem[] {
  const { timeZone, from, until } = spanOf(props);
  const periods = zoneStretches(instantOf(from, timeZone), instantOf(until, timeZone), timeZone, controllerZone).length;
  const steps = DAY_KINDS.reduce((sum, days) => sum + stepsOf(props[days]).length, 0);
  if (periods * steps <= MOST_STEPS) return [];
  const clocks =
    periods > 1
      ? `, since the clocks of ${timeZone} and of the controller, ${controllerZone}, change against each other`
      : '';
  return [
    {
      code: 'schedule-size',
      property: 'scaling.schedule',
      summary: `the schedule has ${steps} steps in each of ${periods} ${periods === 1 ? 'period' : 'periods'}${clocks}: ${periods * steps} in all, and an object carries ${MOST_STEPS}.`,
      help: periods > 1 ? 'Let the schedule end earlier: until.' : 'Write fewer steps.',
    },
  ];
}

/** The time in which a schedule holds. */
export function spanOf({ timeZone, from, until }: WeeklyProps): {
  readonly timeZone: string;
  readonly from: LocalTime;
  readonly until: LocalTime;
} {
  return { timeZone, from: midnightOf(from), until: midnightOf(until) };
}

function midnightOf(date: string): LocalTime {
  return parseLocalTime(`${date} 00:00:00`)!;
}

function zoneProblems({ timeZone }: WeeklyProps): readonly PolicyProblem[] {
  if (isTimeZone(timeZone)) return [];
  return [
    {
      code: 'time-zone',
      property: 'scaling.schedule.timeZone',
      value: timeZone,
      allowed: 'an IANA time zone such as Asia/Shanghai',
      help: 'Write the zone in which the times of the schedule are meant.',
    },
  ];
}

function dateProblems({ from, until }: WeeklyProps): readonly PolicyProblem[] {
  const notDates = Object.entries({ from, until }).filter(([, date]) => !isDate(date));
  if (notDates.length > 0) {
    return notDates.map(([name, value]) => ({
      code: 'schedule-dates',
      property: `scaling.schedule.${name}`,
      value,
      allowed: 'a date of the calendar, YYYY-MM-DD',
      help: 'Write a day without a time: the schedule begins and ends at midnight.',
    }));
  }
  if (until > latestEnd(from)) {
    return [
      {
        code: 'schedule-dates',
        property: 'scaling.schedule.until',
        value: until,
        allowed: `a day at most ${MOST_YEARS} years after from`,
        help: 'Write the day until which the schedule is planned; foresail validate announces that day in time.',
      },
    ];
  }
  if (from < until) return [];
  return [
    {
      code: 'schedule-dates',
      property: 'scaling.schedule.until',
      value: until,
      allowed: `a day after from, which is ${from}`,
      help: 'until is the day after the last one.',
    },
  ];
}

function stepProblems(props: WeeklyProps): readonly PolicyProblem[] {
  return DAY_KINDS.flatMap((days) => {
    const at = `scaling.schedule.${days}`;
    const times = stepsOf(props[days]).map(([time]) => time);
    const wrong = times.filter((time) => !TIME.test(time));
    const problems = wrong.map(
      (time): PolicyProblem => ({
        code: 'schedule-steps',
        property: at,
        value: time,
        allowed: 'times from 00:00 to 23:59',
        help: 'Write hours and minutes with two digits each.',
      }),
    );
    if (times.includes('00:00')) return problems;
    const missing: PolicyProblem = {
      code: 'schedule-steps',
      property: at,
      summary: `${at} has no step at 00:00.`,
      why: 'Each step holds until the next one, so the first must begin the day.',
      help: "Add '00:00': { minReplicas, maxReplicas }.",
    };
    return [...problems, missing];
  });
}

/** `YYYY-MM-DD`, which compares as text. */
function latestEnd(from: string): string {
  return `${String(Number(from.slice(0, 4)) + MOST_YEARS).padStart(4, '0')}${from.slice(4)}`;
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
