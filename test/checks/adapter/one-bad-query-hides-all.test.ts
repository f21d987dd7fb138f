import { faultsOf, findingsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/one-bad-query-hides-all';
const BAD = rule({ seriesQuery: 'sum(load)' });

it('adapter/one-bad-query-hides-all finds the query, and says what it hides', () => {
  const report = judgeRules({ rules: [rule(), BAD, rule({ seriesQuery: 'other' })] });
  expect(faultsOf(report, ID)).toEqual([
    'error /rules/1/seriesQuery Prometheus refuses this seriesQuery, and the adapter then drops what it found for 2 other rules too (load, other): after a start nothing is listed',
  ]);
});

it('adapter/one-bad-query-hides-all keeps the two APIs apart', () => {
  expect(findingsOf(judgeRules({ rules: [BAD], externalRules: [rule()] }), ID)).toEqual([]);
  expect(findingsOf(judgeRules({ externalRules: [BAD, rule()] }), ID)).toHaveLength(1);
});

it('adapter/one-bad-query-hides-all passes good queries, and one that is alone', () => {
  expect(findingsOf(judgeRules({ rules: [rule(), rule({ seriesQuery: 'other' })] }), ID)).toEqual([]);
  expect(findingsOf(judgeRules({ rules: [BAD] }), ID)).toEqual([]);
});
