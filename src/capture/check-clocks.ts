import { InputError } from '../source/input-error';
import { isoText } from '../source/iso-time';

/** Two clocks, and the end of a capture. Times in ms. */
export interface Clocks {
  /** Undefined where the answer says nothing. */
  readonly serverTime: number | undefined;
  readonly localTime: number;
  readonly end: number;
  /** Whether the user named the end; otherwise it is this machine's now. */
  readonly endGiven: boolean;
  readonly host: string;
}

/** Clocks that differ by less do no harm: a scrape is as far from the next one. */
const ALLOWED_MS = 60_000;

/** A snapshot that ends at the wrong time would be short of samples, or look as if every series had ended. */
export function checkClocks({ serverTime, localTime, end, endGiven, host }: Clocks): void {
  if (serverTime === undefined) return;
  const skew = serverTime - localTime;
  if (!endGiven && Math.abs(skew) > ALLOWED_MS) {
    const direction = skew > 0 ? 'ahead of' : 'behind';
    throw new InputError(
      'not-readable',
      `the clock of ${host} is ${Math.round(Math.abs(skew) / 1000)} s ${direction} the clock of this machine`,
      `Set the clock that is wrong, or name the end of the time to capture: --end ${isoText(serverTime)}.`,
    );
  }
  if (end > serverTime + ALLOWED_MS) {
    throw new InputError(
      'usage',
      `the end ${isoText(end)} is in the future of ${host}, where it is ${isoText(serverTime)}`,
      'Name an earlier end with --end.',
    );
  }
}
