import { exp, log, log2, log10 } from '../../go-math/exponential';
import { acosh, asinh, atanh, cosh, sinh, tanh } from '../../go-math/hyperbolic';
import { acos, asin, atan } from '../../go-math/inverse';
import { cos, sin, tan } from '../../go-math/trigonometry';

/** Functions of one number, applied to each element of a vector. */
export const ELEMENT_FUNCTIONS: ReadonlyMap<string, (value: number) => number> = new Map<
  string,
  (value: number) => number
>([
  ['abs', Math.abs],
  ['acos', acos],
  ['acosh', acosh],
  ['asin', asin],
  ['asinh', asinh],
  ['atan', atan],
  ['atanh', atanh],
  ['ceil', Math.ceil],
  ['cos', cos],
  ['cosh', cosh],
  ['deg', (value) => (value * 180) / Math.PI],
  ['exp', exp],
  ['floor', Math.floor],
  ['ln', log],
  ['log10', log10],
  ['log2', log2],
  ['rad', (value) => (value * Math.PI) / 180],
  ['sgn', (value) => (value < 0 ? -1 : value > 0 ? 1 : value)],
  ['sin', sin],
  ['sinh', sinh],
  ['sqrt', Math.sqrt],
  ['tan', tan],
  ['tanh', tanh],
]);

/** `clamp`, with Go's rules: an infinite bound wins over NaN. */
export function clamp(value: number, lower: number, upper: number): number {
  return greater(lower, lesser(upper, value));
}

/** Go's `math.Max`. */
export function greater(a: number, b: number): number {
  return a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.max(a, b);
}

/** Go's `math.Min`. */
export function lesser(a: number, b: number): number {
  return a === Number.NEGATIVE_INFINITY || b === Number.NEGATIVE_INFINITY ? Number.NEGATIVE_INFINITY : Math.min(a, b);
}

/** `round`: to the nearest multiple, ties up. */
export function roundTo(value: number, multiple: number): number {
  const inverse = 1 / multiple;
  return Math.floor(value * inverse + 0.5) / inverse;
}
