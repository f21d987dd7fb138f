import type { SeriesInput } from '../../src/series/series-store';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { type TrimOptions, trimSnapshot } from '../../src/snapshot/trim-snapshot';
import { writeSnapshot } from '../../src/snapshot/write-snapshot';
import { fileOf, LINES } from './sample-snapshot';

const SNAPSHOT = readSnapshot(fileOf(LINES, { warnings: ['partial answer'] }));

function trimmed(options: TrimOptions) {
  const { header, metadata, store, footer } = readSnapshot(writeSnapshot(trimSnapshot(SNAPSHOT, options)));
  const series = store
    .select([])
    .map(({ labels, timestamps, values, stale }) => [
      `${labels.__name__} ${labels.job}`,
      [...timestamps],
      [...values],
      ...(stale ? [[...stale]] : []),
    ]);
  return { header, metadata: metadata.map(({ name }) => name), series, footer };
}

describe('trimSnapshot', () => {
  it('keeps the time that is asked for, both ends included, and moves stale markers', () => {
    const { header, metadata, series, footer } = trimmed({ start: 31_000, end: 61_000 });
    expect(header).toEqual({ ...SNAPSHOT.header, start: 31_000, end: 61_000 });
    expect(metadata).toEqual(['load', 'up']);
    expect(series).toEqual([
      ['load b', [31_000, 61_000], [0.25, 0.75]],
      ['up a', [31_000, 61_000], [1, 1], [1]],
      ['up b', [31_000, 61_000], [1, 1]],
    ]);
    expect(footer.warnings).toEqual(['partial answer']);
  });

  it('keeps the series that any selector selects, and their metadata', () => {
    const { header, metadata, series } = trimmed({ selectors: ['up{job="a"}', '{job=~"a|z",__name__="up"}'] });
    expect(header.selectors).toEqual(['up{job="a"}', '{job=~"a|z",__name__="up"}']);
    expect(metadata).toEqual(['up']);
    expect(series.map(([name]) => name)).toEqual(['up a']);
  });

  it('claims no selector that was never asked for', () => {
    expect(trimmed({ selectors: ['{job="a"}', 'up{job="a"}', 'load'] }).header.selectors).toEqual([
      'up{job="a"}',
      'load',
    ]);
    const { selectors: _, ...header } = SNAPSHOT.header;
    expect(trimSnapshot({ ...SNAPSHOT, header }, { selectors: ['up'] }).header).not.toHaveProperty('selectors');
  });

  it('drops a series of which a marker alone is left, and counts guessed markers again', () => {
    const header = { ...SNAPSHOT.header, inferredStaleMarkers: 1 };
    const { series, header: after } = trimSnapshot({ ...SNAPSHOT, header }, { start: 61_000, end: 61_000 });
    expect([...(series as Iterable<SeriesInput>)].map(({ labels }) => `${labels.__name__} ${labels.job}`)).toEqual([
      'load b',
      'up b',
    ]);
    expect(after.inferredStaleMarkers).toBe(0);
  });

  it('drops a stale marker that falls outside', () => {
    expect(trimmed({ end: 31_000, selectors: ['up{job="a"}'] }).series).toEqual([['up a', [1000, 31_000], [1, 1]]]);
  });

  it('keeps everything where nothing is asked for', () => {
    expect(writeSnapshot(trimSnapshot(SNAPSHOT, {}))).toEqual(
      writeSnapshot({ ...SNAPSHOT, series: SNAPSHOT.store, warnings: ['partial answer'] }),
    );
  });

  it.each<[string, TrimOptions, string]>([
    ['a time outside', { start: 200_000 }, 'nothing is left from 1970-01-01T00:03:20.000Z to 1970-01-01T00:01:40.000Z'],
    [
      'what leaves nothing',
      { selectors: ['down'] },
      'there is no sample from 1970-01-01T00:00:00.000Z to 1970-01-01T00:01:40.000Z for any of: down',
    ],
    ['an expression', { selectors: ['rate(up[5m])'] }, '"rate(up[5m])" is no selector: it is another expression'],
    ['a range', { selectors: ['up[5m]'] }, '"up[5m]" is no selector: it is another expression'],
    ['an offset', { selectors: ['up offset 5m'] }, '"up offset 5m" is no selector: it is another expression'],
  ])('refuses %s', (_, options, message) => {
    expect(() => trimSnapshot(SNAPSHOT, options)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });

  it('refuses broken PromQL with its reason', () => {
    expect(() => trimSnapshot(SNAPSHOT, { selectors: ['up{'] })).toThrow(/^"up\{" is no selector: /);
  });
});
