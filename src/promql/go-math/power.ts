import { exp, log } from './exponential';
import { frexp, ldexp } from './float-bits';

/** `x` to the power of `y`. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === 0) return powerOfZero(x, y);
  if (!Number.isFinite(y)) return powerToInfinity(x, y);
  if (!Number.isFinite(x)) return powerOfInfinity(x, y);
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  return powerOfFinite(x, y);
}

function powerOfZero(x: number, y: number): number {
  const keepsSign = Object.is(x, -0) && isOddInteger(y);
  if (y < 0) return keepsSign ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return keepsSign ? x : 0;
}

function powerToInfinity(x: number, y: number): number {
  if (x === -1) return 1;
  return Math.abs(x) < 1 === y > 0 ? 0 : Number.POSITIVE_INFINITY;
}

function powerOfInfinity(x: number, y: number): number {
  if (x < 0) return pow(1 / x, -y);
  return y < 0 ? 0 : Number.POSITIVE_INFINITY;
}

function powerOfFinite(x: number, y: number): number {
  const size = Math.abs(y);
  let whole = Math.trunc(size);
  let rest = size - whole;
  if (rest !== 0 && x < 0) return Number.NaN;
  if (whole >= 2 ** 63) return powerToInfinity(x, y);
  let result = 1;
  if (rest !== 0) {
    if (rest > 0.5) {
      rest--;
      whole++;
    }
    result = exp(rest * log(x));
  }
  const squared = bySquaring(x, whole, result);
  return y < 0 ? ldexp(1 / squared.fraction, -squared.exponent) : ldexp(squared.fraction, squared.exponent);
}

/** Multiplies `first` by a whole power, with the exponents apart so that nothing overflows on the way. */
function bySquaring(x: number, power: number, first: number): { fraction: number; exponent: number } {
  let { fraction: base, exponent: baseExponent } = frexp(x);
  let fraction = first;
  let exponent = 0;
  for (let left = power; left !== 0; left = Math.floor(left / 2)) {
    if (baseExponent < -4096 || baseExponent > 4096) {
      exponent += baseExponent;
      break;
    }
    if (left % 2 === 1) {
      fraction *= base;
      exponent += baseExponent;
    }
    base *= base;
    baseExponent *= 2;
    if (base < 0.5) {
      base += base;
      baseExponent--;
    }
  }
  return { fraction, exponent };
}

function isOddInteger(value: number): boolean {
  return Math.abs(value) < 2 ** 53 && Math.abs(value % 2) === 1;
}
