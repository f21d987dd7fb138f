import { nodeAt, spanAt, toJson } from '../../src/source/node';
import { SourceFile } from '../../src/source/source-file';
import { embeddedIn, wholeFile } from '../../src/source/source-text';
import { parseYaml, YAML_LIMITS, type YamlLimits } from '../../src/source/yaml';

const parse = (text: string, limits?: YamlLimits) => parseYaml(wholeFile(new SourceFile('a.yaml', text)), limits);
const value = (text: string) => toJson(parse(text)[0]!.root!);
const codes = (text: string, limits?: YamlLimits) =>
  parse(text, limits).flatMap((document) => document.problems.map((problem) => problem.code));

describe('scalars are read as Kubernetes reads them', () => {
  it.each([
    ['a: yes', { a: true }],
    ['a: off', { a: false }],
    ['a: "yes"', { a: 'yes' }],
    ['a: 0755', { a: 493 }],
    ['a: 0x1f', { a: 31 }],
    ['a: 1_000', { a: 1000 }],
    ['a: 12:30:45', { a: '12:30:45' }],
    ['a: 2021-12-16', { a: '2021-12-16' }],
    ['a: 2021-12-16 00:00:00', { a: '2021-12-16 00:00:00' }],
    ['a: ~', { a: null }],
    ['a:', { a: null }],
    ['a: 500M', { a: '500M' }],
    ['a: <<.Series>>', { a: '<<.Series>>' }],
    ['1: one', { '1': 'one' }],
    ['yes: one', { yes: 'one' }],
    ['__proto__: {polluted: true}', JSON.parse('{"__proto__":{"polluted":true}}')],
  ])('%s', (text, expected) => expect(value(text)).toEqual(expected));

  it('keeps a scalar as it is written', () => {
    const node = nodeAt(parse('a: 1.30')[0]!.root!, '/a');
    expect(node).toMatchObject({ kind: 'scalar', value: 1.3, text: '1.30' });
  });

  it('merges a merge key, the own keys first', () => {
    expect(value('base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3')).toEqual({
      base: { x: 1, y: 2 },
      use: { x: 1, y: 3 },
    });
  });

  it('does not pollute the prototype of objects', () => {
    value('__proto__: {polluted: true}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('streams', () => {
  it('leaves out documents without content', () => {
    expect(parse('---\n# nothing\n---\na: 1\n---\n---\nb: 2\n').map((document) => toJson(document.root!))).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
  });

  it('reads nothing from nothing', () => expect(parse('')).toEqual([]));
});

describe('faults', () => {
  it.each([
    ['a tab as indentation', 'a:\n\tb: 1', 'syntax'],
    ['an unclosed quote', 'a: "b', 'syntax'],
    ['a key given twice', 'a: 1\na: 2', 'duplicate-key'],
    ['an alias without an anchor', 'a: *b', 'syntax'],
    ['an alias inside its own anchor', 'a: &a [*a]', 'circular-alias'],
    ['a mapping as a key', '{{ .Values.name }}: 1', 'unsupported-key'],
    ['a merge of a scalar', 'a:\n  <<: 3', 'syntax'],
  ])('%s', (_title, text, code) => expect(codes(text)).toContain(code));

  it('keeps the last value of a key given twice', () => expect(value('a: 1\na: 2')).toEqual({ a: 2 }));

  it('stops at an alias bomb before it expands', () => {
    const levels = Array.from({ length: 30 }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}, *l${level}]`);
    expect(codes(`l0: &l0 [x, x]\n${levels.join('\n')}`)).toEqual(['too-large']);
  });

  it.each([
    ['brackets', `a: ${'['.repeat(900)}${']'.repeat(900)}`],
    ['mappings', Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['brackets without end', '['.repeat(100_000)],
  ])('says the same of %s beyond what the parser can hold', (_, text) => {
    expect(parse(text).flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([
      'nested more than 200 levels deep',
    ]);
  });

  it('counts documents and tokens before it builds anything from them', () => {
    const start = performance.now();
    expect(codes('---\na: 1\n'.repeat(200_000))).toEqual(['too-many-documents']);
    expect(codes(`[${'1,'.repeat(2_000_000)}1]`)).toEqual(['too-long']);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('takes marks within a block for no documents', () => {
    expect(parse(`a: |\n  ---\n  ---\nb: ---c\n`, { ...YAML_LIMITS, documents: 1 })).toHaveLength(1);
  });

  it('stops at a text nested too deeply', () => {
    expect(codes(`${'['.repeat(300)}${']'.repeat(300)}`)).toEqual(['too-deep']);
    expect(codes(`${'['.repeat(100_000)}`)[0]).toMatch(/too-deep|syntax/);
  });

  it('stops at too many characters and too many documents', () => {
    expect(codes('a: 1', { ...YAML_LIMITS, characters: 3 })).toEqual(['too-long']);
    expect(codes('[1, 2, 3]', { ...YAML_LIMITS, tokens: 9 })).toEqual(['too-long']);
    expect(codes('[1, 2, 3]', { ...YAML_LIMITS, tokens: 11 })).toEqual([]);
    expect(codes('a: 1\n---\nb: 2', { ...YAML_LIMITS, documents: 1 })).toEqual(['too-many-documents']);
  });
});

describe('places', () => {
  const place = (text: string, path: string) => {
    const span = spanAt(parse(text)[0]!.root!, path);
    return text.slice(span.start, span.end);
  };
  const text = 'spec:\n  metrics:\n    - type: Pods\n      pods: {target: {type: Utilization}}\n  none:\n';

  it.each([
    ['the scalar itself', '/spec/metrics/0/pods/target/type', 'Utilization'],
    ['the key of a mapping', '/spec/metrics/0/pods', 'pods'],
    ['the key of a list', '/spec/metrics', 'metrics'],
    ['the first key of a list item', '/spec/metrics/0', 'type'],
    ['the nearest part of a path that does not exist', '/spec/metrics/0/pods/target/averageValue', 'target'],
    ['the key of an empty value', '/spec/none', 'none'],
  ])('%s', (_title, path, expected) => expect(place(text, path)).toBe(expected));
});

describe('text inside a scalar', () => {
  const inner = (text: string, path: string, key = 'config') => {
    const file = new SourceFile('cm.yaml', text);
    const scalar = nodeAt(parseYaml(wholeFile(file))[0]!.root!, `/data/${key}`);
    if (scalar?.kind !== 'scalar') throw new Error('no scalar');
    const span = spanAt(parseYaml(embeddedIn(scalar))[0]!.root!, path);
    return { ...file.positionAt(span.start), text: text.slice(span.start, span.end) };
  };

  it.each([
    ['a literal block', 'data:\n  config: |\n    rules:\n\n      - x: found\n', { line: 5, column: 12, text: 'found' }],
    [
      'a block with stripped end',
      'data:\n  config: |-\n    rules:\n      - x: found',
      { line: 4, column: 12, text: 'found' },
    ],
    [
      'a block with an indentation indicator',
      'data:\n  config: |2\n    rules:\n    - x: found\n',
      { line: 4, column: 10, text: 'found' },
    ],
    [
      'a block with a comment behind its header',
      'data:\n  config: | # rules\n    rules:\n    - x: found\n',
      { line: 4, column: 10, text: 'found' },
    ],
    [
      'a single-quoted text without escapes',
      "data:\n  config: 'rules: [{x: found}]'\n",
      { line: 2, column: 24, text: 'found' },
    ],
  ])('%s', (_title, text, expected) => expect(inner(text, '/rules/0/x')).toEqual(expected));

  it('points at the scalar where its escapes hide the places', () => {
    expect(inner('data:\n  config: "rules:\\n- x: found\\n"\n', '/rules/0/x')).toMatchObject({ line: 2, column: 11 });
  });
});
