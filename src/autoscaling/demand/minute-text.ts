import { MINUTES_OF_DAY } from './replica-week';

export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** `Mon 09:00` for a minute of a week that begins on Monday. */
export function minuteText(minute: number): string {
  return `${DAYS[Math.floor(minute / MINUTES_OF_DAY)]} ${timeText(minute % MINUTES_OF_DAY)}`;
}

/** `09:00` for a minute of the day. */
export function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
