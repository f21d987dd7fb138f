import { customValue, externalValue, valuesOfObjects } from '../../src/adapter/values';

const LEAST = -9223372036854775808n;

describe('customValue', () => {
  it.each([
    [1.2345, 1234n],
    [0.0009, 0n],
    [-0.0005, 0n],
    [1.005, 1004n],
    [2.675, 2675n],
    [-1.9999, -1999n],
    [23, 23_000n],
    [9e15, 9_000_000_000_000_000_000n],
  ])('serves %d as %d thousandths', (value, milli) => {
    expect(customValue(value)).toEqual({ milli });
    expect(externalValue(value)).toEqual({ milli });
  });

  it.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 9.3e15, -9.3e15])('overflows on %d', (value) => {
    expect(customValue(value)).toEqual({ milli: LEAST, distorted: 'overflow' });
  });

  it('serves NaN as 0, which the external metrics API does not', () => {
    expect(customValue(Number.NaN)).toEqual({ milli: 0n, distorted: 'nan-to-zero' });
    expect(externalValue(Number.NaN)).toEqual({ milli: LEAST, distorted: 'overflow' });
  });
});

describe('valuesOfObjects', () => {
  it('row X11: the last sample of an object counts, foreign and unlabelled ones are dropped', () => {
    const samples = [
      { labels: { PodName: 'a' }, value: 1 },
      { labels: { PodName: 'a', gpu: '1' }, value: 2 },
      { labels: {}, value: 3 },
      { labels: { PodName: 'zz' }, value: 4 },
    ];
    const { items, missing, ambiguous, unmatched } = valuesOfObjects(samples, 'PodName', ['a', 'b']);
    expect(items).toEqual([{ name: 'a', milli: 2000n }]);
    expect(missing).toEqual(['b']);
    expect(ambiguous).toEqual(['a']);
    expect(unmatched.map(({ value }) => value)).toEqual([3, 4]);
  });
});
