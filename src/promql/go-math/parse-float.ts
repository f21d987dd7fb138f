import { underscoresSeparateDigits } from '../syntax/number-text';

/**
 * A number as Go's `strconv.ParseFloat` reads it: decimal or hexadecimal, underscores between digits. Undefined where that reports an
 * error, which includes what a double cannot hold.
 */
export function parseFloatAsGo(text: string): number | undefined {
  const lower = text.toLowerCase();
  const [, sign, body] = /^([+-]?)(.*)$/s.exec(lower)!;
  // "NaN" takes no sign.
  if (lower === 'nan') return Number.NaN;
  const size = body === 'inf' || body === 'infinity' ? Number.POSITIVE_INFINITY : finiteSize(body!);
  return size === undefined ? undefined : sign === '-' ? -size : size;
}

function finiteSize(text: string): number | undefined {
  if (!underscoresSeparateDigits(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const size = plain.startsWith('0x') ? hexadecimal(plain) : decimal(plain);
  return size !== undefined && Number.isFinite(size) ? size : undefined;
}

function decimal(text: string): number | undefined {
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** The exponent is a power of two, and has to be there. */
function hexadecimal(text: string): number | undefined {
  const match = /^0x([0-9a-f]*)(?:\.([0-9a-f]*))?p([+-]?\d+)$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`;
  // No bound of a bucket is longer, and reading a long one as BigInt takes more than linear time.
  if (digits === '' || digits.length > 300) return undefined;
  return scaled(BigInt(`0x${digits}`), Math.max(-10_000, Math.min(10_000, Number(exponent))) - 4 * fraction.length);
}

/** `mantissa * 2^exponent`, rounded once, to even. */
function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  // A double keeps 53 bits, and fewer below 2^-1022.
  const lowest = Math.max(bits + exponent - 53, -1074);
  const shift = lowest - exponent;
  if (shift <= 0) return Number(mantissa) * 2 ** Math.min(exponent, 2000);
  if (shift > bits + 1) return 0;
  const places = BigInt(shift);
  const kept = mantissa >> places;
  const rest = mantissa - (kept << places);
  const half = 1n << (places - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return product(Number(up ? kept + 1n : kept), lowest);
}

/** Exact, or infinite: the factor has at most 54 bits. Two steps, because 2^-1074 and 2^1023 bound what one factor can be. */
function product(factor: number, exponent: number): number {
  if (exponent > 1023) return Number.POSITIVE_INFINITY;
  return factor * 2 ** exponent;
}
