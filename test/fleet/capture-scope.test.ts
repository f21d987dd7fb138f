import { SeriesStore } from 'foresail/snapshot';
import { parseSeriesQuery } from '../../src/adapter/series-query';
import { isCaptured } from '../../src/fleet/capture-scope';
import type { FleetSnapshot } from '../../src/fleet/fleet-snapshot';

function askedFor(selectors: readonly string[] | undefined): FleetSnapshot {
  const header = {
    source: { kind: 'synthetic' as const },
    capturedAt: 0,
    start: 0,
    end: 0,
    staleness: 'none' as const,
    resolution: 'raw' as const,
    ...(selectors && { selectors }),
  };
  const footer = { series: 0, samples: 0, warnings: [], sha256: '' };
  return { file: 'a.promsnap', snapshot: { header, metadata: [], store: SeriesStore.from([]), footer } };
}

const ALL = '{__name__=~".+"}';

describe('isCaptured', () => {
  it.each<[string, string, boolean]>([
    // The selector of the header, the query of the rule.
    [ALL, 'm', true],
    [ALL, 'm{a="b"}', true],
    [ALL, '{__name__=~"a.*"}', true],
    [ALL, '{pod!=""}', true],
    ['{__name__!=""}', '{pod!=""}', true],
    ['{__name__=~".*",job="x"}', 'm{job="x"}', true],
    ['{__name__=~".*",job="x"}', 'm', false],
    [ALL, '{__name__!=""}', true],
    [ALL, ALL, true],
    ['m', 'm', true],
    ['m', 'm{}', true],
    ['m{}', 'm', true],
    ['m', '{__name__="m"}', true],
    ['m', 'm{a="b"}', true],
    ['m', 'n', false],
    ['m{a="b"}', 'm', false],
    ['m{a="b"}', 'm{a="b",c="d"}', true],
    ['m{a="b"}', 'm{a="c"}', false],
    ['m{a="b"}', 'm{a=~"b"}', false],
    ['m{a!=""}', 'm{a!=""}', true],
    ['m{a!=""}', 'm{a="b"}', true],
    ['m{a!=""}', 'm{a=""}', false],
    ['m{a=~".+"}', 'm{a!=""}', true],
    ['m{a=~".+"}', 'm{a!="b"}', false],
    ['m{a=~"b|c"}', 'm{a="c"}', true],
    ['m{a=~"b|c"}', 'm{a=~"b|c"}', true],
    ['m{a=~"b|c"}', 'm{a=~"c|b"}', false],
    ['m{a!~"b.*"}', 'm{a="c"}', true],
    ['m{a!~"b.*"}', 'm', false],
    ['{__name__=~"DCGM_.*"}', 'DCGM_FI_DEV_GPU_UTIL{pod!=""}', true],
    ['{__name__=~"DCGM_.*"}', 'DCGM', false],
    ['{__name__=~"DCGM_.*"}', '{pod!=""}', false],
    // Neither is a selector that Prometheus takes.
    ['sum(m)', 'm', false],
    [ALL, 'sum(m)', false],
  ])('asked for %s, and the rule takes %s: %p', (asked, query, expected) => {
    expect(isCaptured(parseSeriesQuery(query), askedFor([asked]))).toBe(expected);
  });

  it('looks at every selector of the header', () => {
    expect(isCaptured(parseSeriesQuery('n'), askedFor(['m', 'n']))).toBe(true);
  });

  it.each([[undefined], [[]]])('knows of nothing in a snapshot with the selectors %p', (selectors) => {
    expect(isCaptured(parseSeriesQuery('m'), askedFor(selectors))).toBe(false);
  });
});
