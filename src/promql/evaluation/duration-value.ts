import { PromQLError } from '../promql-error';
import type { Duration, QueryTiming } from '../syntax/duration';
import { secondsOf } from '../syntax/duration-formula';
import { LONGEST_DURATION_MS } from '../syntax/duration-text';

/**
 * The milliseconds of a duration, fractions kept. Prometheus works durations out before it evaluates, so that a bad one is an error
 * of the parse phase. `positive`: a range or step, which must be greater than zero.
 */
export function durationMs(duration: Duration | undefined, timing: QueryTiming, positive: boolean): number {
  if (!duration) return 0;
  if (duration.kind === 'fixed') return duration.milliseconds;
  const seconds = secondsOf(duration.formula, timing);
  const milliseconds = seconds === undefined ? Number.NaN : Math.trunc(seconds * 1000);
  if (!(Math.abs(milliseconds) < LONGEST_DURATION_MS)) {
    throw new PromQLError(
      'bad-duration-value',
      'parse',
      'a duration comes out infinite or divided by zero',
      duration.span,
    );
  }
  if (positive && !(seconds! > 0)) {
    throw new PromQLError('bad-duration-value', 'parse', 'a duration comes out as zero or less', duration.span);
  }
  return milliseconds;
}

/** Seconds of a duration in ms, rounded as Go's `Duration.Seconds` rounds. */
export function secondsOfDuration(milliseconds: number): number {
  const nanoseconds = Math.round(milliseconds * 1e6);
  const whole = Math.trunc(nanoseconds / 1e9);
  return whole + (nanoseconds - whole * 1e9) / 1e9;
}
