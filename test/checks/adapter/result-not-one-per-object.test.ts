import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/result-not-one-per-object';
const BARE = rule({ metricsQuery: '<<.Series>>{<<.LabelMatchers>>}' });

it('adapter/result-not-one-per-object finds a pod with a sample per GPU', () => {
  const series = `
load{gpu="0",namespace="default",pod="a"} 1
load{gpu="1",namespace="default",pod="a"} 2
load{gpu="0",namespace="default",pod="b"} 3
`;
  expect(faultsOf(judgeRules({ rules: [BARE], series }), ID)).toEqual([
    'error /rules/0/metricsQuery the query gives 1 of 2 "pod" more than one sample (a: 2, which differ in gpu): the adapter serves whichever comes last',
  ]);
});

it('adapter/result-not-one-per-object finds a grouping that is too fine', () => {
  const metricsQuery = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)';
  const series = 'load{model="x",namespace="default",pod="a"} 1\nload{model="y",namespace="default",pod="a"} 2';
  expect(findingsOf(judgeRules({ rules: [rule({ metricsQuery })], series }), ID)).toHaveLength(1);
});

it.each([
  [
    'one sample for each',
    rule(),
    'load{gpu="0",namespace="default",pod="a"} 1\nload{gpu="1",namespace="default",pod="a"} 2',
  ],
  [
    'pods of one name in two namespaces',
    BARE,
    'load{gpu="0",namespace="x",pod="a"} 1\nload{gpu="0",namespace="y",pod="a"} 2',
  ],
  [
    'samples that follow each other',
    BARE,
    // Thirty minutes on one node, the rest on another: further apart than a query looks back.
    `load{node="m",namespace="default",pod="a"} ${'1 '.repeat(20)}${'_ '.repeat(41)}
load{node="n",namespace="default",pod="a"} ${'_ '.repeat(41)}${'1 '.repeat(20)}`,
  ],
])('adapter/result-not-one-per-object passes %s', (_, judged, series) => {
  const report = judgeRules({ rules: [judged], series });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('adapter/result-not-one-per-object cannot tell without a value', () => {
  expect(reasonsOf(judgeRules({ rules: [BARE], series: 'other 1' }), ID)).toEqual([
    'notCheckable: the query gives no value for any object in sample.promsnap',
  ]);
  expect(reasonsOf(judgeRules({ rules: [BARE] }), ID)).toEqual(['skipped: no snapshot was given']);
});
