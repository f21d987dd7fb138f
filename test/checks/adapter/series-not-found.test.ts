import { findingsOf, helpOf, judgeSample, reasonsOf, type Sample } from '../sample';
import { ackSeries, config, externalConfig, rule } from './rules';

const ID = 'adapter/series-not-found';

const judge = (text: string, sample: Omit<Sample, 'files'> = {}) =>
  judgeSample({ files: { 'rules.yaml': text }, ...sample });

const SERIES = ackSeries('DCGM_CUSTOM_PROCESS_SM_UTIL', 'DCGM_CUSTOM_PROCESS_MEM_USED');

it('adapter/series-not-found finds a misspelt name, at the query, with the nearest names', () => {
  const report = judge(config(rule({ seriesQuery: 'DCGM_CUSTOM_PROCES_SM_UTIL{PodName!=""}' })), { series: SERIES });
  expect(findingsOf(report, ID)).toEqual([
    'error 2:18 no series is called DCGM_CUSTOM_PROCES_SM_UTIL in sample.promsnap, so the API metric does not exist, and an autoscaler that asks for it does not scale',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'The nearest names are DCGM_CUSTOM_PROCESS_SM_UTIL, DCGM_CUSTOM_PROCESS_MEM_USED.',
  ]);
});

describe('adapter/series-not-found finds', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    [
      'a name like no other',
      { seriesQuery: 'tgi_queue_size' },
      'no series is called tgi_queue_size in sample.promsnap',
      'Check the name, and that its exporter is scraped.',
    ],
    [
      'a name as matcher',
      { seriesQuery: '{__name__="tgi_queue_size"}' },
      'no series is called tgi_queue_size in sample.promsnap',
      'Check the name, and that its exporter is scraped.',
    ],
    [
      'matchers that no series of the name meets',
      { seriesQuery: 'DCGM_CUSTOM_PROCESS_SM_UTIL{pod!=""}' },
      'no series in sample.promsnap matches DCGM_CUSTOM_PROCESS_SM_UTIL{pod!=""}',
      'Series called DCGM_CUSTOM_PROCESS_SM_UTIL exist; the matchers exclude all of them: compare them with the labels that the series carry.',
    ],
    [
      'a pattern that no series meets',
      { seriesQuery: '{__name__=~"vllm:.*"}' },
      'no series in sample.promsnap matches {__name__=~"vllm:.*"}',
      'Check the matchers.',
    ],
    [
      'a filter that lets nothing through',
      { seriesFilters: [{ isNot: 'UTIL' }] },
      'seriesQuery selects 1 series, and seriesFilters and name.matches let none of them through',
      'The patterns are not anchored, and look at the metric name only: compare them with it.',
    ],
    [
      'a name.matches that lets nothing through',
      { name: { matches: '^(.*)_total$', as: '${1}_rate' } },
      'seriesQuery selects 1 series, and seriesFilters and name.matches let none of them through',
      'The patterns are not anchored, and look at the metric name only: compare them with it.',
    ],
  ])('%s', (_, fields, message, help) => {
    const report = judge(config(rule(fields)), { series: SERIES });
    expect(findingsOf(report, ID)).toHaveLength(1);
    expect(findingsOf(report, ID)[0]).toContain(message);
    expect(helpOf(report, ID)).toEqual([help]);
  });
});

describe('adapter/series-not-found finds a query that Prometheus refuses, with and without a snapshot', () => {
  it.each<[string, string]>([
    ['sum(m)', 'seriesQuery is an expression, but Prometheus takes only a series selector here'],
    ['m[5m]', 'seriesQuery is an expression, but Prometheus takes only a series selector here'],
    ['m offset 5m', 'seriesQuery is an expression, but Prometheus takes only a series selector here'],
    ['', 'seriesQuery is empty'],
    ['m{', ''],
    ['{}', ''],
    ['m{a=~"("}', ''],
  ])('%p', (seriesQuery, message) => {
    const text = config(rule({ seriesQuery }));
    for (const report of [judge(text), judge(text, { series: SERIES })]) {
      const [finding = '', ...others] = findingsOf(report, ID);
      expect(others).toEqual([]);
      expect(finding).toContain(`Prometheus refuses this seriesQuery: ${message}`);
      expect(finding).toContain(
        '; the adapter then drops the whole refresh, and lists no metric of any other rule either',
      );
    }
  });
});

describe('adapter/series-not-found passes', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['a rule with series', {}],
    ['a pattern with series', { seriesQuery: '{__name__=~"DCGM_.*"}' }],
    ['a filter that lets a part through', { seriesQuery: '{__name__=~"DCGM_.*"}', seriesFilters: [{ is: 'UTIL' }] }],
  ])('%s', (_, fields) => {
    const report = judge(config(rule(fields)), { series: SERIES });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('an external rule with series', () => {
    const report = judge(externalConfig(rule()), { series: SERIES });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('adapter/series-not-found cannot tell', () => {
  const NOT_ASKED = 'notCheckable: sample.promsnap was not asked for all series of this rule';

  it.each<[string, string, Omit<Sample, 'files'>, string]>([
    ['without a snapshot', config(rule()), {}, 'skipped: no snapshot was given'],
    [
      'of series that nobody asked for',
      config(rule({ seriesQuery: 'tgi_queue_size' })),
      { series: SERIES, selectors: ['{__name__=~"DCGM_.*"}'] },
      NOT_ASKED,
    ],
    [
      'of series that were asked for only in part',
      config(rule({ seriesQuery: 'tgi_queue_size' })),
      { series: SERIES, selectors: ['tgi_queue_size{namespace="a"}'] },
      NOT_ASKED,
    ],
    [
      'of a filter, where only a part of the series was asked for',
      config(rule({ seriesQuery: '{PodName!=""}', seriesFilters: [{ isNot: '^DCGM_' }] })),
      { series: SERIES, selectors: ['{__name__=~"DCGM_.*"}'] },
      NOT_ASKED,
    ],
    [
      'of externalRules under the ACK adapter',
      externalConfig(rule()),
      { series: SERIES, options: { dialect: 'ack' } },
      'notCheckable: the ACK adapter ignores externalRules',
    ],
  ])('%s', (_, text, sample, reason) => {
    const report = judge(text, sample);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([reason]);
  });

  it('and has nothing to check where the configuration does not load', () => {
    const report = judge(config(rule({ seriesQuery: 'x' }), rule({ wrong: 1 })), { series: SERIES });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});
