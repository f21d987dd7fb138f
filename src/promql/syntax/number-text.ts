/**
 * The value of a number as Go reads it: whole numbers may be hexadecimal (`0x1F`) or octal (`017`), everything else is decimal.
 * Undefined where Go refuses it, which includes a value too large for a double.
 */
export function parseNumber(text: string): number | undefined {
  const word = text.toLowerCase();
  if (word === 'inf') return Number.POSITIVE_INFINITY;
  if (word === 'nan') return Number.NaN;
  if (!underscoresSeparateDigits(word)) return undefined;
  const plain = word.replaceAll('_', '');
  const whole = parseWhole(plain);
  if (whole !== undefined) return whole;
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** The shortest text that reads back as the same number. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

const LARGEST_INT64 = 2n ** 63n - 1n;

function parseWhole(text: string): number | undefined {
  const octal = /^0([0-7]+)$/.exec(text);
  // Prometheus' lexer ends a number before the `o` that Go itself would take.
  if (!octal && !/^(0x[0-9a-f]+|0|[1-9]\d*)$/.test(text)) return undefined;
  const literal = octal ? `0o${octal[1]}` : text;
  // Longer numbers exceed 64 bits, and reading them as BigInt takes more than linear time.
  if (literal.length > 70) return undefined;
  const value = BigInt(literal);
  return value <= LARGEST_INT64 ? Number(value) : undefined;
}

/** Whether every underscore stands between two digits, or after the prefix of a hexadecimal number. */
export function underscoresSeparateDigits(text: string): boolean {
  if (!text.includes('_')) return true;
  const digits = text.startsWith('0x') ? text.slice(1) : text;
  const digit = text.startsWith('0x') ? /[0-9a-fx]_[0-9a-f]/ : /[0-9]_[0-9]/;
  for (let at = digits.indexOf('_'); at !== -1; at = digits.indexOf('_', at + 1)) {
    if (!digit.test(digits.slice(Math.max(0, at - 1), at + 2))) return false;
  }
  return true;
}
