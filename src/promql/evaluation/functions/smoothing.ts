import { evaluationError } from '../../promql-error';
import type { TextSpan } from '../../syntax/text-span';
import type { RangeFunction, Window } from './range-function';

/** Double exponential smoothing, `holt_winters` before 3.0. */
export const SMOOTHING: RangeFunction = { least: 2, check: checkFactors, compute: smooth };

/** Both factors lie strictly between 0 and 1; NaN passes, as it does in Prometheus. */
function checkFactors(factors: readonly number[], span: TextSpan): void {
  const smoothing = factors[0]!;
  const trend = factors[1]!;
  if (smoothing <= 0 || smoothing >= 1) {
    throw evaluationError(
      'bad-smoothing-factor',
      `the smoothing factor is ${smoothing}; it lies between 0 and 1`,
      span,
    );
  }
  if (trend <= 0 || trend >= 1) {
    throw evaluationError('bad-trend-factor', `the trend factor is ${trend}; it lies between 0 and 1`, span);
  }
}

function smooth({ values, from, to, scalars }: Window): number {
  const smoothing = scalars[0]!;
  const trendFactor = scalars[1]!;
  let before = 0;
  let current = values[from]!;
  let trend = values[from + 1]! - values[from]!;
  for (let at = from + 1; at < to; at++) {
    const scaled = smoothing * values[at]!;
    if (at > from + 1) trend = trendFactor * (current - before) + (1 - trendFactor) * trend;
    const carried = (1 - smoothing) * (current + trend);
    before = current;
    current = scaled + carried;
  }
  return current;
}
