import { bitsOf, fromBits } from './float-bits';

/** Which eighth of the circle an angle lies in, and how far from the nearest even one. */
export interface Octant {
  /** 0 to 7, even. */
  readonly octant: number;
  readonly rest: number;
}

/** pi/4 in three parts whose products with small integers are exact. */
const PI4_A = 0.7853981256484985;
const PI4_B = 3.774894707930798e-8;
const PI4_C = 2.6951514290790595e-15;

/** From here on the three parts are not precise enough. */
const PAYNE_HANEK_FROM = 2 ** 29;

/** Reduces an angle that is not negative. */
export function octantOf(angle: number): Octant {
  if (angle >= PAYNE_HANEK_FROM) return reducePrecisely(angle);
  let count = Math.trunc(angle * 1.2732395447351628);
  if (count % 2 === 1) count++;
  return { octant: count & 7, rest: angle - count * PI4_A - count * PI4_B - count * PI4_C };
}

const MASK_64 = (1n << 64n) - 1n;

/** 4/pi as binary digits. */
const FOUR_OVER_PI = [
  0x0000000000000001n,
  0x45f306dc9c882a53n,
  0xf84eafa3ea69bb81n,
  0xb6c52b3278872083n,
  0xfca2c757bd778ac3n,
  0x6e48dc74849ba5c0n,
  0x0c925dd413a32439n,
  0xfc3bd63962534e7dn,
  0xd1046bea5d768909n,
  0xd338e04d68befc82n,
  0x7323ac7306a673e9n,
  0x3908bf177bf25076n,
  0x3ff12fffbc0b301fn,
  0xde5e2316b414da3en,
  0xda6cfd9e4f96136en,
  0x9e8c7ecd3cbfd45an,
  0xea4f758fd7cbe2f6n,
  0x7a0e73ef14a525d4n,
  0xd7f6bf623f1aba10n,
  0xac06608df8f6d757n,
];

/** Payne and Hanek's method: multiplies by as many digits of 4/pi as matter. */
function reducePrecisely(angle: number): Octant {
  const bits = bitsOf(angle);
  const exponent = Number((bits >> 52n) & 0x7ffn) - 1023 - 52;
  const mantissa = (bits & 0x000fffffffffffffn) | 0x0010000000000000n;
  const digit = Math.floor((exponent + 61) / 64);
  const shift = BigInt((exponent + 61) % 64);
  const [z0, z1, z2] = [0, 1, 2].map((at) => digitsAt(digit + at, shift));
  const low = (((z1! * mantissa) & MASK_64) + ((z2! * mantissa) >> 64n)) as bigint;
  let high = (((z0! * mantissa) & MASK_64) + ((z1! * mantissa) >> 64n) + (low >> 64n)) & MASK_64;
  const lowWord = low & MASK_64;
  let octant = Number(high >> 61n);
  high = ((high << 3n) | (lowWord >> 61n)) & MASK_64;
  const zeros = BigInt(64 - high.toString(2).length + (high === 0n ? 1 : 0));
  const biased = 1023n - (zeros + 1n);
  high = ((high << (zeros + 1n)) | (lowWord >> (64n - (zeros + 1n)))) & MASK_64;
  let rest = fromBits((high >> 12n) | (biased << 52n));
  if (octant % 2 === 1) {
    octant = (octant + 1) & 7;
    rest--;
  }
  return { octant, rest: rest * 0.7853981633974483 };
}

function digitsAt(at: number, shift: bigint): bigint {
  return ((FOUR_OVER_PI[at]! << shift) & MASK_64) | (FOUR_OVER_PI[at + 1]! >> (64n - shift));
}
