import fc from 'fast-check';
import type { Gap } from '../../src/capture/gaps';
import { gapsOf } from '../../src/capture/gaps';
import { type AskPresent, findMarkers } from '../../src/capture/marker-search';

const LOOKBACK = 300_000;

function seriesAt(...times: number[]) {
  return { labels: { __name__: 'a' }, timestamps: Float64Array.from(times), values: new Float64Array(times.length) };
}

function gap(key: string, last: number, until: number, guess: number): Gap {
  return { key, series: seriesAt(last), index: 0, last, until, guess };
}

/** A server on which series end at a marker; without one they go on. */
function server(markers: ReadonlyMap<string, number>) {
  const asked: number[] = [];
  const ask: AskPresent = async (gaps, time) => {
    asked.push(time);
    return new Set(
      gaps.filter(({ key }) => time < (markers.get(key) ?? Number.POSITIVE_INFINITY)).map(({ key }) => key),
    );
  };
  return { ask, asked };
}

describe('findMarkers', () => {
  it('asks once where the series is still there', async () => {
    const { ask, asked } = server(new Map());
    expect(await findMarkers([gap('a', 1000, 200_000, 31_000)], ask)).toEqual([]);
    expect(asked).toEqual([200_000]);
  });

  it('needs three questions for a marker at the next scrape, however many series', async () => {
    const { ask, asked } = server(
      new Map([
        ['a', 31_000],
        ['b', 31_000],
      ]),
    );
    const gaps = [gap('a', 1000, 200_000, 31_000), gap('b', 1000, 200_000, 31_000), gap('c', 1000, 200_000, 31_000)];
    expect((await findMarkers(gaps, ask)).map((found) => [found.gap.key, found.time])).toEqual([
      ['a', 31_000],
      ['b', 31_000],
    ]);
    expect(asked).toEqual([200_000, 31_000, 30_999]);
  });

  it('finds a marker at any millisecond, in few questions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: LOOKBACK - 1 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 2 * LOOKBACK }),
        async (offsets, guess) => {
          const markers = new Map(offsets.map((offset, at) => [`s${at}`, 5000 + offset]));
          const { ask, asked } = server(markers);
          const found = await findMarkers(
            [...markers.keys()].map((key) => gap(key, 5000, 5000 + LOOKBACK - 1, 5000 + guess)),
            ask,
          );
          expect(new Map(found.map((each) => [each.gap.key, each.time]))).toEqual(markers);
          expect(asked.length).toBeLessThanOrEqual(1 + 40 * offsets.length);
        },
      ),
    );
  });
});

describe('gapsOf', () => {
  const gapsAt = (times: number[], end: number) =>
    gapsOf('a', seriesAt(...times), end, LOOKBACK, 30_000).map(({ last, until, guess }) => [last, until, guess]);

  it.each([
    ['a missing scrape', [0, 30_000, 60_000, 120_000, 150_000], 150_000, [[60_000, 119_999, 90_000]]],
    ['jitter', [0, 30_000, 74_000, 104_000], 104_000, []],
    ['the end', [0, 30_000], 40_000, [[30_000, 40_000, 60_000]]],
    ['an end at the last sample', [0, 30_000], 30_000, []],
    ['a pause beyond the lookback', [0, 30_000, 60_000, 1_000_000], 1_000_000, [[60_000, 359_999, 90_000]]],
    ['one sample', [5000], 1_000_000, [[5000, 304_999, 35_000]]],
    [
      'a metric that is there every other scrape',
      [0, 60_000, 120_000],
      120_000,
      [
        [0, 59_999, 30_000],
        [60_000, 119_999, 90_000],
      ],
    ],
    ['no sample', [], 1_000_000, []],
  ])('%s', (_, times, end, expected) => expect(gapsAt(times, end)).toEqual(expected));
});
