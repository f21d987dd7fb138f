import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/nonfinite-value';
const RATIO = rule({
  metricsQuery:
    'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>) / sum(all{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
});

it('adapter/nonfinite-value says on what share NaN is served as 0', () => {
  const series = `
load{namespace="default",pod="a"} 0
all{namespace="default",pod="a"} 0
load{namespace="default",pod="b"} 1
all{namespace="default",pod="b"} 2
`;
  expect(faultsOf(judgeRules({ rules: [RATIO], series }), ID)).toEqual([
    'warning /rules/0/metricsQuery 50 % of the recorded results are NaN (a): the adapter serves 0 instead, which looks like no load',
  ]);
});

it('adapter/nonfinite-value is an error where the least number is served', () => {
  const series = 'load{namespace="default",pod="a"} 1\nall{namespace="default",pod="a"} 0';
  expect(faultsOf(judgeRules({ rules: [RATIO], series }), ID)).toEqual([
    'error /rules/0/metricsQuery 100 % of the recorded results are a value beyond what it can carry (a): the adapter serves the least number there is instead, which scales in',
  ]);
  const external = rule({ metricsQuery: 'sum(load) / sum(all)' });
  const nan = 'load{namespace="default",pod="a"} 0\nall{namespace="default",pod="a"} 0';
  expect(faultsOf(judgeRules({ externalRules: [external], series: nan }), ID)).toEqual([
    'error /externalRules/0/metricsQuery 100 % of the recorded results are NaN: the adapter serves the least number there is instead, which scales in',
  ]);
});

it('adapter/nonfinite-value passes numbers', () => {
  const series = 'load{namespace="default",pod="a"} 1\nall{namespace="default",pod="a"} 4';
  expect(findingsOf(judgeRules({ rules: [RATIO], series }), ID)).toEqual([]);
});

it('adapter/nonfinite-value cannot tell without a value', () => {
  expect(reasonsOf(judgeRules({ rules: [RATIO], series: 'load{namespace="default",pod="a"} 1' }), ID)).toEqual([
    'notCheckable: the query gives no value in sample.promsnap',
  ]);
  expect(reasonsOf(judgeRules({ rules: [RATIO] }), ID)).toEqual(['skipped: no snapshot was given']);
});

it('adapter/nonfinite-value looks at what the requests for an external metric get', () => {
  const external = rule({
    overrides: { namespace: 'namespace' },
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) / sum(all{<<.LabelMatchers>>})',
  });
  const metric = { name: 'load', selector: { matchLabels: { pod: 'idle' } } };
  const target = { type: 'AverageValue', averageValue: '5' };
  const series = `
load{namespace="default",pod="busy"} 4
all{namespace="default",pod="busy"} 8
load{namespace="default",pod="idle"} 0
all{namespace="default",pod="idle"} 0
`;
  const objects = [hpa({ spec: { metrics: [{ type: 'External', external: { metric, target } }] } })];
  expect(findingsOf(judgeRules({ externalRules: [external], series }), ID)).toEqual([]);
  expect(faultsOf(judgeRules({ externalRules: [external], objects, series }), ID)).toEqual([
    expect.stringMatching(/100 % of the recorded results are NaN/),
  ]);
});
