import { CompensatedSum, isInfinite } from '../compensated-sum';
import { quantileOf } from '../quantile';
import { meanOver } from './mean-over-time';
import type { RangeFunction, Window } from './range-function';

/** The `..._over_time` functions, which reduce a window to one number. */
export const OVER_TIME_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ['avg_over_time', { least: 1, compute: meanOver }],
  ['count_over_time', { least: 1, compute: ({ from, to }) => to - from }],
  ['first_over_time', { least: 1, keepsName: true, compute: ({ values, from }) => values[from]! }],
  ['last_over_time', { least: 1, keepsName: true, compute: ({ values, to }) => values[to - 1]! }],
  ['mad_over_time', { least: 1, sorts: true, compute: medianDeviation }],
  ['max_over_time', { least: 1, compute: maximum }],
  ['min_over_time', { least: 1, compute: minimum }],
  ['present_over_time', { least: 1, compute: () => 1 }],
  [
    'quantile_over_time',
    { least: 1, sorts: true, compute: (window) => quantileOf(window.scalars[0]!, copyOf(window), window.semantics) },
  ],
  ['stddev_over_time', { least: 1, compute: (window) => Math.sqrt(variance(window)) }],
  ['stdvar_over_time', { least: 1, compute: variance }],
  ['sum_over_time', { least: 1, compute: sum }],
]);

function sum({ values, from, to, semantics }: Window): number {
  const total = new CompensatedSum(semantics.infiniteSumForgets);
  for (let at = from; at < to; at++) total.add(values[at]!);
  return isInfinite(total.sum) ? total.sum : total.total;
}

function maximum({ values, from, to }: Window): number {
  let best = values[from]!;
  for (let at = from + 1; at < to; at++) if (values[at]! > best || Number.isNaN(best)) best = values[at]!;
  return best;
}

function minimum({ values, from, to }: Window): number {
  let best = values[from]!;
  for (let at = from + 1; at < to; at++) if (values[at]! < best || Number.isNaN(best)) best = values[at]!;
  return best;
}

/** The population variance, by Welford's method over compensated sums. */
function variance({ values, from, to, semantics }: Window): number {
  const mean = new CompensatedSum(semantics.infiniteSumForgets);
  const squares = new CompensatedSum(semantics.infiniteSumForgets);
  for (let at = from; at < to; at++) {
    const value = values[at]!;
    const delta = value - mean.total;
    mean.add(delta / (at - from + 1));
    squares.add(delta * (value - mean.total));
  }
  return squares.total / (to - from);
}

function medianDeviation(window: Window): number {
  const values = copyOf(window);
  if (window.semantics.deviationKeepsNaN && values.some(Number.isNaN)) return Number.NaN;
  const median = quantileOf(0.5, values, window.semantics);
  for (let at = 0; at < values.length; at++) values[at] = Math.abs(values[at]! - median);
  return quantileOf(0.5, values, window.semantics);
}

function copyOf({ values, from, to }: Window): Float64Array {
  return values.slice(from, to);
}
