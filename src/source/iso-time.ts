const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_AND_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** What is allowed, for messages. */
export const ISO_TIME_FORM = 'an ISO 8601 date, such as 2026-11-21 or 2026-11-21T09:00:00Z';

/** Milliseconds since 1970 of a date, or of a date and time; undefined for another form and for a date that does not exist. */
export function parseIsoTime(text: string): number | undefined {
  const parts = DATE_AND_TIME.exec(text);
  const day = parts ? parts[1]! : text;
  if (!isIsoDay(day)) return undefined;
  // A time without a zone would depend on the machine: it is read as UTC.
  const time = Date.parse(parts && parts[4] === undefined ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
}

/** Whether this is `YYYY-MM-DD` of a day that exists. */
export function isIsoDay(text: string): boolean {
  if (!DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The farthest time from 1970 that a date can have. */
const FARTHEST_MS = 8.64e15;

/** A time in ms as ISO 8601 in UTC; as a number where it is beyond what a date can be. */
export function isoText(ms: number): string {
  return Math.abs(ms) <= FARTHEST_MS ? new Date(ms).toISOString() : `${ms} ms`;
}
