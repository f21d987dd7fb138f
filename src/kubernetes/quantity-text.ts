/** The families of suffixes: `12M`, `12Mi`, `12e6`. A quantity keeps its own when it is printed. */
export type QuantityFormat = 'decimalSI' | 'binarySI' | 'decimalExponent';

/** A quantity read from text: `unscaled` times ten to the power of `scale`. */
export interface ParsedQuantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  /** The text itself, where the API server keeps it instead of printing the quantity anew. */
  readonly written?: string;
}

const LONGEST_TEXT = 1_000;
const LARGEST_EXPONENT = 1_000;
const NANO = -9;
/** The cap on binary amounts: the largest 64-bit integer. */
const LARGEST_BINARY = 2n ** 63n - 1n;
/** The decimal digits that a 64-bit integer always holds. */
const INT64_DIGITS = 18;

const DECIMAL_EXPONENTS = new Map<string, number>([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY_EXPONENTS = new Map<string, number>([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);

const SHAPE = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;
const EXPONENT = /^[eE]([+-]?\d+)$/;

interface Parts {
  readonly text: string;
  readonly negative: boolean;
  /** Digits before the point without leading zeros, at least one. */
  readonly whole: string;
  readonly fraction: string;
  readonly hasDigits: boolean;
}

/** Reads a quantity as k8s.io/apimachinery does from JSON. */
export function parseQuantityText(input: string): ParsedQuantity | undefined {
  if (input === '' || input.length > LONGEST_TEXT) return undefined;
  // Upstream trims the JSON text, in which tabs and line ends are escaped and so stay.
  const text = /[\t-\r]/.test(input) ? input : input.trim();
  if (text === '') return undefined;
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  const parts: Parts = {
    text,
    negative: sign === '-',
    whole: whole || '0',
    fraction,
    hasDigits: /\d/.test(text.slice(0, text.length - suffix.length)),
  };
  const binary = BINARY_EXPONENTS.get(suffix);
  if (binary !== undefined) return parseBinary(parts, binary);
  const decimal = DECIMAL_EXPONENTS.get(suffix);
  if (decimal !== undefined) return parseDecimal(parts, decimal, 'decimalSI');
  const exponent = EXPONENT.exec(suffix)?.[1];
  if (exponent === undefined || Math.abs(Number(exponent)) > LARGEST_EXPONENT) return undefined;
  return parseDecimal(parts, Number(exponent), 'decimalExponent');
}

function parseDecimal(parts: Parts, exponent: number, format: QuantityFormat): ParsedQuantity | undefined {
  const digits = parts.whole + parts.fraction;
  const scale = exponent - parts.fraction.length;
  const unscaled = signed(parts, BigInt(digits));
  if (digits.length <= INT64_DIGITS && scale >= NANO) {
    // Upstream's test for a canonical text. It lets through more, such as `+5`, `007` and `1.500`, and gives those back as written.
    const kept = scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
    return { unscaled, scale, format, ...(kept && { written: parts.text }) };
  }
  return parts.hasDigits ? atMostNano(unscaled, scale, format) : undefined;
}

function parseBinary(parts: Parts, exponent: number): ParsedQuantity | undefined {
  const digits = BigInt(parts.whole + parts.fraction);
  const unscaled = signed(parts, digits << BigInt(exponent));
  // Upstream's estimate of the digits that are left; the product below always fits into 64 bits.
  const room = 15 - parts.whole.length - Math.trunc((exponent * 3) / 10) - 1;
  if (parts.fraction === '' && room >= 0) {
    const kept = (digits & 7n) !== 0n;
    return { unscaled, scale: 0, format: 'binarySI', ...(kept && { written: parts.text }) };
  }
  if (!parts.hasDigits) return undefined;
  const scale = -parts.fraction.length;
  const amount = atMostNano(unscaled, scale, 'binarySI');
  const one = 10n ** BigInt(-amount.scale);
  const size = amount.unscaled < 0n ? -amount.unscaled : amount.unscaled;
  if (size > LARGEST_BINARY * one) return { unscaled: signed(parts, LARGEST_BINARY), scale: 0, format: 'binarySI' };
  return size > 0n && size < one ? { ...amount, format: 'decimalSI' } : amount;
}

/** What is finer than a billionth is rounded away from zero, so that asking for a little never gives nothing. */
function atMostNano(unscaled: bigint, scale: number, format: QuantityFormat): ParsedQuantity {
  if (scale >= NANO) return { unscaled, scale, format };
  const divisor = 10n ** BigInt(NANO - scale);
  const size = unscaled < 0n ? -unscaled : unscaled;
  const rounded = (size + divisor - 1n) / divisor;
  return { unscaled: unscaled < 0n ? -rounded : rounded, scale: NANO, format };
}

function signed(parts: Parts, size: bigint): bigint {
  return parts.negative ? -size : size;
}
