import fc from 'fast-check';
import { compareNaturally } from '../../src/promql/evaluation/natural-order';
import { plainDecimal } from '../../src/promql/evaluation/plain-decimal';
import { formatDuration, parseDuration } from '../../src/promql/syntax/duration-text';
import { formatNumber, parseNumber } from '../../src/promql/syntax/number-text';
import { formatString, readString } from '../../src/promql/syntax/string-text';

describe('durations', () => {
  it.each([
    ['1h30m', 5_400_000],
    ['1y2w3d4h5m6s7ms', 33_019_506_007],
    ['0s', 0],
    ['1000ms', 1000],
  ])('%s are %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', '5', '1m1h', '1s1s', '1.5h', '5 m', '-5m', '5M'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('read back what is written', () => {
    fc.assert(
      fc.property(fc.nat(1e12), (ms) => expect(parseDuration(formatDuration(ms))).toBe(ms)),
      { seed: 4 },
    );
    expect(formatDuration(-90_000)).toBe('-1m30s');
    expect(formatDuration(14 * 86_400_000)).toBe('2w');
    expect(formatDuration(15 * 86_400_000)).toBe('15d');
  });
});

describe('numbers', () => {
  it('read back what is written', () => {
    const positive = fc.double({ noNaN: true, min: 0, noDefaultInfinity: true });
    fc.assert(
      fc.property(positive, (value) => expect(parseNumber(formatNumber(value))).toBe(value)),
      { seed: 5 },
    );
  });

  it.each(['', '0x', '1e', '1__0', '_1', '1_', '0x_g', '1e999', '0b1', 'five'])('%j is none', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });

  it.each([
    [1e21, '1000000000000000000000'],
    [1.25e-10, '0.000000000125'],
    [-1.5e300, `-15${'0'.repeat(299)}`],
    [123.456, '123.456'],
    [-0, '-0'],
  ])('%d is %s without an exponent', (value, text) => {
    expect(plainDecimal(value)).toBe(text);
  });
});

it('texts read back what is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = formatString(text);
      expect(readString(written, 0)).toEqual({ value: text, end: written.length });
    }),
    { seed: 6 },
  );
  expect(formatString('a"b\\c\nd\u0001')).toBe('"a\\"b\\\\c\\nd\\u0001"');
});

it.each([
  ['cpu2', 'cpu10'],
  ['cpu', 'cpu0'],
  ['a', 'b'],
  ['1.9', '1.10'],
  ['9', 'a'],
  ['x1y2', 'x1y10'],
])('%s comes before %s in natural order', (first, second) => {
  expect(compareNaturally(first, second)).toBeLessThan(0);
  expect(compareNaturally(second, first)).toBeGreaterThan(0);
});
