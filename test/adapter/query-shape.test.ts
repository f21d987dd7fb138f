import { divisionsOf, type QueryShape, queryShapeOf } from '../../src/adapter/query-shape';
import { loadAdapterConfig } from '../../src/adapter/rules/load';

function shapeOf(metricsQuery: string): QueryShape | undefined {
  const { rules, errors } = loadAdapterConfig(JSON.stringify({ rules: [{ seriesQuery: 'm', metricsQuery }] }));
  expect(errors).toEqual([]);
  return queryShapeOf(rules[0]!);
}

/** Each selector as it stands in the query, with what is known of it. */
function selectorsIn(query: string): readonly string[] | undefined {
  return shapeOf(query)?.selectors.map(({ selector: { span }, scoped, isSeries }) =>
    [query.slice(span.start, span.end), ...(scoped ? ['scoped'] : []), ...(isSeries ? ['series'] : [])].join(' '),
  );
}

describe('queryShapeOf', () => {
  it.each<[string, readonly string[]]>([
    ['avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)', ['<<.Series>>{<<.LabelMatchers>>} scoped series']],
    ['avg by (<<.GroupBy>>) (<<.Series>>)', ['<<.Series>> series']],
    [
      'sum(rate(<<.Series>>{<<.LabelMatchers>>,gpu="0"}[2m])) by (<<.GroupBy>>)',
      ['<<.Series>>{<<.LabelMatchers>>,gpu="0"} scoped series'],
    ],
    ['sum(a{<<.LabelMatchers>>}) / sum(b{job="x"})', ['a{<<.LabelMatchers>>} scoped', 'b{job="x"}']],
    [
      'sum(<< .Series >>{<<- .LabelMatchers ->>}) by (<< .GroupBy >>)',
      ['<< .Series >>{<<- .LabelMatchers ->>} scoped series'],
    ],
    ['vector(1)', []],
  ])('finds the selectors of %s where they stand', (query, expected) => {
    expect(selectorsIn(query)).toEqual(expected);
  });

  it('tells the matchers of the rule from those of the request', () => {
    const [selector] = shapeOf('sum(a{<<.LabelMatchers>>,gpu="0",job=~"x.*"})')!.selectors;
    expect(selector!.ownMatchers.map(({ name }) => name)).toEqual(['gpu', 'job']);
  });

  it.each([
    ['range', 'sum(<<range .GroupBySlice>>a<<end>>)'],
    ['printf', 'sum(<<printf "%s" .Series>>)'],
    ['index', 'sum(<<.Series>>{namespace="<<index .LabelValuesByName "namespace">>"})'],
    ['a field that does not exist', 'sum(<<.series>>)'],
  ])('gives no shape to a query with %s', (_, query) => {
    expect(shapeOf(query)).toBeUndefined();
  });

  it.each(['', 'sum(', 'sum(<<.Series>>{<<.LabelMatchers>>) by (<<.GroupBy>>)'])('gives no shape to %p', (query) => {
    expect(shapeOf(query)).toBeUndefined();
  });
});

describe('divisionsOf', () => {
  /** Each division as `dividend / divisor`, with a star where the divisor is one number for all. */
  function divisionsIn(query: string): readonly string[] {
    return divisionsOf(shapeOf(query)!.expression).map(
      ({ dividend, divisor, byTotal }) =>
        `${dividend.map(({ selector }) => selector.name).join(' ')} / ${divisor.map(({ selector }) => selector.name).join(' ')}${byTotal ? ' *' : ''}`,
    );
  }

  it.each<[string, readonly string[]]>([
    ['a / b', ['a / b']],
    ['100 * a / b', ['a / b']],
    ['a * 100 / b', ['a / b']],
    ['(a / b) * 100', ['a / b']],
    ['a / (b + c)', ['a / b c']],
    ['a / (b / c)', ['a / b c', 'b / c']],
    ['a / b / c', ['a b / c', 'a / b']],
    ['sum(rate(a[5m])) by (pod) / sum(b) by (pod)', ['a / b']],
    ['a / 100', ['a /  *']],
    ['a / scalar(sum(b))', ['a / b *']],
    ['a / on () group_left () sum(b)', ['a / b *']],
    ['a / on (pod) group_left () b', ['a / b']],
    ['a{path="/x/y"}', []],
    ['a # b / c', []],
    ['a * b', []],
  ])('finds those of %s', (query, expected) => {
    expect(divisionsIn(query)).toEqual(expected);
  });
});
