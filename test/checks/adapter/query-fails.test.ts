import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/query-fails';
const SERIES = 'load{namespace="default",pod="a"} 1 2';

describe('adapter/query-fails finds', () => {
  it.each([
    [
      'a missing parenthesis',
      'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>',
      /^error \/rules\/0\/metricsQuery Prometheus refuses this query: .*an error \(500\)$/,
    ],
    ['an unknown function', 'median(<<.Series>>{<<.LabelMatchers>>})', /Prometheus refuses this query/],
    ['a rate without a range', 'rate(<<.Series>>{<<.LabelMatchers>>})', /Prometheus refuses this query/],
    [
      'a misspelt field',
      'sum(<<.Series>>{<<.LabelMatcher>>}) by (<<.GroupBy>>)',
      /the template fails at each request: .*"not found" \(404\)$/,
    ],
    ['one number', 'scalar(sum(<<.Series>>{<<.LabelMatchers>>}))', /this query gives one number, .* an error \(500\)$/],
    ['a range', '<<.Series>>{<<.LabelMatchers>>}[5m]', /this query gives a range of samples/],
    ['no query', '', /there is no query, so every request is answered with "not found" \(404\)$/],
  ])('%s', (_, metricsQuery, message) => {
    expect(faultsOf(judgeRules({ rules: [rule({ metricsQuery })] }), ID)).toEqual([expect.stringMatching(message)]);
  });

  it('what only fails over the series', () => {
    const metricsQuery = 'label_replace(sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>), "x", "$1", "pod", "(")';
    expect(faultsOf(judgeRules({ rules: [rule({ metricsQuery })], series: SERIES }), ID)).toEqual([
      expect.stringMatching(
        /^error \/rules\/0\/metricsQuery over the recorded series this query fails, at 25 of 25 times looked at: /,
      ),
    ]);
  });
});

it('adapter/query-fails takes one number from an external rule', () => {
  const report = judgeRules({ externalRules: [rule({ metricsQuery: 'scalar(sum(load))' })], series: SERIES });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('adapter/query-fails passes a query that is answered, and leaves joins to promql/vector-matching', () => {
  expect(findingsOf(judgeRules({ rules: [rule()], series: SERIES }), ID)).toEqual([]);
  const metricsQuery = '<<.Series>>{<<.LabelMatchers>>} * on (namespace) load{<<.LabelMatchers>>}';
  const series = `${SERIES}\nload{namespace="default",pod="b"} 3`;
  expect(findingsOf(judgeRules({ rules: [rule({ metricsQuery })], series }), ID)).toEqual([]);
});

it('adapter/query-fails cannot tell without series, and skips the evaluation without a snapshot', () => {
  expect(reasonsOf(judgeRules({ rules: [rule()], series: 'other 1' }), ID)).toEqual([
    'notCheckable: no series of the rule is in sample.promsnap',
  ]);
  expect(reasonsOf(judgeRules({ rules: [rule()] }), ID)).toEqual(['skipped: no snapshot was given']);
});
