import { type Expression, type ParseErrorCode, parsePromQL } from '../../src/promql';

function astOf(text: string, semantics = '3.14.0'): Expression {
  const { ast, diagnostics } = parsePromQL(text, { semantics });
  if (!ast) throw new Error(JSON.stringify(diagnostics));
  return ast;
}

function faultsOf(text: string, semantics?: string): readonly string[] {
  const { diagnostics } = parsePromQL(text, semantics === undefined ? {} : { semantics });
  return diagnostics.map(({ code, span }) => `${code} ${span.start}-${span.end}`);
}

describe('precedence', () => {
  it.each([
    ['-2 ^ 2', 'Unary'],
    ['-2 * 3', 'Binary'],
    ['-2', 'NumberLiteral'],
    ['-(2)', 'Unary'],
    ['- - 2', 'NumberLiteral'],
  ])('reads %s as %s', (text, kind) => {
    expect(astOf(text).kind).toBe(kind);
  });

  it.each([
    ['1 + 2 * 3', '1 + (2 * 3)'],
    ['1 - 2 - 3', '(1 - 2) - 3'],
    ['2 ^ 3 ^ 4', '2 ^ (3 ^ 4)'],
    ['2 * -3 ^ 4', '2 * (-(3 ^ 4))'],
    ['a or b and c', 'a or (b and c)'],
    ['a and b or c', '(a and b) or c'],
    ['a unless b and c', '(a unless b) and c'],
    ['a == b + c', 'a == (b + c)'],
    ['a > b or c', '(a > b) or c'],
    ['a * b atan2 c', '(a * b) atan2 c'],
    ['-a + b', '(-a) + b'],
    ['a + b offset 5m', 'a + (b offset 5m)'],
    ['-a offset 1m', '-(a offset 1m)'],
  ])('groups %s as %s', (text, grouped) => {
    expect(shapeOf(astOf(text))).toEqual(shapeOf(astOf(grouped)));
  });
});

/** A tree without places and parentheses. */
function shapeOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shapeOf);
  if (typeof node !== 'object' || node === null) return node;
  if ('kind' in node && node.kind === 'Paren' && 'expression' in node) return shapeOf(node.expression);
  const entries = Object.entries(node).filter(([key]) => key !== 'span' && key !== 'height');
  return Object.fromEntries(entries.map(([key, value]) => [key, shapeOf(value)]));
}

describe('nodes', () => {
  it('carry the parts of a selector', () => {
    expect(astOf('gpu{pod=~"a.*", node!="b",} offset -5m @ 1.5')).toMatchObject({
      kind: 'VectorSelector',
      type: 'vector',
      name: 'gpu',
      matchers: [
        { name: 'pod', op: '=~', value: 'a.*' },
        { name: 'node', op: '!=', value: 'b' },
      ],
      offset: { kind: 'fixed', milliseconds: -300_000 },
      at: { kind: 'time', milliseconds: 1500 },
    });
  });

  it('carry their places in UTF-16 code units', () => {
    const ast = astOf('sum(\n  rate(x{a="ä😀"}[5m])\n) by (a)');
    if (ast.kind !== 'Aggregate' || ast.expression.kind !== 'Call') throw new Error('another tree');
    expect(ast.span).toEqual({ start: 0, end: 36 });
    expect(ast.expression.span).toEqual({ start: 7, end: 27 });
    expect(ast.expression.arguments[0]!.span).toEqual({ start: 12, end: 26 });
  });

  it('carry the matching of vectors', () => {
    expect(astOf('a / on (x, y) group_left (z) b')).toMatchObject({
      kind: 'Binary',
      op: '/',
      matching: { on: true, labels: ['x', 'y'], group: 'left', include: ['z'] },
    });
    expect(astOf('a > bool ignoring (x) b')).toMatchObject({
      bool: true,
      matching: { on: false, labels: ['x'], group: undefined },
    });
    expect(astOf('a > 1')).toMatchObject({ matching: undefined });
  });

  it('carry what is filled in where an element is missing', () => {
    const fillOf = (text: string) => {
      const { ast } = parsePromQL(text, { experimental: true });
      return ast?.kind === 'Binary' ? ast.matching?.fill : undefined;
    };
    expect(fillOf('a + fill(-1) b')).toEqual({ left: -1, right: -1 });
    expect(fillOf('a + on (x) group_left fill_right(2m) b')).toEqual({ left: undefined, right: 120 });
    expect(fillOf('a + fill_right(1) fill_left(2) b')).toEqual({ left: 2, right: 1 });
    expect(fillOf('a + b')).toBeUndefined();
  });

  it('carry a subquery', () => {
    expect(astOf('x[1h30m:] @ end() offset 1w')).toMatchObject({
      kind: 'Subquery',
      range: { kind: 'fixed', milliseconds: 5_400_000 },
      step: undefined,
      at: { kind: 'end' },
      offset: { kind: 'fixed', milliseconds: 604_800_000 },
    });
  });

  it('carry a duration that depends on the query as a formula, and any other worked out', () => {
    expect(astOf('x[2 * 3m + 1]')).toMatchObject({ range: { kind: 'fixed', milliseconds: 361_000 } });
    expect(astOf('x[2 * step()]')).toMatchObject({
      range: { kind: 'computed', formula: { kind: 'operation', op: '*', right: { kind: 'query', property: 'step' } } },
    });
  });
});

describe('words', () => {
  it.each(['sum', 'by', 'without', 'offset', 'and', 'start', 'topk', 'fill', 'step', 'min_of'])(
    'lets a metric be called %s',
    (name) => {
      expect(astOf(`${name}{a="b"}`)).toMatchObject({ kind: 'VectorSelector', name });
    },
  );

  it.each(['bool', 'on', 'ignoring', 'group_left', 'group_right', 'atan2'])('lets no metric be called %s', (name) => {
    expect(faultsOf(`${name} + 1`)[0]).toMatch(/^unexpected-token 0-/);
  });

  it('lets labels be called by keywords, but not "without"', () => {
    expect(astOf('sum by (by, on, bool, sum, offset, start) (x)')).toMatchObject({
      grouping: ['by', 'on', 'bool', 'sum', 'offset', 'start'],
    });
    expect(faultsOf('sum by (without) (x)')).toEqual(['unexpected-token 8-15']);
  });

  it('reads keywords in any case, and functions as they are written', () => {
    expect(astOf('SUM(x) BY (a)')).toMatchObject({ op: 'sum', grouping: ['a'] });
    expect(faultsOf('RATE(x[5m])')).toEqual(['unknown-function 0-4']);
  });
});

describe('literals', () => {
  it.each([
    ['0x1F', 31],
    ['017', 15],
    ['08', 8],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['1_000_000', 1_000_000],
    ['Inf', Number.POSITIVE_INFINITY],
    ['-iNf', Number.NEGATIVE_INFINITY],
    ['nAn', Number.NaN],
    ['1h30m', 5400],
    ['9007199254740993', 9007199254740992],
    ['9223372036854775808', 2 ** 63],
  ])('reads %s as the number %d', (text, value) => {
    expect(astOf(text)).toMatchObject({ kind: 'NumberLiteral', value });
  });

  it.each([
    ['"a\\tb\\x41\\101\\u00e4\\U0001F600\\""', 'a\tbAAä😀"'],
    ["'it\\'s'", "it's"],
    ['`raw \\n "`', 'raw \\n "'],
    ['"\\xc3\\xa4"', 'ä'],
    ['""', ''],
  ])('reads %s as text', (text, value) => {
    expect(astOf(text)).toMatchObject({ kind: 'StringLiteral', value });
  });
});

describe('what Prometheus refuses before it evaluates', () => {
  const table: readonly [text: string, code: ParseErrorCode, start: number, end: number][] = [
    ['', 'empty-query', 0, 0],
    [' # only a comment', 'empty-query', 0, 17],
    ['sum(x', 'unclosed-parenthesis', 3, 4],
    ['x{a="b"', 'unclosed-brace', 1, 2],
    ['x[5m', 'unclosed-bracket', 1, 2],
    ['x)', 'unexpected-character', 1, 2],
    ['x{a=}', 'unexpected-token', 4, 5],
    ['x{,}', 'unexpected-token', 2, 3],
    ['x{a="b",,}', 'unexpected-token', 8, 9],
    ['x y', 'unexpected-token', 2, 3],
    ['"open', 'unterminated-string', 0, 5],
    ['"\\q"', 'bad-escape', 1, 3],
    ['"\\xZZ"', 'bad-escape', 1, 5],
    ['"\\ud800"', 'bad-escape', 1, 7],
    ['1.2.3', 'bad-number', 0, 5],
    ['0o17', 'bad-duration', 0, 4],
    ['1e400', 'bad-number', 0, 5],
    ['x[1h1d]', 'bad-duration', 2, 6],
    ['x[0s]', 'duration-not-positive', 2, 4],
    ['x[5m:0s]', 'duration-not-positive', 5, 7],
    ['x[300y]', 'duration-out-of-range', 2, 6],
    ['x[5m/0]', 'division-by-zero', 2, 6],
    ['{}', 'empty-selector', 0, 2],
    ['{a=~".*"}', 'empty-selector', 0, 9],
    ['x{__name__="y"}', 'metric-name-twice', 0, 15],
    ['x{a=~"["}', 'bad-regex', 2, 8],
    ['x{a=~"a)|(b"}', 'bad-regex', 2, 12],
    ['sum(x)[5m]', 'range-on-expression', 6, 10],
    ['x offset 5m [5m]', 'modifier-before-range', 12, 16],
    ['1[5m:1m]', 'subquery-on-wrong-type', 0, 8],
    ['sum(x) offset 5m', 'offset-on-expression', 7, 13],
    ['x offset 5m offset 5m', 'offset-twice', 12, 18],
    ['sum(x) @ 5', 'at-on-expression', 7, 8],
    ['x @ 5 @ 6', 'at-twice', 6, 7],
    ['x @ Inf', 'at-out-of-range', 4, 7],
    ['rat(x)', 'unknown-function', 0, 3],
    ['holt_winters(x[5m], 1, 1)', 'function-not-in-version', 0, 12],
    ['info(x)', 'function-is-experimental', 0, 4],
    ['limitk(1, x)', 'function-is-experimental', 0, 12],
    ['rate(x[5m],)', 'trailing-comma', 10, 11],
    ['rate()', 'argument-count', 0, 6],
    ['rate(x)', 'argument-type', 5, 6],
    ['topk(x)', 'aggregation-argument-count', 0, 7],
    ['sum(1)', 'aggregation-type', 4, 5],
    ['topk(x, y)', 'aggregation-parameter-type', 5, 6],
    ['count_values(1, y)', 'aggregation-parameter-type', 13, 14],
    ['"a" + 1', 'operand-type', 0, 3],
    ['-x[5m]', 'unary-operand-type', 0, 6],
    ['1 == 2', 'comparison-needs-bool', 1, 5],
    ['x + bool y', 'bool-without-comparison', 1, 9],
    ['x and 1', 'set-operator-on-scalar', 1, 6],
    ['x and on (a) group_left y', 'grouping-on-set-operator', 1, 24],
    ['x + on (a) 1', 'matching-on-scalar', 1, 11],
    ['x + on (a) group_left (a) y', 'label-in-on-and-group', 1, 26],
    ['x anchored', 'unsupported-modifier', 2, 10],
    ['x + fill(0) y', 'modifier-is-experimental', 4, 8],
    ['sum by ("") (x)', 'bad-label-name', 8, 10],
  ];

  it.each(table)('%s is %s', (text, code, start, end) => {
    expect(faultsOf(text)).toContain(`${code} ${start}-${end}`);
  });

  it('gives every type error at once', () => {
    expect(faultsOf('sum(1) + rate(x) + (1 == 2)')).toEqual([
      'aggregation-type 4-5',
      'argument-type 14-15',
      'comparison-needs-bool 21-25',
    ]);
  });

  it('counts lines from 1 and columns in code points', () => {
    const { diagnostics } = parsePromQL('x{a="😀"}\n  + "😀ä" + fooo(1)');
    expect(diagnostics).toMatchObject([{ code: 'unknown-function', line: 2, column: 12 }]);
  });

  it('suggests the function that was meant', () => {
    expect(parsePromQL('histogram_quantil(0.9, x)').diagnostics[0]!.message).toContain('"histogram_quantile"');
  });
});

describe('versions', () => {
  it.each([
    ['x[300]', '2.42.0', 'bad-duration 2-5'],
    ['5m', '2.42.0', 'bad-duration 0-2'],
    ['1_000', '2.42.0', 'bad-number 0-5'],
    ['x offset 0s', '2.42.0', 'duration-not-positive 9-11'],
    ['{"a.b"}', '2.42.0', 'unexpected-token 1-6'],
    ['x offset 0s', '3.3.0', 'duration-not-positive 9-11'],
    ['0s', '2.54.0', 'duration-not-positive 0-2'],
    ['x + 0s', '3.3.0', 'duration-not-positive 4-6'],
    ['x offset +1m', '3.3.0', 'unexpected-token 9-10'],
    ['x offset --1m', '3.3.0', 'unexpected-token 10-11'],
    ['x[5m + 1m]', '3.13.0', 'modifier-is-experimental 5-6'],
    ['sum by (a:b) (x)', '2.42.0', 'bad-label-name 8-11'],
    ['x[5m + 1m]', '3.3.0', 'bad-duration 5-6'],
    ['holt_winters(x[5m], 1, 1)', '3.0.0', 'function-not-in-version 0-12'],
    ['double_exponential_smoothing(x[5m], 1, 1)', '2.55.0', 'function-not-in-version 0-28'],
    ['first_over_time(x[5m])', '3.7.0', 'function-is-experimental 0-15'],
  ])('%s is refused by %s', (text, semantics, fault) => {
    expect(faultsOf(text, semantics)).toEqual([fault]);
  });

  it.each([
    ['x[300]', '3.0.0'],
    ['x[300]', '2.54.0'],
    ['5m', '3.0.0'],
    ['1_000', '2.54.1'],
    ['x offset 0s', '3.4.0'],
    ['0s', '3.4.0'],
    ['x offset 0', '2.54.0'],
    ['x offset +1m', '3.4.0'],
    ['x offset --1m', '3.14.0'],
    ['{"a.b", "c d"="e"}', '3.0.0'],
    ['sum by ("a.b") (x)', '3.0.0'],
    ['x[5m + 1m]', '3.14.0'],
    ['{"a"}', '2.51.0'],
    ['holt_winters(x[5m], 1, 1)', '2.55.0'],
    ['first_over_time(x[5m])', '3.14.0'],
    ['step + range', '2.42.0'],
  ])('%s is read by %s', (text, semantics) => {
    expect(faultsOf(text, semantics)).toEqual([]);
  });

  it.each([
    ['2.53.0', 1009],
    ['2.54.0', 1008],
    ['3.4.0', 1008],
    ['3.5.0', 1009],
  ])('%s reads 1009ms as %i ms', (semantics, milliseconds) => {
    expect(astOf('x[1009ms]', semantics)).toMatchObject({ range: { milliseconds } });
  });

  it.each(['latest', '99.0.0', '2.10.0', '', '3.15.0'])('%j is none that is known', (semantics) => {
    expect(parsePromQL('up', { semantics }).diagnostics).toMatchObject([{ code: 'bad-option', line: 1, column: 1 }]);
  });

  it.each(['2.42', 'v3.1.0', '3.14.2', '3.14.0-rc.1', '2.55.1'])('%s is known', (semantics) => {
    expect(parsePromQL('up', { semantics }).diagnostics).toEqual([]);
  });

  it.each([
    ['[null]', 'the query is null; it has to be a text'],
    ['[]', 'the query is undefined; it has to be a text'],
    ['["up", null]', 'the options are null; they have to be an object'],
    ['["up", {"semantics": 3}]', 'the option "semantics" is 3; it takes a Prometheus version from 2.42.0 to 3.14.0'],
  ])('arguments of another type from JavaScript are refused: %s', (given, message) => {
    expect(Reflect.apply(parsePromQL, undefined, JSON.parse(given)).diagnostics).toMatchObject([
      { code: 'bad-option', message },
    ]);
  });

  it('accepts experimental functions where that is wanted', () => {
    expect(parsePromQL('mad_over_time(x[5m])', { experimental: true }).diagnostics).toEqual([]);
  });
});

describe('templates of the metrics adapter', () => {
  it('are found with their places, and nothing else is said about the query', () => {
    expect(faultsOf('sum(<<.Series>>{<<.LabelMatchers>>,a=}) by (<<.GroupBy>>)')).toEqual([
      'template-not-expanded 4-15',
      'template-not-expanded 16-34',
      'template-not-expanded 44-56',
    ]);
  });

  it.each(['x{a=<<"a">>}', 'x{a=<<`a`>>}', 'x{a=<< "a" >>}'])('are found in %s', (text) => {
    expect(faultsOf(text)).toEqual([`template-not-expanded 4-${text.length - 1}`]);
  });

  it('are found inside strings', () => {
    expect(faultsOf('x{pod="<< index .LabelValuesByName "pod" >>"}')).toEqual(['template-not-expanded 7-43']);
  });

  it('are not seen where comparisons stand', () => {
    expect(faultsOf('x < y and y > z')).toEqual([]);
  });
});

describe('untrusted text', () => {
  const deep = (open: string, close: string) => `${open.repeat(10_000)}x${close.repeat(10_000)}`;
  const mega = (text: string) => text.repeat(Math.ceil(1_048_576 / text.length));

  it.each([
    ['parentheses', deep('(', ')')],
    ['calls', deep('abs(', ')')],
    ['aggregations', deep('sum(', ')')],
    ['signs', `${mega('-')}x`],
    ['powers', `${mega('2^')}2`],
    ['sums', `${mega('1+')}1`],
    ['subqueries', `x${'[5m:1m]'.repeat(10_000)}`],
    ['durations', `x[${'('.repeat(10_000)}5m`],
    ['sums of durations', `x[1m${'+1m'.repeat(300_000)}]`],
    ['sums of steps', `x[1m${'+step()'.repeat(300_000)}]`],
    ['offsets that are sums', `x offset (1m${'+1m'.repeat(300_000)})`],
  ])('ends in an error where %s nest too deeply', (_, text) => {
    expect(parsePromQL(text).diagnostics.map(({ code }) => code)).toEqual(['too-deep']);
  });

  it.each([
    ['matchers', `x{${mega('a="b",')}}`],
    ['labels', `sum by (${mega('a,')}) (x)`],
    ['arguments', `label_join(x, ${mega('"a",')}"a")`],
    ['a string', `"${mega('\\n')}"`],
    ['spaces', `${mega(' ')}x`],
    ['a comment', `#${mega('a')}\nx`],
    ['offsets of zero', `x${mega(' offset 0s')}`],
  ])('reads a megabyte of %s', (_, text) => {
    expect(parsePromQL(text).diagnostics).toEqual([]);
  });

  it.each([
    ['braces', mega('{')],
    ['digits', mega('1')],
    ['underscores', mega('1_')],
    ['templates', mega('<<')],
    ['bad functions', `${mega('f(')}`],
    ['offsets', `x${mega(' offset 5m')}`],
    ['bad patterns', `x{${mega('a=~"[",')}}`],
  ])('refuses a megabyte of %s', (_, text) => {
    const { diagnostics } = parsePromQL(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(51);
  });

  it('says that a chain is refused for its length', () => {
    const [diagnostic] = parsePromQL(`1${' + 1'.repeat(600)}`).diagnostics;
    expect(diagnostic!.message).toBe('the query has more than 500 operators in a row or levels of nesting');
  });

  it.each([
    ['in one matcher', `x{a=~"${'\\\\pL{500}'.repeat(1000)}"}`],
    ['in many matchers', `x{${Array.from({ length: 1000 }, (_, at) => `a=~"${at}\\\\pL{500}"`).join()}}`],
  ])('refuses regular expressions that are too large %s, in a moment', (_, text) => {
    const start = performance.now();
    const { diagnostics } = parsePromQL(text);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(diagnostics).toMatchObject([{ code: 'bad-regex', message: expect.stringContaining('too large') }]);
  });

  it('refuses more than 4 MB unread', () => {
    expect(parsePromQL(' '.repeat(4_194_305)).diagnostics).toMatchObject([{ code: 'too-long' }]);
  });
});
