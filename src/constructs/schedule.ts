import type { AhpaBound, InstanceBounds } from '../autoscaling/ahpa/model';
import type { PolicyProblem } from './policy-error';

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Hour = `${'0' | '1'}${Digit}` | `2${'0' | '1' | '2' | '3'}`;
type Minute = `${'0' | '1' | '2' | '3' | '4' | '5'}${Digit}`;

/** A minute of the day, `00:00` to `23:59`. */
export type TimeOfDay = `${Hour}:${Minute}`;

/** Floor and ceiling from a time of day on. */
export interface ReplicaBounds {
  /** At least the policy's `minReplicas`. */
  readonly minReplicas: number;
  /** At most the policy's `maxReplicas`. */
  readonly maxReplicas: number;
}

/**
 * A day as a step function: each entry holds until the next one, the last until midnight. Gaps and overlaps cannot be
 * written.
 */
export interface DaySteps extends Readonly<Partial<Record<TimeOfDay, ReplicaBounds>>> {
  /** How the day begins. */
  readonly '00:00': ReplicaBounds;
}

/** A week of replica bounds, and the time in which it holds. */
export interface WeeklyProps {
  /** The IANA time zone of every date and time here, such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The day after the last one, `YYYY-MM-DD`. From then on the policy's own bounds hold. */
  readonly until: string;
  /** Monday to Friday. */
  readonly weekdays: DaySteps;
  /** Saturday and Sunday. */
  readonly weekend: DaySteps;
}

const MINUTES_PER_DAY = 24 * 60;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Floors and ceilings that follow the clock, for `ScalingPolicy.ahpa`. */
export class Schedule {
  /** The same bounds each week. */
  public static weekly(props: WeeklyProps): Schedule {
    return new Schedule(props);
  }

  private constructor(private readonly props: WeeklyProps) {}

  /** The zone in which the schedule is written. */
  public get timeZone(): string {
    return this.props.timeZone;
  }

  /** Every step with the property that holds it. @internal */
  public steps(): readonly { readonly property: string; readonly bounds: ReplicaBounds }[] {
    return (['weekdays', 'weekend'] as const).flatMap((days) =>
      stepsOf(this.props[days]).map(([time, bounds]) => ({
        property: `scaling.schedule.${days}['${time}']`,
        bounds,
      })),
    );
  }

  /** What no autoscaler could carry. @internal */
  public problems(): readonly PolicyProblem[] {
    return [...this.zoneProblems(), ...this.dateProblems(), ...this.stepProblems()];
  }

  /** The schedule as one period of AHPA's bounds. @internal */
  public instanceBounds(): InstanceBounds {
    const { from, until, weekdays, weekend } = this.props;
    return {
      startTime: `${from} 00:00:00`,
      endTime: `${until} 00:00:00`,
      bounds: [...boundsOf(weekdays, 'MON-FRI'), ...boundsOf(weekend, 'SAT,SUN')],
    };
  }

  private zoneProblems(): readonly PolicyProblem[] {
    const { timeZone } = this.props;
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

  private dateProblems(): readonly PolicyProblem[] {
    const { from, until } = this.props;
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

  private stepProblems(): readonly PolicyProblem[] {
    return (['weekdays', 'weekend'] as const).flatMap((days) => {
      const at = `scaling.schedule.${days}`;
      const times = Object.keys(this.props[days]);
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
}

/** Whether the platform knows an IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function stepsOf(day: DaySteps): readonly [string, ReplicaBounds][] {
  return Object.entries(day);
}

/** The steps of a kind of day as bounds, in the order of the day. */
function boundsOf(day: DaySteps, weekdays: string): readonly AhpaBound[] {
  const steps = stepsOf(day)
    .map(([time, bounds]) => ({ start: minuteOf(time), bounds }))
    .sort((a, b) => a.start - b.start);
  return steps.flatMap(({ start, bounds: { minReplicas, maxReplicas } }, index) =>
    hoursAndMinutes(start, steps[index + 1]?.start ?? MINUTES_PER_DAY).map((time) => ({
      cron: `${time} ? * ${weekdays}`,
      minReplicas,
      maxReplicas,
    })),
  );
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** The cron fields for minute and hour of `[start, end)`: up to three, where it begins or ends within an hour. */
function hoursAndMinutes(start: number, end: number): readonly string[] {
  const firstFull = Math.ceil(start / 60);
  const endFull = Math.floor(end / 60);
  if (firstFull > endFull) return [`${range(start % 60, (end - 1) % 60, 59)} ${endFull}`];
  return [
    ...(start % 60 === 0 ? [] : [`${range(start % 60, 59, 59)} ${firstFull - 1}`]),
    ...(firstFull === endFull ? [] : [`* ${range(firstFull, endFull - 1, 23)}`]),
    ...(end % 60 === 0 ? [] : [`${range(0, (end % 60) - 1, 59)} ${endFull}`]),
  ];
}

/** An inclusive cron range; `*` where it is the whole field. */
function range(from: number, to: number, last: number): string {
  if (from === 0 && to === last) return '*';
  return from === to ? `${from}` : `${from}-${to}`;
}
