import fc from 'fast-check';
import { readTimestamps, writeTimestamps } from '../../src/snapshot/timestamp-column';

function read(text: string, count: number): number[] {
  const into = new Float64Array(count);
  readTimestamps(text, count, into);
  return [...into];
}

describe('writeTimestamps and readTimestamps', () => {
  it.each([
    [[], ''],
    [[1000], '1000'],
    [[1000, 31000], '1000 30000'],
    [[1000, 31000, 61000], '1000 30000 0'],
    [[1000, 31000, 61000, 91000, 121000], '1000 30000 x3'],
    [[1000, 31000, 61001, 91001, 121001], '1000 30000 1 -1 0'],
    [[-5, 0, 10], '-5 5 5'],
    [[0, 9007199254740991], '0 9007199254740991'],
  ])('%j is %s', (timestamps, text) => {
    expect(writeTimestamps(Float64Array.from(timestamps))).toBe(text);
    expect(read(text, timestamps.length)).toEqual(timestamps);
  });

  it('gives back every increasing column', () => {
    const steps = fc.array(fc.oneof(fc.constant(30_000), fc.integer({ min: 1, max: 2 ** 40 })), { maxLength: 50 });
    fc.assert(
      fc.property(fc.integer(), steps, (first, differences) => {
        const timestamps = [first];
        for (const step of differences) timestamps.push(timestamps.at(-1)! + step);
        expect(read(writeTimestamps(Float64Array.from(timestamps)), timestamps.length)).toEqual(timestamps);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('reads runs wherever they stand after the first difference', () => {
    expect(read('0 1 x1 0 x2 1 x1', 8)).toEqual([0, 1, 2, 3, 4, 5, 7, 9]);
  });
});

describe('readTimestamps', () => {
  it.each([
    ['1000 0', 2, 'does not increase at sample 1'],
    ['1000 30000 -30000', 3, 'does not increase at sample 2'],
    ['1000 30000', 3, 'holds 2 timestamps, but n is 3'],
    ['1000 30000 0', 2, 'holds more than the 2 timestamps that n says'],
    ['1000 30000 x1000000000000', 5, 'holds more than the 5 timestamps that n says'],
    ['x3', 3, 'has a run before its first difference'],
    ['1000 x3', 4, 'has a run before its first difference'],
    ['1000 30000 x0 0', 3, 'has a run of no length'],
    ['1000 30000 x', 3, 'has its end at offset 12 where a number should stand'],
    ['1000  30000', 2, 'has " " at offset 5 where a number should stand'],
    ['1000 30000 ', 2, 'has its end at offset 11 where a number should stand'],
    [' 1000', 1, 'has " " at offset 0 where a number should stand'],
    ['1000,30000', 2, 'has "," at offset 4 where a number should stand'],
    ['1000 1.5', 2, 'has "." at offset 6 where a number should stand'],
    ['-', 1, 'has its end at offset 1 where a number should stand'],
    ['', 1, 'holds 0 timestamps, but n is 1'],
    ['9007199254740994', 1, 'has the number 9007199254740994, beyond 2^53'],
    ['9007199254740992', 1, 'goes beyond 2^53 at sample 0'],
    ['99999999999999999999', 1, 'has the number 99999999999999999999, beyond 2^53'],
    ['9007199254740991 1', 2, 'goes beyond 2^53 at sample 1'],
    ['0 9007199254740991 x2', 4, 'goes beyond 2^53 at sample 3'],
  ])('refuses %j for n = %i: %s', (text, count, message) => {
    expect(() => readTimestamps(text, count)).toThrow(message);
  });
});
