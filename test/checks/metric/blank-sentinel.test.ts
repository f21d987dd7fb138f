import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/blank-sentinel';
const LABELS = 'namespace="default",pod="bert-0",job="gpu"';

it('metric/blank-sentinel says on what share the mark stands', () => {
  const series = `load{gpu="0",${LABELS}} 9223372036854775794 30 30 30\nload{gpu="1",${LABELS}} 20`;
  expect(faultsOf(judgeRules({ rules: [rule()], series }), ID)).toEqual([
    'error /rules/0/metricsQuery 13.1 % of the samples of load are a mark for "no value" (1 of 2 series): it enters the average as a huge load, and beyond 9.2e15 the adapter serves the least number there is',
  ]);
});

it.each([
  '9223372036854775792',
  '9223372036854775795',
  '2147483632',
  '2147483635',
  '140737488355328',
  '140737488355331',
])('metric/blank-sentinel knows %s in a series of DCGM', (mark) => {
  const rules = [rule({ seriesQuery: 'DCGM_FI_DEV_MEMORY_TEMP' })];
  const series = `DCGM_FI_DEV_MEMORY_TEMP{gpu="0",${LABELS}} ${mark}`;
  expect(findingsOf(judgeRules({ rules, series }), ID)).toHaveLength(1);
});

it.each([2147483632, 140737488355328, 2147483636, 0, 100])(
  'metric/blank-sentinel passes %d, which may be a size, in other series',
  (value) => {
    const report = judgeRules({ rules: [rule()], series: `load{${LABELS}} ${value}` });
    expect(findingsOf(report, ID)).toEqual([]);
  },
);

it('metric/blank-sentinel cannot tell without series', () => {
  expect(reasonsOf(judgeRules({ rules: [rule()], series: 'other 1' }), ID)).toEqual([
    'notCheckable: no series of the rule is in sample.promsnap',
  ]);
});
