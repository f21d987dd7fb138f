import { isTimeZone } from '../../kubernetes/time-zone';
import type { CalendarDay } from './cron';

/** A date and time without a zone, in milliseconds as if it were UTC. Not an instant: never compare it with `now`. */
export type LocalTime = number & { readonly localTime: unique symbol };

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
export const LOCAL_TIME_FORMAT = 'YYYY-MM-DD HH:mm:ss';

/** Reads `YYYY-MM-DD HH:mm:ss`; undefined for another form and for a date that does not exist. */
export function parseLocalTime(text: string): LocalTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text.replace(' ', 'T')}Z`);
  return !Number.isNaN(time) && formatLocalTime(time as LocalTime) === text ? (time as LocalTime) : undefined;
}

export function formatLocalTime(time: LocalTime): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

/** The later or earlier local time, by a number of milliseconds. */
export function shift(time: LocalTime, byMs: number): LocalTime {
  return (time + byMs) as LocalTime;
}

export function earlierOf(a: LocalTime, b: LocalTime): LocalTime {
  return Math.min(a, b) as LocalTime;
}

export function laterOf(a: LocalTime, b: LocalTime): LocalTime {
  return Math.max(a, b) as LocalTime;
}

/** Midnight of the day. */
export function startOfDay(time: LocalTime): LocalTime {
  return (Math.floor(time / DAY_MS) * DAY_MS) as LocalTime;
}

/** The minute of the day, 0 to 1439. */
export function minuteOfDay(time: LocalTime): number {
  return Math.floor((time - startOfDay(time)) / MINUTE_MS);
}

export function calendarDay(time: LocalTime): CalendarDay {
  const date = new Date(time);
  return { dayOfMonth: date.getUTCDate(), month: date.getUTCMonth() + 1, dayOfWeek: date.getUTCDay() };
}

/** What a clock on the wall of the zone shows at an instant (milliseconds since 1970). Throws on an unknown zone. */
export function localTimeAt(instant: number, zone: string): LocalTime {
  const formatter = formatterOf(zone);
  if (!formatter) throw new RangeError(`unknown time zone "${zone}"; use an IANA name such as Asia/Shanghai`);
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  ) as LocalTime;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(zone);
  if (known || !isTimeZone(zone)) return known;
  const formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, formatter);
  return formatter;
}
