import { type Octant, octantOf } from './reduce-angle';

/** Sine. */
export function sin(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  const { octant, rest } = octantOf(Math.abs(x));
  const folded = octant > 3 ? octant - 4 : octant;
  const value = folded === 1 || folded === 2 ? cosineSeries(rest) : sineSeries(rest);
  return octant > 3 !== x < 0 ? -value : value;
}

/** Cosine. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  const { octant, rest } = octantOf(Math.abs(x));
  const folded = octant > 3 ? octant - 4 : octant;
  const value = folded === 1 || folded === 2 ? sineSeries(rest) : cosineSeries(rest);
  return octant > 3 !== folded > 1 ? -value : value;
}

/** Tangent. */
export function tan(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  const value = tangentOf(octantOf(Math.abs(x)));
  return x < 0 ? -value : value;
}

function sineSeries(z: number): number {
  const zz = z * z;
  const series =
    ((((1.5896230157654656e-10 * zz + -2.5050747762857807e-8) * zz + 0.0000027557313621385722) * zz +
      -0.0001984126982958954) *
      zz +
      0.008333333333322118) *
      zz +
    -0.1666666666666663;
  return z + z * zz * series;
}

function cosineSeries(z: number): number {
  const zz = z * z;
  const series =
    ((((-1.1358536521387682e-11 * zz + 2.087570084197473e-9) * zz + -2.755731417929674e-7) * zz +
      0.000024801587288851704) *
      zz +
      -0.0013888888888873056) *
      zz +
    0.041666666666666595;
  return 1 - 0.5 * zz + zz * zz * series;
}

function tangentOf({ octant, rest: z }: Octant): number {
  const zz = z * z;
  let value = z;
  if (zz > 1e-14) {
    const upper = zz * ((-13093.693918138379 * zz + 1153516.6483858742) * zz + -17956525.197648488);
    const lower =
      (((zz + 13681.296347069296) * zz + -1320892.3444021097) * zz + 25008380.18233579) * zz + -53869575.592945464;
    value = z + z * (upper / lower);
  }
  return (octant & 2) === 2 ? -1 / value : value;
}
