import { faultsOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/processes-averaged';
const NAME = 'DCGM_CUSTOM_PROCESS_SM_UTIL';
const OVERRIDES = { NamespaceName: 'namespace', PodName: 'pod' };
const AVERAGE = 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)';
const ruleWith = (metricsQuery: string, series = NAME) =>
  rule({ seriesQuery: `${series}{PodName!=""}`, overrides: OVERRIDES, metricsQuery });
const seriesOf = (...processes: readonly (readonly [pod: string, card: string, id: string])[]) =>
  processes
    .map(
      ([pod, card, id]) =>
        `${NAME}{NamespaceName="default",PodName="${pod}",UUID="${card}",ProcessId="${id}"} 45 44 46`,
    )
    .join('\n');
const TWO = seriesOf(['bert-a', 'g1', '10'], ['bert-a', 'g1', '11']);

it('metric/processes-averaged finds two processes on one card', () => {
  expect(faultsOf(judgeRules({ rules: [ruleWith(AVERAGE)], series: TWO }), ID)).toEqual([
    'warning /rules/0/metricsQuery this averages DCGM_CUSTOM_PROCESS_SM_UTIL over the 2 series that pod bert-a has on one card: the value is what one process uses on average, not what all of them use of the card',
  ]);
});

it.each([
  ['a process on each of two cards', AVERAGE, seriesOf(['bert-a', 'g1', '10'], ['bert-a', 'g2', '10'])],
  ['a process of each of two pods', AVERAGE, seriesOf(['bert-a', 'g1', '10'], ['bert-b', 'g1', '10'])],
  ['a sum', 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)', TWO],
  [
    'a sum over the processes of each card',
    'avg(sum(<<.Series>>{<<.LabelMatchers>>}) by (UUID, <<.GroupBy>>)) by (<<.GroupBy>>)',
    TWO,
  ],
])('metric/processes-averaged passes %s', (_, metricsQuery, series) => {
  const report = judgeRules({ rules: [ruleWith(metricsQuery)], series });
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('metric/processes-averaged needs a snapshot with the series', () => {
  expect(reasonsOf(judgeRules({ rules: [ruleWith(AVERAGE)] }), ID)).toEqual(['skipped: no snapshot was given']);
  const other = judgeRules({ rules: [ruleWith(AVERAGE)], series: 'up{job="x"} 1 1 1' });
  expect(reasonsOf(other, ID)).toEqual(['notCheckable: no series of the rule is in sample.promsnap']);
});
