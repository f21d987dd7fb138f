import { exp, log, log1p } from './exponential';

/** Hyperbolic sine. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  return x < 0 ? -sinhOfPositive(size) : sinhOfPositive(x);
}

function sinhOfPositive(x: number): number {
  if (x > 21) return exp(x) * 0.5;
  if (x > 0.5) {
    const power = exp(x);
    return (power - 1 / power) * 0.5;
  }
  const square = x * x;
  const upper =
    (((-26.30563213397497 * square + -2894.211355989564) * square + -89912.72022039509) * square + -630767.3640497717) *
    x;
  const lower = ((square + -173.6789535582337) * square + 15215.17378790019) * square + -630767.3640497717;
  return upper / lower;
}

/** Hyperbolic cosine. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size > 21) return exp(size) * 0.5;
  const power = exp(size);
  return (power + 1 / power) * 0.5;
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > 0.5 * 88.02969193111305) return x < 0 ? -1 : 1;
  if (size >= 0.625) {
    const result = 1 - 2 / (exp(2 * size) + 1);
    return x < 0 ? -result : result;
  }
  if (x === 0) return x;
  const s = x * x;
  const upper = (-0.9643991794250523 * s + -99.28772310019185) * s + -1614.6876844170845;
  const lower = ((s + 112.81167849163293) * s + 2235.4883906010045) * s + 4844.063053251255;
  return x + (x * s * upper) / lower;
}

const LARGE = 2 ** 28;
const NEAR_ZERO = 2 ** -28;

/** Inverse hyperbolic sine. */
export function asinh(x: number): number {
  if (!Number.isFinite(x)) return x;
  return x < 0 ? -asinhOfPositive(-x) : asinhOfPositive(x);
}

function asinhOfPositive(x: number): number {
  if (x > LARGE) return log(x) + Math.LN2;
  if (x > 2) return log(2 * x + 1 / (Math.sqrt(x * x + 1) + x));
  return x < NEAR_ZERO ? x : log1p(x + (x * x) / (1 + Math.sqrt(1 + x * x)));
}

/** Inverse hyperbolic cosine. */
export function acosh(x: number): number {
  if (x < 1 || Number.isNaN(x)) return Number.NaN;
  if (x === 1) return 0;
  if (x >= LARGE) return log(x) + Math.LN2;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

/** Inverse hyperbolic tangent. */
export function atanh(x: number): number {
  if (x < -1 || x > 1 || Number.isNaN(x)) return Number.NaN;
  if (x === 1 || x === -1) return x * Number.POSITIVE_INFINITY;
  return x < 0 ? -atanhOfPositive(-x) : atanhOfPositive(x);
}

function atanhOfPositive(x: number): number {
  if (x < NEAR_ZERO) return x;
  if (x >= 0.5) return 0.5 * log1p((x + x) / (1 - x));
  const twice = x + x;
  return 0.5 * log1p(twice + (twice * x) / (1 - x));
}
