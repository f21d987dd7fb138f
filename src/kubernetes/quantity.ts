import { parseQuantityText, type QuantityFormat } from './quantity-text';

const NO_SUFFIX = '';
const DECIMAL_SUFFIXES = new Map<number, string>([
  [-9, 'n'],
  [-6, 'u'],
  [-3, 'm'],
  [0, NO_SUFFIX],
  [3, 'k'],
  [6, 'M'],
  [9, 'G'],
  [12, 'T'],
  [15, 'P'],
  [18, 'E'],
]);
const BINARY_SUFFIXES = [NO_SUFFIX, 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;

/** An exact Kubernetes quantity: `unscaled` times ten to the power of `scale`, and the family of suffixes to print it with. */
export class Quantity {
  public constructor(
    private readonly unscaled: bigint,
    private readonly scale: number,
    private readonly format: QuantityFormat = 'decimalSI',
    /** The text that the API server gives back as it was written. */
    private readonly written?: string,
  ) {}

  /** A quantity of so many thousandths, as metrics APIs answer with. */
  public static ofMilli(milli: bigint): Quantity {
    return new Quantity(milli, -3);
  }

  /** As the API server prints it: no fraction, the largest suffix that loses nothing. */
  public canonical(): string {
    if (this.written !== undefined) return this.written;
    if (this.unscaled === 0n) return '0';
    const whole = this.format === 'binarySI' ? this.wholeNumber() : undefined;
    // Small and fractional amounts lose their binary suffix rather than precision.
    if (whole !== undefined && magnitude(whole) >= 1024n) return printBinary(whole);
    return printDecimal(this.unscaled, this.scale, this.format);
  }

  /** In thousandths, rounded away from zero. Exact, where Kubernetes cuts to 64 bits. */
  public milli(): bigint {
    return rescaleAwayFromZero(this.unscaled, this.scale, -3);
  }

  /** Negative: less than `other`; 0: equal; positive: greater. */
  public compare(other: Quantity): number {
    const scale = Math.min(this.scale, other.scale);
    const difference =
      this.unscaled * 10n ** BigInt(this.scale - scale) - other.unscaled * 10n ** BigInt(other.scale - scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** The nearest double. */
  public toNumber(): number {
    return Number(`${this.unscaled}e${this.scale}`);
  }

  private wholeNumber(): bigint | undefined {
    if (this.scale >= 0) return this.unscaled * 10n ** BigInt(this.scale);
    const divisor = 10n ** BigInt(-this.scale);
    return this.unscaled % divisor === 0n ? this.unscaled / divisor : undefined;
  }
}

/**
 * Parses a quantity as the API server does, exactly: nothing finer than a billionth, binary amounts capped at 2^63-1.
 * Undefined for what is no quantity, and for texts and exponents beyond any use (1,000 characters, 10^±1000).
 */
export function parseQuantity(text: string | number): Quantity | undefined {
  const parsed = parseQuantityText(String(text));
  return parsed && new Quantity(parsed.unscaled, parsed.scale, parsed.format, parsed.written);
}

function printBinary(whole: bigint): string {
  let mantissa = whole;
  let power = 0;
  while (mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    power++;
  }
  return `${mantissa}${BINARY_SUFFIXES[power] ?? NO_SUFFIX}`;
}

function printDecimal(unscaled: bigint, scale: number, format: QuantityFormat): string {
  let mantissa = unscaled;
  let exponent = scale;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    mantissa *= 10n;
    exponent--;
  }
  if (format === 'decimalExponent') return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  // Beyond exa there is no suffix, and the API server prints none: 1000E comes back as 1.
  return `${mantissa}${DECIMAL_SUFFIXES.get(exponent) ?? NO_SUFFIX}`;
}

function rescaleAwayFromZero(unscaled: bigint, scale: number, target: number): bigint {
  if (scale >= target) return unscaled * 10n ** BigInt(scale - target);
  const divisor = 10n ** BigInt(target - scale);
  const rounded = (magnitude(unscaled) + divisor - 1n) / divisor;
  return unscaled < 0n ? -rounded : rounded;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
