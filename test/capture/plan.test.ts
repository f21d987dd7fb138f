import fc from 'fast-check';
import { parseSeriesQuery } from '../../src/adapter/series-query';
import { targetsOf, uncovered } from '../../src/capture/discover-series';
import { joinPieces } from '../../src/capture/gathered-series';
import { selectorFor } from '../../src/capture/series-selector';
import { halve, lengthOf, rangeSelector, sliceLength, sliceTime } from '../../src/capture/time-slice';
import { type Labels, labelValue } from '../../src/series/labels';
import { readSelector } from '../../src/snapshot/selector-text';

describe('slices of time', () => {
  const span = fc.record({ from: fc.integer({ min: 0, max: 1e6 }), length: fc.integer({ min: 1, max: 1e5 }) });

  it('cover every millisecond once, halved or not', () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 1, max: 1e5 }), ({ from, length }, size) => {
        const to = from + length - 1;
        const slices = sliceTime({ from, to }, Math.max(size, Math.ceil(length / 50))).flatMap(
          (slice) => halve(slice, 2) ?? [slice],
        );
        expect([slices[0]!.from, slices.at(-1)!.to]).toEqual([from, to]);
        for (const [at, slice] of slices.entries()) {
          expect(lengthOf(slice)).toBeGreaterThan(0);
          if (at > 0) expect(slice.from).toBe(slices[at - 1]!.to + 1);
        }
      }),
    );
  });

  it('are not cut below the shortest length', () => {
    expect(halve({ from: 0, to: 119_998 }, 60_000)).toBeUndefined();
    expect(halve({ from: 0, to: 119_999 }, 60_000)).toEqual([
      { from: 0, to: 59_999 },
      { from: 60_000, to: 119_999 },
    ]);
  });

  it('are asked for with the range that reaches to their first millisecond', () => {
    expect(rangeSelector('up', { from: 0, to: 21_599_999 })).toBe('up[6h]');
    expect(rangeSelector('up', { from: 5, to: 5 })).toBe('up[1ms]');
  });

  it.each([
    [1, 30_000, 6 * 3_600_000],
    [10_000, 30_000, 25 * 60_000],
    [1_000_000, 15_000, 60_000],
  ])('of %d series every %d ms take %d ms', (series, interval, length) => {
    expect(sliceLength(series, interval)).toBe(length);
  });
});

describe('what to fetch', () => {
  it('leaves out what another selector covers, and keeps one of two that say the same', () => {
    expect(uncovered(['up', 'up{job="a"}', '{__name__="up"}', 'down{job=~"a|b"}', 'down{job="a"}'])).toEqual([
      'up',
      'down{job=~"a|b"}',
    ]);
  });

  it('is one query for each metric of a selector', () => {
    const series: Labels[] = [
      { __name__: 'DCGM_A', pod: 'x' },
      { __name__: 'DCGM_B', pod: 'x' },
      { __name__: 'DCGM_A', pod: 'y' },
      { __name__: 'odd.name', pod: 'y' },
    ];
    expect(targetsOf(readSelector('{__name__=~"DCGM_.+|odd.+",pod!=""}')!, series)).toEqual([
      { selector: 'DCGM_A{pod!=""}', metric: 'DCGM_A', series: 2 },
      { selector: 'DCGM_B{pod!=""}', metric: 'DCGM_B', series: 1 },
      { selector: '{__name__="odd.name", pod!=""}', metric: 'odd.name', series: 1 },
    ]);
  });

  it('asks about series with a selector that selects them all', () => {
    const value = fc.constantFrom('', 'a', 'b.c', 'd"\\', 'é|(');
    const labels = fc.record({ __name__: fc.constantFrom('up', 'down', 'a.b'), pod: value, 'odd-label': value });
    fc.assert(
      fc.property(fc.array(labels, { minLength: 1, maxLength: 5 }), (series) => {
        const present = series.map((each) =>
          Object.fromEntries(Object.entries(each).filter(([, text]) => text !== '')),
        );
        const query = parseSeriesQuery(selectorFor(present));
        if (query.kind === 'refused') throw new Error(query.message);
        for (const each of present) {
          expect(query.matchers.every((matcher) => matcher.matches(labelValue(each, matcher.name)))).toBe(true);
        }
      }),
    );
  });
});

describe('joinPieces', () => {
  it('puts samples in order and keeps each once, however the pieces overlap', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 });
    const cuts = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), { maxLength: 6 });
    fc.assert(
      fc.property(times, cuts, (unsorted, windows) => {
        const sorted = [...unsorted].sort((a, b) => a - b);
        const pieceOf = (from: number, to: number) => {
          const inside = sorted.filter((time) => time >= from && time <= to);
          return {
            labels: { __name__: 'a' },
            timestamps: Float64Array.from(inside),
            values: Float64Array.from(inside, (time) => time * 2),
          };
        };
        const pieces = [...windows.map(([a, b]) => pieceOf(Math.min(a, b), Math.max(a, b))), pieceOf(0, 40)].filter(
          ({ timestamps }) => timestamps.length > 0,
        );
        const [joined] = joinPieces(pieces);
        expect([...joined!.timestamps]).toEqual(sorted);
        expect([...joined!.values]).toEqual(sorted.map((time) => time * 2));
      }),
    );
  });
});
