import fc from 'fast-check';
import { readValues, writeValues } from '../../src/snapshot/value-column';

function read(text: string, count: number): number[] {
  const into = new Float64Array(count);
  readValues(text, count, into);
  return [...into];
}

function write(values: number[], stale?: number[]): string {
  return writeValues(Float64Array.from(values), stale && Uint32Array.from(stale));
}

describe('writeValues and readValues', () => {
  it.each([
    [[], 'd0'],
    [[0], 'd0 0'],
    [[5, 5, 5, 7], 'd0 5 x2 2'],
    [[5, 5, 7], 'd0 5 0 2'],
    [[1.5, 1.25, -1.25], 'd2 150 -25 -250'],
    [[0.1, 0.2, 0.3], 'd1 1 1 1'],
    [[1e-9], 'd9 1'],
    [[1e-10], 'f 1e-10'],
    [[2 ** 53, 0], 'd0 9007199254740992 -9007199254740992'],
    [[2 ** 53, -(2 ** 53)], 'f 9007199254740992 -9007199254740992'],
    [[2 ** 54], 'f 18014398509481984'],
    [[-0], 'f -0'],
    [
      [1, Number.NaN, Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      'f 1 NaN x2 +Inf -Inf',
    ],
    [[1e21, 1e21], 'f 1e+21 x1'],
    [[Math.PI, 0], 'f 3.141592653589793 0'],
  ])('%j is %s', (values, text) => {
    expect(write(values)).toBe(text);
    expect(read(text, values.length)).toEqual(values);
  });

  it.each([
    [[5, Number.NaN, 7], [1], 'd0 5 0 2'],
    [[Number.NaN, 5], [0], 'd0 0 5'],
    [[0.5, 99, 99, 0.5], [1, 2], 'd1 5 x3'],
  ])('%j with stale markers at %j is %s', (values, stale, text) => {
    expect(write(values, stale)).toBe(text);
  });

  it('gives back every column, to the last bit', () => {
    const decimal = fc.integer({ min: -100_000, max: 100_000 }).map((scaled) => scaled / 1000);
    const value = fc.oneof(fc.double(), decimal, fc.integer(), fc.constantFrom(0, -0, Number.NaN, 1, 1, 1));
    const column = fc.oneof(fc.array(value), fc.array(decimal), fc.array(fc.integer()));
    fc.assert(
      fc.property(column, (values) => {
        const back = read(write(values), values.length);
        expect(back.every((each, at) => Object.is(each, values[at]))).toBe(true);
      }),
      { numRuns: 1000, seed: 5 },
    );
  });
});

describe('readValues', () => {
  it.each([
    ['', 0, 'starts with ""; the modes are d0 to d9 and f'],
    ['d', 0, 'starts with "d"; the modes are d0 to d9 and f'],
    ['g 1', 1, 'starts with "g 1"; the modes are d0 to d9 and f'],
    ['d0 1', 2, 'holds 1 values, but n is 2'],
    ['d0 1 2', 1, 'holds more than the 1 values that n says'],
    ['d0 1 x1000000000000', 5, 'holds more than the 5 values that n says'],
    ['d0 x2', 2, 'has a run before its first value'],
    ['d0 9007199254740992 9007199254740992', 2, 'goes beyond 2^53 at sample 1'],
    ['d0 1.5', 1, 'has "." at offset 4 where a number should stand'],
    ['d01', 1, 'has "1" at offset 2 where a number should stand'],
    ['f', 1, 'holds 0 values, but n is 1'],
    ['f ', 1, 'has "" where a number should stand'],
    ['f x2', 2, 'has a run before its first value'],
    ['f 1 x0', 1, 'has "x0" where a run should stand'],
    ['f 1 x1e3', 5, 'has "x1e3" where a run should stand'],
    ['f 1 x1000000000000', 5, 'holds more than the 5 values that n says'],
    ['f 1e999', 1, 'has "1e999" where a number should stand'],
    ['f 0x10', 1, 'has "0x10" where a number should stand'],
    ['f Infinity', 1, 'has "Infinity" where a number should stand'],
    ['f 1  2', 2, 'has "" where a number should stand'],
    [`f ${'1'.repeat(40)}`, 1, 'has a number of 40 characters at sample 0'],
  ])('refuses %j for n = %i: %s', (text, count, message) => {
    expect(() => readValues(text, count)).toThrow(message);
  });
});
