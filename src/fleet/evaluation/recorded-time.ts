import type { FleetSnapshot } from '../fleet-snapshot';

const LONG_MS = 6 * 3_600_000;

/** Whether a snapshot is long enough for what never happened in it to say something. */
export function isLong({ snapshot: { header } }: FleetSnapshot): boolean {
  return header.end - header.start >= LONG_MS;
}

/** The recorded time as messages write it. */
export function recordedText({ snapshot: { header } }: FleetSnapshot): string {
  const minutes = Math.round((header.end - header.start) / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}
