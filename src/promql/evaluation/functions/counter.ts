import type { RangeFunction, Window } from './range-function';

/** `rate`, `increase`, `delta` and their kin: what happened between the samples of a window. */
export const COUNTER_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ['rate', { least: 2, compute: (window) => extrapolated(window, true, true) }],
  ['increase', { least: 2, compute: (window) => extrapolated(window, true, false) }],
  ['delta', { least: 2, compute: (window) => extrapolated(window, false, false) }],
  ['irate', { least: 2, compute: (window) => lastDifference(window, true) }],
  ['idelta', { least: 2, compute: (window) => lastDifference(window, false) }],
  ['resets', { least: 1, compute: resets }],
  ['changes', { least: 1, compute: changes }],
]);

/** The difference over the window, stretched to its ends where a sample may be expected there. */
function extrapolated(window: Window, counter: boolean, perSecond: boolean): number {
  const { timestamps, values, from, to } = window;
  const last = to - 1;
  const first = values[from]!;
  let difference = values[last]! - first;
  if (counter) {
    for (let at = from + 1; at < to; at++) {
      if (values[at]! < values[at - 1]!) difference += values[at - 1]!;
    }
  }
  const sampled = (timestamps[last]! - timestamps[from]!) / 1000;
  const toStart = (timestamps[from]! - window.start) / 1000;
  const toEnd = (window.end - timestamps[last]!) / 1000;
  const spacing = sampled / (last - from);
  const zeroPoint = counter && difference > 0 && first >= 0 ? sampled * (first / difference) : Number.POSITIVE_INFINITY;
  const stretch = window.semantics.capBeforeZeroPoint ? stretchCapped : stretchToZero;
  let factor = stretch(sampled, spacing, toStart, toEnd, zeroPoint) / sampled;
  if (perSecond) factor /= window.rangeSeconds;
  return difference * factor;
}

/** A sample further away than this many mean distances is not expected. */
const EXPECTED_WITHIN = 1.1;

/** From 2.51: half a mean distance at most, and never beyond the point where a counter would have been zero. */
function stretchCapped(sampled: number, spacing: number, toStart: number, toEnd: number, zeroPoint: number): number {
  const threshold = spacing * EXPECTED_WITHIN;
  const capped = toStart >= threshold ? spacing / 2 : toStart;
  const left = Math.min(zeroPoint, capped);
  const right = toEnd >= threshold ? spacing / 2 : toEnd;
  return sampled + left + right;
}

/** Before 2.51: the zero point replaces the distance to the start, whatever that distance is. */
function stretchToZero(sampled: number, spacing: number, toStart: number, toEnd: number, zeroPoint: number): number {
  const threshold = spacing * EXPECTED_WITHIN;
  const left = Math.min(zeroPoint, toStart);
  let stretched = sampled;
  stretched += left < threshold ? left : spacing / 2;
  stretched += toEnd < threshold ? toEnd : spacing / 2;
  return stretched;
}

function lastDifference({ timestamps, values, to }: Window, rate: boolean): number {
  const last = values[to - 1]!;
  const previous = values[to - 2]!;
  const difference = rate && last < previous ? last : last - previous;
  return rate ? difference / ((timestamps[to - 1]! - timestamps[to - 2]!) / 1000) : difference;
}

function resets({ values, from, to }: Window): number {
  let count = 0;
  for (let at = from + 1; at < to; at++) if (values[at]! < values[at - 1]!) count++;
  return count;
}

function changes({ values, from, to }: Window): number {
  let count = 0;
  for (let at = from + 1; at < to; at++) {
    const value = values[at]!;
    const previous = values[at - 1]!;
    if (value !== previous && !(Number.isNaN(value) && Number.isNaN(previous))) count++;
  }
  return count;
}
