import { bitsOf, frexp, fromBits, fusedMultiplyAdd } from './float-bits';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const LOG2_E = Math.LOG2E;
const EXP_OVERFLOW = 7.09782712893384e2;
/** 1/2!, 1/3!, ... 1/8!, the last first. */
const TAYLOR = [
  0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1,
] as const;

/** e to the power of `x`, after Go's assembly for amd64 with fused multiply-add. */
export function exp(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x > EXP_OVERFLOW) return Number.POSITIVE_INFINITY;
  const power = roundHalfEven(x * LOG2_E);
  if (power < -1076) return 0;
  let reduced = fusedMultiplyAdd(-power, 0.693147180559663, x);
  reduced = fusedMultiplyAdd(-power, 2.8235290563031577e-13, reduced) * 0.0625;
  let series = 0.0000248015873015873;
  for (const coefficient of TAYLOR) series = fusedMultiplyAdd(reduced, series, coefficient);
  let result = reduced * series;
  for (let squaring = 0; squaring < 3; squaring++) result *= result + 2;
  return scale(fusedMultiplyAdd(result + 2, result, 1), power);
}

function scale(value: number, power: number): number {
  const biased = power + 1023;
  if (biased >= 2047) return Number.POSITIVE_INFINITY;
  if (biased > 0) return value * fromBits(BigInt(biased) << 52n);
  if (biased < -52) return 0;
  return value * fromBits(BigInt(biased + 1022) << 52n) * 2 ** -1022;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The natural logarithm. */
export function log(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  // As in Go's assembly, a subnormal number is not normalized first.
  const bits = bitsOf(x);
  let fraction = fromBits((bits & 0x000fffffffffffffn) | 0x3fe0000000000000n);
  let exponent = Number(bits >> 52n) - 1022;
  if (fraction < Math.SQRT1_2) {
    fraction *= 2;
    exponent--;
  }
  const f = fraction - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const odd =
    s2 * (0.6666666666666735 + s4 * (0.2857142874366239 + s4 * (0.1818357216161805 + s4 * 0.14798198605116586)));
  const even = s4 * (0.3999999999940942 + s4 * (0.22222198432149784 + s4 * 0.15313837699209373));
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + (odd + even)) + exponent * LN2_LOW) - f);
}

/** The logarithm to base 10. */
export function log10(x: number): number {
  return log(x) * Math.LOG10E;
}

/** The logarithm to base 2, exact for powers of two. */
export function log2(x: number): number {
  const { fraction, exponent } = frexp(x);
  return fraction === 0.5 ? exponent - 1 : log(fraction) * Math.LOG2E + exponent;
}

/** `log(1 + x)`, precise for small `x`. */
export function log1p(x: number): number {
  if (x < -1 || Number.isNaN(x)) return Number.NaN;
  if (x === -1) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  const size = Math.abs(x);
  if (size < 2 ** -54) return x;
  if (size < 2 ** -29) return x - x * x * 0.5;
  if (size < 0.41421356237309503 && x > -0.2928932188134525) return seriesOfLog1p(x, 0, 0, false);
  return log1pReduced(x, size);
}

function log1pReduced(x: number, size: number): number {
  let correction = 0;
  let sum = x;
  if (size < 2 ** 53) sum = 1 + x;
  let bits = bitsOf(sum);
  let exponent = Number(bits >> 52n) - 1023;
  if (size < 2 ** 53) correction = (exponent > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
  bits &= 0x000fffffffffffffn;
  let isPower: boolean;
  if (bits < 0x0006a09e667f3bcdn) {
    sum = fromBits(bits | 0x3ff0000000000000n);
    isPower = bits === 0n;
  } else {
    exponent++;
    sum = fromBits(bits | 0x3fe0000000000000n);
    isPower = (0x0010000000000000n - bits) >> 2n === 0n;
  }
  return seriesOfLog1p(sum - 1, exponent, correction, isPower);
}

function seriesOfLog1p(f: number, exponent: number, correction: number, isPower: boolean): number {
  const half = 0.5 * f * f;
  if (isPower) {
    if (f === 0) return exponent === 0 ? 0 : exponent * LN2_HIGH + (correction + exponent * LN2_LOW);
    const rest = half * (1 - 0.6666666666666666 * f);
    return exponent === 0 ? f - rest : exponent * LN2_HIGH - (rest - (exponent * LN2_LOW + correction) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const series =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))));
  if (exponent === 0) return f - (half - s * (half + series));
  return exponent * LN2_HIGH - (half - (s * (half + series) + (exponent * LN2_LOW + correction)) - f);
}
