import { sortAsGo } from '../go-math/sort';
import type { Semantics } from '../semantics';

/** The quantile of numbers, between two of them by linear interpolation. NaN sorts lowest. `values` is sorted in place. */
export function quantileOf(quantile: number, values: Float64Array, semantics: Semantics): number {
  if (values.length === 0 || Number.isNaN(quantile)) return Number.NaN;
  if (quantile < 0) return Number.NEGATIVE_INFINITY;
  if (quantile > 1) return Number.POSITIVE_INFINITY;
  sortNaNFirst(values, semantics);
  const rank = quantile * (values.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return values[lower]! * (1 - weight) + values[upper]! * weight;
}

function sortNaNFirst(values: Float64Array, { sortStirring }: Semantics): void {
  if (values.some((value) => Object.is(value, -0))) {
    // Where Go's sort leaves 0 and -0 shows in the sign of the result.
    sortAsGo(values, (a, b) => Number.isNaN(a) || a < b, sortStirring);
    return;
  }
  values.sort();
  // A typed array sorts NaN last.
  let numbers = values.length;
  while (numbers > 0 && Number.isNaN(values[numbers - 1]!)) numbers--;
  if (numbers === values.length) return;
  values.copyWithin(values.length - numbers, 0, numbers);
  values.fill(Number.NaN, 0, values.length - numbers);
}
