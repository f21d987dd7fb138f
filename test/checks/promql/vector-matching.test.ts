import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'promql/vector-matching';
const M = '<<.LabelMatchers>>';
const USED = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)';
const SERIES = `
load{namespace="default",pod="a",gpu="0"} 1
load{namespace="default",pod="a",gpu="1"} 2
size{namespace="default",pod="a",gpu="0"} 4
size{namespace="default",pod="a",gpu="1"} 4
`;

function judge(metricsQuery: string, series = SERIES) {
  return judgeRules({ rules: [rule({ metricsQuery })], series });
}

it('promql/vector-matching finds sides that never meet', () => {
  expect(faultsOf(judge(`${USED} / sum(size{${M}}) by (<<.GroupBy>>, gpu)`), ID)).toEqual([
    'error /rules/0/metricsQuery both sides of an operation have values (1 and 2), and none of them match: the query gives nothing; only one side has gpu',
  ]);
});

it('promql/vector-matching finds several for one, at the times at which it is so', () => {
  expect(faultsOf(judge(`${USED} / on (pod) size{${M}}`), ID)).toEqual([
    expect.stringMatching(
      /^error \/rules\/0\/metricsQuery over the recorded series the two sides do not match one to one, and the query fails at 25 of 25 times looked at/,
    ),
  ]);
  // A second card for half an hour.
  const series = SERIES.replace(/size\{(.*)gpu="1"\} 4/, `size{$1gpu="1"} ${'4 '.repeat(30)}${'_ '.repeat(31)}`);
  expect(faultsOf(judge(`${USED} / on (pod) size{${M}}`, series), ID)).toEqual([
    expect.stringMatching(/fails at 1[0-9] of 25 times looked at/),
  ]);
});

it.each([
  ['sides with the same labels', `${USED} / sum(size{${M}}) by (<<.GroupBy>>)`],
  ['a comparison that is empty', `${USED} > sum(size{${M}}) by (<<.GroupBy>>, gpu)`],
  ['a set operation', `${USED} or sum(size{${M}}) by (gpu)`],
  ['group_left', `load{${M}} / on (pod) group_left () sum(size{${M}}) by (pod)`],
])('promql/vector-matching passes %s', (_, metricsQuery) => {
  const report = judge(metricsQuery);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('promql/vector-matching is not about queries without a join', () => {
  expect(reasonsOf(judge(`${USED} * 100`, 'other 1'), ID)).toEqual([]);
});

it('promql/vector-matching cannot tell where a side has no value', () => {
  expect(reasonsOf(judge(`${USED} / sum(nothing{${M}}) by (<<.GroupBy>>)`), ID)).toEqual([
    'notCheckable: one side of the operation has no value in sample.promsnap',
  ]);
});
