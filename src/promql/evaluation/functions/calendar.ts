const SECONDS_PER_DAY = 86_400;

/** Functions of the calendar in UTC, from Unix seconds. */
export const CALENDAR_FUNCTIONS: ReadonlyMap<string, (seconds: number) => number> = new Map<
  string,
  (seconds: number) => number
>([
  ['day_of_month', (seconds) => civilDate(seconds).day],
  ['day_of_week', (seconds) => positiveRemainder(dayNumber(seconds) + 4, 7)],
  ['day_of_year', (seconds) => dayNumber(seconds) - firstDayOf(civilDate(seconds).year) + 1],
  ['days_in_month', (seconds) => daysInMonth(civilDate(seconds))],
  ['hour', (seconds) => Math.floor(secondOfDay(seconds) / 3600)],
  ['minute', (seconds) => Math.floor((secondOfDay(seconds) % 3600) / 60)],
  ['month', (seconds) => civilDate(seconds).month],
  ['year', (seconds) => civilDate(seconds).year],
]);

interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

// JavaScript's Date ends in the year 275760; Go's does not, and values of series are not always sane.
function civilDate(seconds: number): CivilDate {
  // Days since 0000-03-01, so that the leap day is the last of its year:
  // https://howardhinnant.github.io/date_algorithms.html#civil_from_days
  const days = dayNumber(seconds) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

function daysInMonth({ year, month }: CivilDate): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The number of the first of January, counted from 1970-01-01. */
function firstDayOf(year: number): number {
  const before = year - 1;
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719_162;
}

function dayNumber(seconds: number): number {
  return Math.floor(wholeSeconds(seconds) / SECONDS_PER_DAY);
}

function secondOfDay(seconds: number): number {
  return positiveRemainder(wholeSeconds(seconds), SECONDS_PER_DAY);
}

// Go turns NaN and what exceeds 64 bits into the least integer, and its calendar then wraps around to 2^63.
function wholeSeconds(seconds: number): number {
  return Math.abs(seconds) < 2 ** 63 ? Math.trunc(seconds) : 2 ** 63;
}

function positiveRemainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
