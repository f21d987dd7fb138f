import { faultsOf, findingsOf, helpOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/name-capture';

function judge(as: string, matches = '^(.*)_total$', seriesQuery = 'http_requests_total') {
  return judgeRules({ rules: [rule({ seriesQuery, name: { matches, as } })] });
}

it('adapter/name-capture finds a number that runs on, and says what the metric is called', () => {
  const report = judge('$1_per_second');
  expect(faultsOf(report, ID)).toEqual([
    'error /rules/0/name/as $1_per_second refers to the group "1_per_second", which name.matches does not have, and it gives nothing: the API metric of http_requests_total is called "", which nobody can ask for',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Write ${1}_per_second: without braces the name of the group runs on to the last letter, digit or underscore.',
  ]);
});

it.each([
  ['a group too many', '${2}_x', '^(.*)_total$', 'http_requests_total'],
  ['a name that is not there', '${name}', '^(?P<other>.*)_total$', 'http_requests_total'],
  ['a part that is lost', 'app_$1_x', '^(.*)_total$', 'http_requests_total'],
  ['a rule by a pattern', '$1_x', '^(.*)_total$', '{__name__=~"http_.*"}'],
  ['a number with a leading zero', '$01', '^(.*)_total$', 'http_requests_total'],
])('adapter/name-capture finds %s', (_, as, matches, seriesQuery) => {
  expect(findingsOf(judge(as, matches, seriesQuery), ID)).toHaveLength(1);
});

it.each([
  ['braces', '${1}_per_second', '^(.*)_total$'],
  ['a number before something else', '$1-x', '^(.*)_total$'],
  ['the whole match', '$0', '^(.*)_total$'],
  ['a name', '${n}_x', '^(?P<n>.*)_total$'],
  ['two dollars', '$$1_x', '^(.*)_total$'],
  ['no group', 'requests', '^(.*)_total$'],
])('adapter/name-capture passes %s', (_, as, matches) => {
  expect(findingsOf(judge(as, matches), ID)).toEqual([]);
});
