import { faultsOf, findingsOf, helpOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'promql/rate-range';
const SERIES = 'load{namespace="default",pod="a"} 0+5';

function judge(call: string, series = SERIES) {
  return judgeRules({ rules: [rule({ metricsQuery: `sum(${call}) by (<<.GroupBy>>)` })], series });
}

const M = '<<.Series>>{<<.LabelMatchers>>}';

it('promql/rate-range finds a range of one scrape, at the range', () => {
  const report = judge(`rate(${M}[1m])`);
  expect(faultsOf(report, ID)).toEqual([
    'error /rules/0/metricsQuery a range of 1m over series that are scraped every 1m mostly holds fewer than two samples, and then gives no value',
  ]);
  expect(helpOf(report, ID)).toEqual(['Write a range of at least four scrapes: [4m].']);
});

it.each([
  [`rate(${M}[90s])`, 'error'],
  [`rate(${M}[2m])`, 'warning'],
  [`increase(${M}[3m])`, 'warning'],
  [`rate(${M}[4m])`, undefined],
  [`rate(${M}[5m])`, undefined],
  [`irate(${M}[1m])`, 'error'],
  [`irate(${M}[2m])`, undefined],
  [`avg_over_time(${M}[30s])`, undefined],
])('promql/rate-range: %s is %s', (call, severity) => {
  const found = judge(call)
    .diagnostics.filter(({ check }) => check === ID)
    .map((diagnostic) => diagnostic.severity);
  expect(found).toEqual(severity === undefined ? [] : [severity]);
});

it('promql/rate-range measures the distance of the samples', () => {
  const every = 'load{namespace="default",pod="a"} 1 _ _ 2 _ _';
  expect(findingsOf(judge(`rate(${M}[5m])`, every), ID)).toEqual([expect.stringContaining('scraped every 3m')]);
});

it('promql/rate-range cannot tell without samples', () => {
  expect(reasonsOf(judge(`rate(${M}[5m])`, 'other 1'), ID)).toEqual([
    `notCheckable: no samples of ${M}[5m] are in sample.promsnap`,
  ]);
});
