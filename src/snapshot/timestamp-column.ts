import { ColumnError, ColumnTokens } from './column-tokens';

/**
 * Reads a column `t`: the first timestamp in ms, the first difference, then differences of differences; `xK` stands for K
 * zeros. Checks all of it; fills `into` where it is given.
 *
 * @throws ColumnError for bad text, a count other than `count`, or timestamps that do not increase.
 */
export function readTimestamps(text: string, count: number, into?: Float64Array): void {
  const tokens = new ColumnTokens(text);
  let filled = 0;
  let time = 0;
  let step = 0;
  while (tokens.next()) {
    if (tokens.run) {
      if (filled < 2) throw new ColumnError('has a run before its first difference');
      if (tokens.value > count - filled) throw tooMany(count);
      if (into) for (let k = 0; k < tokens.value; k++) into[filled + k] = time + (k + 1) * step;
      filled += tokens.value;
      time += tokens.value * step;
    } else {
      if (filled === count) throw tooMany(count);
      if (filled === 0) time = tokens.value;
      else {
        step += tokens.value;
        if (step <= 0) throw new ColumnError(`does not increase at sample ${filled}`);
        time += step;
      }
      if (into) into[filled] = time;
      filled++;
    }
    if (!(time <= Number.MAX_SAFE_INTEGER)) throw new ColumnError(`goes beyond 2^53 at sample ${filled - 1}`);
  }
  if (filled !== count) throw new ColumnError(`holds ${filled} timestamps, but n is ${count}`);
}

/** Writes a column `t`. Timestamps are safe integers in strictly increasing order. */
export function writeTimestamps(timestamps: Float64Array): string {
  if (timestamps.length === 0) return '';
  let text = String(timestamps[0]);
  let step = 0;
  let zeros = 0;
  for (let index = 1; index < timestamps.length; index++) {
    const difference = timestamps[index]! - timestamps[index - 1]!;
    if (difference === step) zeros++;
    else {
      text += `${zeroRun(zeros)} ${difference - step}`;
      zeros = 0;
    }
    step = difference;
  }
  return text + zeroRun(zeros);
}

/** A run of zeros in a column of differences. */
export function zeroRun(length: number): string {
  return length === 0 ? '' : length === 1 ? ' 0' : ` x${length}`;
}

function tooMany(count: number): ColumnError {
  return new ColumnError(`holds more than the ${count} timestamps that n says`);
}
