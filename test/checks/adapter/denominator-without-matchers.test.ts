import { findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { config, configMap, externalConfig, rule } from './rules';

const ID = 'adapter/denominator-without-matchers';

const S = '<<.Series>>{<<.LabelMatchers>>}';
const BY = 'by (<<.GroupBy>>)';

const judge = (metricsQuery: string) => judgeSample({ files: { 'rules.yaml': config(rule({ metricsQuery })) } });

it('adapter/denominator-without-matchers finds a divisor for the whole cluster, at its selector', () => {
  const report = judge(`sum(${S}) ${BY} / sum(ALLOCATED{}) ${BY}`);
  expect(findingsOf(report, ID)).toEqual([
    'warning 9:80 the divisor ALLOCATED{} has no <<.LabelMatchers>>: each request reads it for the whole cluster, and pods of one name in two namespaces are added together',
  ]);
  expect(helpOf(report, ID)).toEqual(['Write ALLOCATED{<<.LabelMatchers>>} there too.']);
});

it('adapter/denominator-without-matchers shows the place in the file around the text of a ConfigMap', () => {
  const report = judgeObjects([configMap(config(rule({ metricsQuery: `a{<<.LabelMatchers>>} / b` })))]);
  expect(findingsOf(report, ID).map((finding) => finding.split(' the ')[0])).toEqual(['warning 16:47']);
});

describe('adapter/denominator-without-matchers finds', () => {
  it.each<[string, string, readonly string[]]>([
    ['a divisor without braces', `${S} / b`, ['Write b{<<.LabelMatchers>>} there too.']],
    ['a divisor with matchers of its own', `${S} / b{job="x"}`, ['Write b{job="x",<<.LabelMatchers>>} there too.']],
    ['a divisor that ends in a comma', `${S} / b{job="x",}`, ['Write b{job="x",<<.LabelMatchers>>} there too.']],
    ['a divisor with an offset', `${S} / b offset 5m`, ['Write b{<<.LabelMatchers>>} offset 5m there too.']],
    ['a factor in front', `100 * ${S} / b`, ['Write b{<<.LabelMatchers>>} there too.']],
    ['a factor between', `${S} * 100 / b`, ['Write b{<<.LabelMatchers>>} there too.']],
    ['a factor behind', `(${S} / b) * 100`, ['Write b{<<.LabelMatchers>>} there too.']],
    ['a rate', `sum(rate(${S}[2m])) ${BY} / sum(rate(b[2m])) ${BY}`, ['Write b{<<.LabelMatchers>>} there too.']],
    ['a sum as divisor', `${S} / (b + c)`, ['Write b{<<.LabelMatchers>>} there too.']],
    ['a quotient as divisor', `${S} / (b / c)`, ['Write b{<<.LabelMatchers>>} there too.']],
    [
      'both divisors of a chain',
      `${S} / b / c`,
      ['Write b{<<.LabelMatchers>>} there too.', 'Write c{<<.LabelMatchers>>} there too.'],
    ],
    ['a join on the pod', `${S} / on (PodName) b`, ['Write b{<<.LabelMatchers>>} there too.']],
    [
      'a divisor that names several namespaces',
      `${S} / b{NamespaceName=~"a|b"}`,
      ['Write b{NamespaceName=~"a|b",<<.LabelMatchers>>} there too.'],
    ],
    ['actions with spaces', '<< .Series >>{<< .LabelMatchers >>} / b', ['Write b{<<.LabelMatchers>>} there too.']],
  ])('%s', (_, query, help) => {
    expect([...helpOf(judge(query), ID)].sort()).toEqual(help);
  });

  it('an external rule, and says what it means there', () => {
    const text = externalConfig(rule({ metricsQuery: `sum(${S}) / sum(b)` }));
    expect(findingsOf(judgeSample({ files: { 'rules.yaml': text } }), ID)).toEqual([
      'warning 9:62 the divisor b has no <<.LabelMatchers>>: each request reads it for the whole cluster, and divides by the sum over all namespaces',
    ]);
  });
});

describe('adapter/denominator-without-matchers passes', () => {
  it.each<[string, string]>([
    ['matchers on both sides', `sum(${S}) ${BY} / sum(b{<<.LabelMatchers>>}) ${BY}`],
    ['matchers in a part of the divisor', `${S} / (b{<<.LabelMatchers>>} + c)`],
    ['matchers beside others', `${S} / b{job="x",<<.LabelMatchers>>}`],
    ['a number', `${S} / 100`],
    ['the total of the cluster, as a scalar', `${S} / scalar(sum(b))`],
    ['the total of the cluster, joined on no label', `${S} / on () group_left () sum(b)`],
    ['a divisor that names its namespace', `${S} / b{NamespaceName="default"}`],
    ['a dividend without matchers', 'sum(a) / sum(b)'],
    ['no division', `sum(${S}) ${BY}`],
    ['a slash in a text', `sum(a{path="/v1/x",<<.LabelMatchers>>}) ${BY}`],
    ['a slash in a comment', `sum(${S}) ${BY} # a / b`],
  ])('%s', (_, query) => {
    const report = judge(query);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('adapter/denominator-without-matchers cannot tell', () => {
  it.each([
    ['range', 'sum(<<range .GroupBySlice>>a / b<<end>>)'],
    ['printf', 'sum(<<printf "%s" .Series>>) / sum(b)'],
    ['index', 'a{ns="<<index .LabelValuesByName "namespace">>"} / b'],
    ['what is no PromQL', 'sum(a) / '],
  ])('of a query with %s', (_, query) => {
    const report = judge(query);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: the metricsQuery uses parts of the template language that are not read here, or is no PromQL',
    ]);
  });
});
