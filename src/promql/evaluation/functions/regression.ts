import { CompensatedSum, isInfinite } from '../compensated-sum';
import type { RangeFunction, Window } from './range-function';

/** `deriv` and `predict_linear`: the straight line through a window by least squares. */
export const REGRESSION_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ['deriv', { least: 2, compute: (window) => fitLine(window, window.timestamps[window.from]!).slope }],
  ['predict_linear', { least: 2, compute: predict }],
]);

function predict(window: Window): number {
  const { slope, intercept } = fitLine(window, window.time);
  return slope * window.scalars[0]! + intercept;
}

/** The line through the samples; `intercept` is its value at a time in ms. */
function fitLine(window: Window, time: number): { slope: number; intercept: number } {
  const { timestamps, values, from, to, semantics } = window;
  const first = values[from]!;
  if (isConstant(window)) {
    return isInfinite(first) ? { slope: Number.NaN, intercept: Number.NaN } : { slope: 0, intercept: first };
  }
  const forgets = semantics.infiniteSumForgets;
  const xs = new CompensatedSum(forgets);
  const ys = new CompensatedSum(forgets);
  const products = new CompensatedSum(forgets);
  const squares = new CompensatedSum(forgets);
  for (let at = from; at < to; at++) {
    const x = (timestamps[at]! - time) / 1e3;
    const y = values[at]!;
    xs.add(x);
    ys.add(y);
    products.add(x * y);
    squares.add(x * x);
  }
  const count = to - from;
  const sumX = xs.total;
  const sumY = ys.total;
  const covariance = products.total - (sumX * sumY) / count;
  const variance = squares.total - (sumX * sumX) / count;
  const slope = covariance / variance;
  return { slope, intercept: sumY / count - (slope * sumX) / count };
}

function isConstant({ values, from, to }: Window): boolean {
  for (let at = from + 1; at < to; at++) if (values[at] !== values[from]) return false;
  return true;
}
