import { type Expression, parsePromQL, print } from '../../src/promql';
import * as questions from '../reference/promql/cases';
import { randomQuestions } from '../reference/promql/expressions';

function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => (key === 'span' ? [] : [[key, bare(value)]])),
  );
}

function readAgain(ast: Expression, semantics: string): Expression | undefined {
  return parsePromQL(print(ast), { semantics, experimental: true }).ast;
}

const TEXTS = [
  'sum without () (x)',
  '{"metric name", "label name"="a\\"b\\\\c\\n\\x01"}',
  'sum by ("a.b") (x) / on ("c d") group_left ("e") y',
  'x[5m + step()] offset -(2 * step())',
  'x[max_of(5m, range()):min_of(step(), 1m)] @ 1.234',
  'x[0.0005] offset 1.5',
  'x offset 1w2d3h4m5s6ms',
  '-x ^ 2 + -(-3)',
  '1e-7 + 1e300 + NaN + Inf + -0 + 5m',
  'x{a=~"\\\\d+",b!="",c!~"`"}',
  '{__name__=~"a|b"}',
  'a + on (x) group_right () fill (-1) b - fill_left (NaN) fill_right (2) c',
];

it.each(TEXTS)('writes %s so that it reads the same', (text) => {
  const { ast } = parsePromQL(text, { experimental: true });
  expect(ast).toBeDefined();
  expect(bare(readAgain(ast!, '3.14.0'))).toEqual(bare(ast));
});

it.each(['2.42.0', '3.14.0'])('writes every readable reference query of %s so that it reads the same', (semantics) => {
  for (const { query } of questions.cases()) {
    const { ast } = parsePromQL(query, { semantics, experimental: true });
    if (ast) expect([query, bare(readAgain(ast, semantics))]).toEqual([query, bare(ast)]);
  }
});

it.each([1, 2, 3])('writes random expressions of seed %i so that they read the same', (seed) => {
  for (const { query } of randomQuestions(seed, 300, '3')) {
    const { ast } = parsePromQL(query, { experimental: true });
    expect([query, bare(ast && readAgain(ast, '3.14.0'))]).toEqual([query, bare(ast)]);
    expect(ast).toBeDefined();
  }
});

it.each([
  ['sum(x)by(a,b)', 'sum by (a, b) (x)'],
  ['x{a="b",c=~"d"}[5m]offset 1h', 'x{a="b", c=~"d"}[5m] offset 1h'],
  ['a+on(b)group_left c', 'a + on (b) group_left () c'],
  ['90s', '1m30s'],
])('writes %s as %s', (text, printed) => {
  const { ast } = parsePromQL(text);
  expect(print(ast!)).toBe(printed);
});
