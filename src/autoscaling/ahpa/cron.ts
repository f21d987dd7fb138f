import { CRON_FIELDS, type CronField, type CronProblem, parseCronField } from './cron-field';

/** A minute of a calendar, without a zone. */
export interface CalendarMinute {
  readonly minute: number;
  readonly hour: number;
  /** 1 to 31. */
  readonly dayOfMonth: number;
  /** 1 to 12. */
  readonly month: number;
  /** 0 is Sunday. */
  readonly dayOfWeek: number;
}

export type CalendarDay = Omit<CalendarMinute, 'minute' | 'hour'>;

export type CronParse =
  | { readonly cron: CronExpression; readonly problems: readonly [] }
  | { readonly cron: undefined; readonly problems: readonly CronProblem[] };

/**
 * A set of minutes in the dialect of AHPA's `instanceBounds`: five fields, ranges inclusive and never wrapping, `?` for
 * `*` in the day fields. `* 0-8 ? * MON-FRI` is every minute from 00:00 to 08:59 on weekdays, not an event.
 */
export class CronExpression {
  /** One byte per minute of a day, 1 where hour and minute are selected. */
  public readonly minutesOfDay: Uint8Array;
  public readonly minutesPerHour: number;
  /** Both day fields are restricted, so that a day matches when either does. */
  public readonly eitherDayField: boolean;
  /** Day of month and month are free, so that every week is like the others. */
  public readonly weekly: boolean;

  public constructor(
    public readonly text: string,
    minute: CronField,
    hour: CronField,
    private readonly dayOfMonth: CronField,
    private readonly month: CronField,
    private readonly dayOfWeek: CronField,
  ) {
    this.minutesOfDay = new Uint8Array(1440);
    for (const h of hour.values) for (const m of minute.values) this.minutesOfDay[h * 60 + m] = 1;
    this.minutesPerHour = minute.values.size;
    this.eitherDayField = dayOfMonth.restricted && dayOfWeek.restricted;
    this.weekly = !dayOfMonth.restricted && !month.restricted;
  }

  public matches(at: CalendarMinute): boolean {
    return this.minutesOfDay[at.hour * 60 + at.minute] === 1 && this.matchesDay(at);
  }

  public matchesDay(day: CalendarDay): boolean {
    if (!this.month.values.has(day.month)) return false;
    const ofMonth = this.dayOfMonth.values.has(day.dayOfMonth);
    const ofWeek = this.dayOfWeek.values.has(day.dayOfWeek);
    return this.eitherDayField ? ofMonth || ofWeek : ofMonth && ofWeek;
  }
}

/** Reads an expression; every problem is collected, with its offsets in the text. Never throws. */
export function parseCron(text: string): CronParse {
  const prefix = /^\s*(?:(?:CRON_)?TZ=\S*|@\S*)/i.exec(text);
  if (prefix) return { cron: undefined, problems: [unsupportedPrefix(prefix[0])] };
  const words = [...text.matchAll(/\S+/g)];
  if (words.length !== CRON_FIELDS.length) return { cron: undefined, problems: [wrongFieldCount(text, words.length)] };
  const parts = CRON_FIELDS.map((kind, index) => parseCronField(words[index]![0], words[index]!.index, kind));
  const problems = parts.flatMap((part) => part.problems);
  if (problems.length > 0) return { cron: undefined, problems };
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parts.map((part) => part.field);
  return { cron: new CronExpression(text, minute!, hour!, dayOfMonth!, month!, dayOfWeek!), problems: [] };
}

function unsupportedPrefix(prefix: string): CronProblem {
  const start = prefix.length - prefix.trimStart().length;
  const zone = !prefix.trimStart().startsWith('@');
  return {
    code: 'unsupported',
    message: zone
      ? 'a cron expression of AHPA carries no time zone'
      : `${prefix.trimStart()} belongs to CronHPA, not to AHPA`,
    help: 'write five fields: minute, hour, day of month, month, day of week',
    start,
    end: prefix.length,
  };
}

function wrongFieldCount(text: string, count: number): CronProblem {
  return {
    code: 'field-count',
    message: `the expression has ${count} field${count === 1 ? '' : 's'} instead of 5`,
    help:
      count === 6
        ? 'drop the seconds field, which only CronHPA has'
        : 'write five fields: minute, hour, day of month, month, day of week',
    start: 0,
    end: text.length,
  };
}
