const MORE_BITS = 6.123233995736766e-17;
const TAN_3_PI_8 = 2.414213562373095;
const HALF_PI = Math.PI / 2;

/** Arc sine. */
export function asin(x: number): number {
  if (x === 0) return x;
  const size = Math.abs(x);
  if (size > 1) return Number.NaN;
  const other = Math.sqrt(1 - size * size);
  const angle = size > 0.7 ? HALF_PI - arctangent(other / size) : arctangent(size / other);
  return x < 0 ? -angle : angle;
}

/** Arc cosine. */
export function acos(x: number): number {
  return HALF_PI - asin(x);
}

/** Arc tangent. */
export function atan(x: number): number {
  if (x === 0) return x;
  return x > 0 ? arctangent(x) : -arctangent(-x);
}

/** The angle of the point (x, y). */
export function atan2(y: number, x: number): number {
  if (y === 0 || x === 0 || !Number.isFinite(y) || !Number.isFinite(x)) return Math.atan2(y, x);
  const angle = atan(y / x);
  if (x >= 0) return angle;
  return angle <= 0 ? angle + Math.PI : angle - Math.PI;
}

function arctangent(x: number): number {
  if (x <= 0.66) return series(x);
  if (x > TAN_3_PI_8) return HALF_PI - series(1 / x) + MORE_BITS;
  return Math.PI / 4 + series((x - 1) / (x + 1)) + 0.5 * MORE_BITS;
}

function series(x: number): number {
  const z = x * x;
  const upper =
    (((-0.8750608600031904 * z + -16.157537187333652) * z + -75.00855792314705) * z + -122.88666844901361) * z +
    -64.85021904942025;
  const lower =
    ((((z + 24.858464901423062) * z + 165.02700983169885) * z + 432.88106049129027) * z + 485.3903996359137) * z +
    194.5506571482614;
  return x * ((z * upper) / lower) + x;
}
