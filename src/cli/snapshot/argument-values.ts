import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../promql/syntax/duration-text';
import { ISO_TIME_FORM, parseIsoTime } from '../../source/iso-time';

/** A time in ms from Unix seconds or an ISO 8601 date. */
export function timeArgument(text: string): number {
  const seconds = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  const time = seconds === undefined ? parseIsoTime(text) : Math.round(seconds * 1000);
  if (time === undefined || !Number.isSafeInteger(time)) {
    throw new InvalidArgumentError(`It must be Unix seconds or ${ISO_TIME_FORM}.`);
  }
  return time;
}

/** A length of time above 0 in ms, from a text such as `7d`. */
export function durationArgument(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms <= 0)
    throw new InvalidArgumentError('It must be a length of time, such as 7d, 12h or 30s.');
  return ms;
}

/** The longest wait of a timer; a longer one would end at once. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** A length of time that can be waited for, in ms. */
export function waitArgument(text: string): number {
  const ms = durationArgument(text);
  if (ms > LONGEST_WAIT_MS) throw new InvalidArgumentError('It must be at most 24 days.');
  return ms;
}

/** A whole number from 0. */
export function countArgument(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** A whole number from 1. */
export function positiveArgument(text: string): number {
  const count = countArgument(text);
  if (count === 0) throw new InvalidArgumentError('It must be a whole number above 0.');
  return count;
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** A number of bytes, from a text such as `5MB` or `500kB`. */
export function sizeArgument(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([A-Za-z]*)$/.exec(text) ?? [];
  if (number === undefined || unit === undefined || !Object.hasOwn(UNITS, unit)) {
    throw new InvalidArgumentError('It must be a number of bytes, such as 500kB or 5MB.');
  }
  return Math.floor(Number(number) * UNITS[unit]!);
}

/** One more of an option that may be given several times. */
export function oneMore(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** A list of names with commas between them, added to what was given before. */
export function nameList(text: string, before: readonly string[] | undefined): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new InvalidArgumentError('It must be names with commas between them, such as pod,node.');
  return [...(before ?? []), ...names];
}

/** A version with three parts. */
export function versionArgument(text: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(text)) throw new InvalidArgumentError('It must be a version, such as 2.42.0.');
  return text;
}
