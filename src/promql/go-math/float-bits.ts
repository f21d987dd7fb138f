/**
 * What the functions of this folder need to take doubles apart. The folder follows Go's `math` package
 * (https://github.com/golang/go/tree/go1.26/src/math, copyright The Go Authors, see LICENSE), so that results agree with
 * Prometheus to the last digit on a processor with fused multiply-add, as servers have.
 */

const DOUBLE = new Float64Array(1);
const BITS = new BigUint64Array(DOUBLE.buffer);

/** The bits of a double. */
export function bitsOf(value: number): bigint {
  DOUBLE[0] = value;
  return BITS[0]!;
}

/** The double with these bits. */
export function fromBits(bits: bigint): number {
  BITS[0] = bits;
  return DOUBLE[0]!;
}

/** Splits a finite number into a fraction from 0.5 to 1 and a power of two. */
export function frexp(value: number): { fraction: number; exponent: number } {
  if (value === 0 || !Number.isFinite(value)) return { fraction: value, exponent: 0 };
  const { normal, shift } = normalize(value);
  const bits = bitsOf(normal);
  const exponent = Number((bits >> 52n) & 0x7ffn) - 1022 + shift;
  return { fraction: fromBits((bits & ~(0x7ffn << 52n)) | (1022n << 52n)), exponent };
}

/** `fraction * 2 ** exponent`, rounded once where the result is subnormal. */
export function ldexp(fraction: number, exponent: number): number {
  if (fraction === 0 || !Number.isFinite(fraction)) return fraction;
  const { normal, shift } = normalize(fraction);
  const bits = bitsOf(normal);
  let power = exponent + shift + Number((bits >> 52n) & 0x7ffn) - 1023;
  if (power < -1075) return fraction < 0 ? -0 : 0;
  if (power > 1023) return fraction < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  let scale = 1;
  if (power < -1022) {
    power += 53;
    scale = 2 ** -53;
  }
  return scale * fromBits((bits & ~(0x7ffn << 52n)) | (BigInt(power + 1023) << 52n));
}

/** `a * b + c` rounded once. Exact for numbers well inside the range of doubles. */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const productError = errorOfProduct(a, b, product);
  const sum = product + c;
  const sumError = errorOfSum(product, c, sum);
  return sum + roundToOdd(sumError, productError);
}

function normalize(value: number): { normal: number; shift: number } {
  return Math.abs(value) < 2 ** -1022 ? { normal: value * 2 ** 52, shift: -52 } : { normal: value, shift: 0 };
}

// Dekker's product: each factor in two halves whose products are exact.
function errorOfProduct(a: number, b: number, product: number): number {
  const [highA, lowA] = halves(a);
  const [highB, lowB] = halves(b);
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function halves(value: number): [high: number, low: number] {
  const scaled = 134_217_729 * value;
  const high = scaled - (scaled - value);
  return [high, value - high];
}

function errorOfSum(a: number, b: number, sum: number): number {
  const virtual = sum - a;
  return a - (sum - virtual) + (b - virtual);
}

// Rounding to odd keeps the second rounding from going wrong (Boldo and Melquiond, 2008).
function roundToOdd(a: number, b: number): number {
  const sum = a + b;
  const error = errorOfSum(a, b, sum);
  if (error === 0) return sum;
  const bits = bitsOf(sum);
  if ((bits & 1n) === 1n) return sum;
  return fromBits(error > 0 === sum > 0 ? bits + 1n : bits - 1n);
}
