import { ColumnError, ColumnTokens, LARGEST_INTEGER } from './column-tokens';
import { zeroRun } from './timestamp-column';

/**
 * Reads a column `v`. Its first token is the mode: `d0` to `d9` are integers over 10^k as differences, `f` are decimals;
 * `xK` repeats the value before it K times. Checks all of it; fills `into` where it is given.
 *
 * @throws ColumnError for bad text or a count other than `count`.
 */
export function readValues(text: string, count: number, into?: Float64Array): void {
  const mode = text.slice(0, 2);
  if (/^d[0-9]$/.test(mode)) readScaled(text, 10 ** Number(mode[1]), count, into);
  else if (mode === 'f' || mode === 'f ') readDecimals(text, count, into);
  else throw new ColumnError(`starts with ${JSON.stringify(text.slice(0, 8))}; the modes are d0 to d9 and f`);
}

function readScaled(text: string, scale: number, count: number, into: Float64Array | undefined): void {
  const tokens = new ColumnTokens(text, 2);
  let filled = 0;
  let scaled = 0;
  while (tokens.next()) {
    const length = tokens.run ? tokens.value : 1;
    if (tokens.run && filled === 0) throw new ColumnError('has a run before its first value');
    if (length > count - filled) throw tooMany(count);
    if (!tokens.run) scaled += tokens.value;
    if (!(Math.abs(scaled) <= LARGEST_INTEGER)) throw new ColumnError(`goes beyond 2^53 at sample ${filled}`);
    if (into) put(into, scaled / scale, filled, length);
    filled += length;
  }
  if (filled !== count) throw tooFew(filled, count);
}

/** `fill` is slow for the one value that most tokens stand for. */
function put(into: Float64Array, value: number, at: number, length: number): void {
  if (length === 1) into[at] = value;
  else into.fill(value, at, at + length);
}

/** The longest decimal that JavaScript writes has 24 characters. */
const LONGEST_DECIMAL = 32;
const DECIMAL = /^-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?$/;

function readDecimals(text: string, count: number, into: Float64Array | undefined): void {
  let filled = 0;
  let value = 0;
  for (let at = 2; at <= text.length; ) {
    const space = text.indexOf(' ', at);
    const end = space === -1 ? text.length : space;
    const run = text[at] === 'x';
    if (run && filled === 0) throw new ColumnError('has a run before its first value');
    if (end - at > LONGEST_DECIMAL) throw new ColumnError(`has a number of ${end - at} characters at sample ${filled}`);
    const token = text.slice(at, end);
    const length = run ? runLength(token) : 1;
    if (length > count - filled) throw tooMany(count);
    if (!run) value = readDecimal(token);
    if (into) put(into, value, filled, length);
    filled += length;
    at = end + 1;
  }
  if (filled !== count) throw tooFew(filled, count);
}

function runLength(token: string): number {
  const length = /^x[0-9]{1,15}$/.test(token) ? Number(token.slice(1)) : 0;
  if (length === 0) throw new ColumnError(`has ${JSON.stringify(token)} where a run should stand`);
  return length;
}

function readDecimal(token: string): number {
  if (token === 'NaN') return Number.NaN;
  if (token === '+Inf') return Number.POSITIVE_INFINITY;
  if (token === '-Inf') return Number.NEGATIVE_INFINITY;
  const value = DECIMAL.test(token) ? Number(token) : Number.NaN;
  if (!Number.isFinite(value)) throw new ColumnError(`has ${JSON.stringify(token)} where a number should stand`);
  return value;
}

/** Writes a column `v`; at a stale index it repeats the value before. */
export function writeValues(values: Float64Array, stale: Uint32Array | undefined): string {
  const plain = stale ? withoutStale(values, stale) : values;
  const digits = decimalDigits(plain);
  return digits === undefined ? writeDecimals(plain) : writeScaled(plain, digits);
}

function withoutStale(values: Float64Array, stale: Uint32Array): Float64Array {
  const plain = values.slice();
  for (const index of stale) plain[index] = index === 0 ? 0 : plain[index - 1]!;
  return plain;
}

/** The fewest decimal digits with which all values are integers over a power of ten, exactly; undefined where none will do. */
function decimalDigits(values: Float64Array): number | undefined {
  let digits = 0;
  for (const value of values) {
    while (digits <= 9 && scaledBy(value, digits) === undefined) digits++;
    if (digits > 9) return undefined;
  }
  let previous = 0;
  for (const value of values) {
    const scaled = scaledBy(value, digits);
    if (scaled === undefined || Math.abs(scaled - previous) > LARGEST_INTEGER) return undefined;
    previous = scaled;
  }
  return digits;
}

function scaledBy(value: number, digits: number): number | undefined {
  const scale = 10 ** digits;
  const scaled = Math.round(value * scale);
  const exact = Object.is(scaled / scale, value) && Math.abs(scaled) <= LARGEST_INTEGER;
  return exact && !Object.is(value, -0) ? scaled : undefined;
}

function writeScaled(values: Float64Array, digits: number): string {
  const scale = 10 ** digits;
  let text = `d${digits}`;
  let previous = 0;
  let repeats = 0;
  for (let index = 0; index < values.length; index++) {
    const scaled = Math.round(values[index]! * scale);
    if (index > 0 && scaled === previous) repeats++;
    else {
      text += `${zeroRun(repeats)} ${scaled - previous}`;
      repeats = 0;
    }
    previous = scaled;
  }
  return text + zeroRun(repeats);
}

function writeDecimals(values: Float64Array): string {
  let text = 'f';
  let repeats = 0;
  for (let index = 0; index < values.length; index++) {
    if (index > 0 && Object.is(values[index], values[index - 1])) repeats++;
    else {
      text += `${repeats === 0 ? '' : ` x${repeats}`} ${decimal(values[index]!)}`;
      repeats = 0;
    }
  }
  return repeats === 0 ? text : `${text} x${repeats}`;
}

function decimal(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

function tooMany(count: number): ColumnError {
  return new ColumnError(`holds more than the ${count} values that n says`);
}

function tooFew(filled: number, count: number): ColumnError {
  return new ColumnError(`holds ${filled} values, but n is ${count}`);
}
