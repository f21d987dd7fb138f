import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/aggregated-away';
const M = '<<.Series>>{<<.LabelMatchers>>}';

const SERIES = 'load{namespace="default",pod="a"} 1 2\nload{namespace="default",pod="b"} 3 4';

it('adapter/aggregated-away finds a query without grouping, and confirms it on the series', () => {
  const message =
    'error /rules/0/metricsQuery the result of this query has no label "pod", by which the adapter finds the pod of a sample: pods are listed, and every request is answered with nothing';
  const judged = { rules: [rule({ metricsQuery: `avg(${M})` })] };
  expect(faultsOf(judgeRules(judged), ID)).toEqual([message]);
  expect(faultsOf(judgeRules({ ...judged, series: SERIES }), ID)).toEqual([
    `${message}; over the recorded series it gives one sample without it`,
  ]);
});

describe('adapter/aggregated-away decides from the expression', () => {
  it.each([
    [`sum(${M}) by (<<.GroupBy>>)`, 0],
    [`sum(${M}) by (pod)`, 0],
    [`sum by (pod, namespace) (${M})`, 0],
    [M, 0],
    [`rate(${M}[5m])`, 0],
    [`sum(${M}) without (gpu)`, 0],
    [`sum(${M}) by (<<.GroupBy>>) / sum(other{<<.LabelMatchers>>}) by (<<.GroupBy>>)`, 0],
    [`sum(${M}) by (<<.GroupBy>>) / scalar(sum(other))`, 0],
    [`100 * sum(${M}) by (<<.GroupBy>>)`, 0],
    [`topk(1, ${M})`, 0],
    [`histogram_quantile(0.95, sum(rate(${M}[5m])) by (le, <<.GroupBy>>))`, 0],
    [`max_over_time(sum(${M}) by (<<.GroupBy>>)[5m:])`, 0],
    [`sum(${M}) by (<<.GroupBy>>) or vector(0)`, 0],
    [`a * on (gpu) group_right sum(${M}) by (gpu, pod)`, 0],
    [`avg(${M})`, 1],
    [`sum(${M}) by (namespace)`, 1],
    [`sum(${M}) without (pod)`, 1],
    [`histogram_quantile(0.95, sum(rate(${M}[5m])) by (le))`, 1],
    [`sum(${M}) by (<<.GroupBy>>) / on (namespace) sum(other) by (namespace)`, 1],
    [`sum(${M}) by (<<.GroupBy>>) / ignoring (pod) sum(other)`, 1],
    [`vector(scalar(sum(${M})))`, 1],
    [`max_over_time(sum(${M})[5m:])`, 1],
  ])('%s: %i findings', (metricsQuery, count) => {
    const report = judgeRules({ rules: [rule({ metricsQuery })] });
    expect(findingsOf(report, ID)).toHaveLength(count);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('adapter/aggregated-away takes one label that is left for enough', () => {
  const overrides = { namespace: 'namespace', pod: 'pod', service: 'service' };
  const report = judgeRules({ rules: [rule({ overrides, metricsQuery: `sum(${M}) by (service)` })] });
  expect(findingsOf(report, ID)).toEqual([]);
});

it('adapter/aggregated-away passes a rule that the ACK adapter serves to External metrics alone', () => {
  const metrics = [
    { type: 'External', external: { metric: { name: 'load' }, target: { type: 'AverageValue', averageValue: '5' } } },
  ];
  const judged = {
    rules: [rule({ metricsQuery: `sum(${M})` })],
    objects: [deployment(), hpa({ spec: { metrics } })],
  };
  expect(findingsOf(judgeRules({ ...judged, options: { dialect: 'ack' } }), ID)).toEqual([]);
  expect(findingsOf(judgeRules({ ...judged, options: { dialect: 'upstream' } }), ID)).toHaveLength(1);
});

it('adapter/aggregated-away cannot tell what a query writes itself, unless the series show it', () => {
  const metricsQuery = `label_replace(sum(${M}) by (service), "pod", "$1", "service", "(.+)")`;
  const written = judgeRules({ rules: [rule({ metricsQuery })] });
  expect(reasonsOf(written, ID)).toEqual(['notCheckable: which labels the result has depends on the data']);
  const shown = 'load{namespace="default",pod="a",service="a"} 1';
  expect(findingsOf(judgeRules({ rules: [rule({ metricsQuery })], series: shown }), ID)).toEqual([]);
  expect(findingsOf(judgeRules({ rules: [rule({ metricsQuery })], series: SERIES }), ID)).toHaveLength(1);
});

it('adapter/aggregated-away cannot tell about a query that is no PromQL', () => {
  expect(reasonsOf(judgeRules({ rules: [rule({ metricsQuery: `sum(${M}` })] }), ID)).toEqual([
    'notCheckable: the metricsQuery is no PromQL, or uses parts of the template language that are not read here',
  ]);
});
