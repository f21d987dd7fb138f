import { boundsInZone } from '../autoscaling/ahpa/bounds-in-zone';
import { isTimeZone, type LocalTime, parseLocalTime } from '../autoscaling/ahpa/local-time';
import type { InstanceBounds } from '../autoscaling/ahpa/model';
import { MINUTES_OF_DAY, type WeekStep } from '../autoscaling/ahpa/weekly-bounds';
import type { PolicyProblem } from './policy-error';
import { scheduleText } from './schedule-text';

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

  /** The schedule as AHPA's bounds, in the zone in which its controller evaluates them. @internal */
  public instanceBounds(controllerZone: string): readonly InstanceBounds[] {
    const { timeZone, from, until } = this.props;
    const steps = this.weekSteps();
    return boundsInZone({ timeZone, from: midnightOf(from), until: midnightOf(until), steps }, controllerZone);
  }

  /** What the author wrote, for readers of the manifest. @internal */
  public text(): string {
    const { weekdays, weekend, ...others } = this.props;
    return scheduleText({ ...others, weekdays: sortedSteps(weekdays), weekend: sortedSteps(weekend) });
  }

  /** The steps of the week, from Monday on. */
  private weekSteps(): readonly WeekStep[] {
    const { weekdays, weekend } = this.props;
    return [weekdays, weekdays, weekdays, weekdays, weekdays, weekend, weekend].flatMap((steps, day) =>
      sortedSteps(steps).map((step) => ({ ...step, minute: day * MINUTES_OF_DAY + step.minute })),
    );
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
      const times = stepsOf(this.props[days]).map(([time]) => time);
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

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function stepsOf(day: DaySteps): readonly [string, ReplicaBounds][] {
  return Object.entries((day as DaySteps | undefined) ?? {});
}

/** The steps of a kind of day, in the order of the day. */
function sortedSteps(day: DaySteps): readonly WeekStep[] {
  return stepsOf(day)
    .map(([time, { minReplicas, maxReplicas }]) => ({ minute: minuteOf(time), minReplicas, maxReplicas }))
    .sort((a, b) => a.minute - b.minute);
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function midnightOf(date: string): LocalTime {
  return parseLocalTime(`${date} 00:00:00`)!;
}
