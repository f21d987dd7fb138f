import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'promql/counter-as-gauge';
const M = '<<.Series>>{<<.LabelMatchers>>}';
const LABELS = '{namespace="default",pod="a"}';

it('promql/counter-as-gauge finds a counter that its exporter calls one', () => {
  const series = `# TYPE requests counter\nrequests${LABELS} 0+5`;
  expect(faultsOf(judgeRules({ rules: [rule({ seriesQuery: 'requests' })], series }), ID)).toEqual([
    'error /rules/0/metricsQuery requests is a counter (as its exporter says), and the query takes it as it is: it grows until the process starts anew, so the service scales out and never in',
  ]);
});

it.each([
  ['the catalogue', 'vllm:generation_tokens_total', '', 'error'],
  ['its name alone', 'requests_total', '', 'warning'],
  ['its name and samples', 'requests_total', `requests_total${LABELS} 0+5`, 'error'],
  ['a sum that only grows', 'latency_seconds_sum', `latency_seconds_sum${LABELS} 0+5`, 'error'],
  ['a histogram', 'latency_seconds_bucket', '# TYPE latency_seconds histogram\nlatency_seconds_bucket 0+5', 'error'],
])('promql/counter-as-gauge knows a counter by %s', (_, seriesQuery, series, severity) => {
  const report = judgeRules({ rules: [rule({ seriesQuery })], ...(series !== '' && { series }) });
  expect(report.diagnostics.filter(({ check }) => check === ID).map((found) => found.severity)).toEqual([severity]);
});

describe('promql/counter-as-gauge passes', () => {
  it.each([
    ['a rate', 'requests_total', `sum(rate(${M}[5m])) by (<<.GroupBy>>)`, ''],
    ['an increase over time', 'requests_total', `max_over_time(increase(${M}[5m])[1h:])`, ''],
    ['a count of series', 'requests_total', `count(${M}) by (<<.GroupBy>>)`, ''],
    ['a condition', 'load', `sum(${M} and requests_total) by (<<.GroupBy>>)`, ''],
    ['a size that is called a total', 'gpu_memory_total', `sum(${M}) by (<<.GroupBy>>)`, ''],
    [
      'a gauge by its metadata',
      'slots_total',
      `sum(${M}) by (<<.GroupBy>>)`,
      '# TYPE slots_total gauge\nslots_total 4',
    ],
    [
      'a rate of DCGM that the list of fields calls a counter',
      'DCGM_FI_PROF_PCIE_TX_BYTES',
      `sum(${M}) by (<<.GroupBy>>)`,
      '# TYPE DCGM_FI_PROF_PCIE_TX_BYTES counter\nDCGM_FI_PROF_PCIE_TX_BYTES 400 300 500',
    ],
    ['a total that falls', 'slots_total', `sum(${M}) by (<<.GroupBy>>)`, 'slots_total 4 3 5'],
    ['a gauge', 'load', `sum(${M}) by (<<.GroupBy>>)`, `load${LABELS} 0+1`],
  ])('%s', (_, seriesQuery, metricsQuery, series) => {
    const report = judgeRules({ rules: [rule({ seriesQuery, metricsQuery })], ...(series !== '' && { series }) });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('promql/counter-as-gauge cannot tell which series a pattern finds, until it sees them', () => {
  const rules = [rule({ seriesQuery: '{__name__=~"http_.*"}' })];
  expect(reasonsOf(judgeRules({ rules }), ID)).toEqual([
    'notCheckable: which series the rule finds is not known without a snapshot',
  ]);
  expect(findingsOf(judgeRules({ rules, series: `http_requests_total${LABELS} 0+5` }), ID)).toHaveLength(1);
});
