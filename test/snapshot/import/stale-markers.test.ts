import { inferStaleMarkers, markersFromNaN } from '../../../src/snapshot/import/stale-markers';

const labels = { __name__: 'up' };

describe('inferStaleMarkers', () => {
  it.each<[string, number[], number, number[], number[]]>([
    ['no pause', [0, 30, 60, 90], 90, [0, 30, 60, 90], []],
    ['one missed scrape', [0, 30, 60, 120], 120, [0, 30, 60, 120], []],
    ['a pause in the middle', [0, 30, 60, 360, 390], 390, [0, 30, 60, 90, 360, 390], [3]],
    ['an end before the end', [0, 30, 60], 300, [0, 30, 60, 90], [3]],
    ['fast scrapes that miss less than a minute', [0, 1, 2, 3, 50], 50, [0, 1, 2, 3, 50], []],
    ['a single sample', [0], 300, [0], []],
  ])('%s', (_, seconds, end, expected, stale) => {
    const timestamps = seconds.map((second) => second * 1000);
    const { series, placed } = inferStaleMarkers([{ labels, timestamps, values: seconds }], end * 1000);
    expect(Array.from(series[0]!.timestamps)).toEqual(expected.map((second) => second * 1000));
    expect(series[0]!.stale ?? []).toEqual(stale);
    expect(placed).toBe(stale.length);
    expect(series[0]!.values).toHaveLength(expected.length);
  });
});

describe('markersFromNaN', () => {
  it('takes a NaN for a marker only where the series then pauses or ends', () => {
    const timestamps = [0, 30, 60, 90, 600, 630, 660].map((second) => second * 1000);
    const values = [1, Number.NaN, 1, Number.NaN, 1, 1, Number.NaN];
    expect(markersFromNaN([{ labels, timestamps, values }])).toEqual({
      series: [{ labels, timestamps, values, stale: [3, 6] }],
      placed: 2,
    });
  });
});
