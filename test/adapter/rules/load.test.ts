import {
  type LoadedConfig,
  loadAdapterConfig,
  loadAdapterRules,
  loadAdapterText,
} from '../../../src/adapter/rules/load';
import { consequenceOf } from '../../../src/adapter/rules/load-error';
import { nodeAt } from '../../../src/source/node';
import { SourceFile } from '../../../src/source/source-file';
import { embeddedIn, wholeFile } from '../../../src/source/source-text';
import { parseYaml } from '../../../src/source/yaml';

/** Each error as its code and the text that its span covers. */
function errorsOf({ errors }: LoadedConfig): readonly (readonly [string, string])[] {
  return errors.map(({ code, span }) => [code, span.file.text.slice(span.start, span.end)]);
}

const rule = (fields: string) => `rules:\n- seriesQuery: m\n  metricsQuery: sum(m)\n${fields}`;

describe('loadAdapterConfig', () => {
  it.each([
    ['an empty file', ''],
    ['only a comment', '# nothing\n'],
    ['rules without a value', 'rules:\n'],
    ['an empty rule', 'rules:\n- {}\n'],
    ['a rule that is null', 'rules:\n-\n'],
    ['only resource rules', 'resourceRules:\n  window: 5m\n'],
    ['a second document', 'rules: []\n---\nwrong: {\n'],
    ['anchors and merge keys', 'rules:\n- &a\n  seriesQuery: m\n- <<: *a\n  metricsQuery: sum(m)\n'],
    ['a boolean of YAML 1.1', rule('  resources: {namespaced: no}\n')],
    ['neither template nor overrides', rule('  resources: {}\n')],
    ['invalid PromQL in both queries', 'rules:\n- seriesQuery: sum((\n  metricsQuery: sum((\n'],
    ['an unknown field of the template', rule('').replace('sum(m)', 'sum(<<.LabelMatcher>>)')],
    ['an unquoted number as a text', rule('  name: {as: 5}\n')],
    ['a comment after a query', 'rules:\n- seriesQuery: m{} # all\n'],
    [
      'pod, Pods and POD',
      rule('  resources: {overrides: {a: {resource: pod}, b: {resource: Pods}, c: {resource: POD}}}\n'),
    ],
    ['a group prefix', rule('  resources: {overrides: {a: {group: networking, resource: ingress}}}\n')],
    ['an empty is beside isNot', rule('  seriesFilters:\n  - {is: "", isNot: x}\n')],
  ])('accepts %s', (_, text) => {
    expect(errorsOf(loadAdapterConfig(text))).toEqual([]);
  });

  it.each<[string, string, readonly (readonly [string, string])[]]>([
    ['an unclosed quote', 'rules:\n- seriesQuery: "m\n', [['L1', expect.any(String)]]],
    ['a tab as indentation', 'rules:\n\t- seriesQuery: m\n', [['L1', expect.any(String)]]],
    [
      'a comma after a flow mapping',
      rule('  resources:\n    overrides:\n      ns: {resource: namespace},\n      pod: {resource: pod},\n'),
      expect.arrayContaining([['L1', expect.any(String)]]),
    ],
    ['an unknown field', rule('  metricQuery: x\n'), [['L2', 'metricQuery']]],
    ['a field of another case at the top', 'Rules: []\n', [['L2', 'Rules']]],
    ['seriesFilter', rule('  seriesFilter: []\n'), [['L2', 'seriesFilter']]],
    ['resource for resources', rule('  resource: {}\n'), [['L2', 'resource']]],
    ['override', rule('  resources: {override: {}}\n'), [['L2', 'override']]],
    [
      'Helm keys at the top',
      'default: true\ncustom: []\n',
      [
        ['L2', 'default'],
        ['L2', 'custom'],
      ],
    ],
    ['a rule key twice', rule('  seriesQuery: n\n'), [['L3', 'seriesQuery']]],
    [
      'a label twice in overrides',
      rule('  resources:\n    overrides:\n      a: {resource: pod}\n      a: {resource: node}\n'),
      [['L3', 'a']],
    ],
    ['Helm values pasted under rules', 'rules:\n  default: false\n  custom: []\n', [['L4', 'default']]],
    ['overrides as a list', rule('  resources:\n    overrides:\n    - pod\n'), [['L4', 'pod']]],
    ['namespaced in quotes', rule('  resources: {namespaced: "false"}\n'), [['L4', '"false"']]],
    ['namespaced inside overrides', rule('  resources: {overrides: {namespaced: false}}\n'), [['L4', 'false']]],
    ['a list at the top', '- seriesQuery: m\n', [['L4', 'seriesQuery']]],
    ['a text at the top', 'rules\n', [['L4', 'rules']]],
    ['a query that is a mapping', rule('').replace('sum(m)', '{a: b}'), [['L4', 'a']]],
    ['a filter with both', rule('  seriesFilters:\n  - {is: a, isNot: b}\n'), [['L5', 'is']]],
    ['a filter with neither', rule('  seriesFilters:\n  - {is: ""}\n'), [['L5', 'is']]],
    ['look-ahead in a filter', rule('  seriesFilters:\n  - isNot: ^(?!a)\n'), [['L6', '^(?!a)']]],
    ['a broken pattern in matches', rule('  name: {matches: "a("}\n'), [['L6', '"a("']]],
    ['two groups and no as', rule('  name: {matches: ^(a)(b)}\n'), [['L7', '^(a)(b)']]],
    [
      'a label template that does not parse',
      rule('  resources: {template: "k_<<.Resource"}\n'),
      [['L8', '<<.Resource']],
    ],
    ['a label template with another field', rule('  resources: {template: <<.Name>>}\n'), [['L8', '<<.Name>>']]],
    ['a label template without .Resource', rule('  resources: {template: pod}\n'), [['L8', 'pod']]],
    ['a label template with .Group only', rule('  resources: {template: <<.Group>>}\n'), [['L8', '<<.Group>>']]],
    [
      'a label template that is no pattern',
      rule('  resources: {template: "(<<.Resource>>"}\n'),
      [['L8', '"(<<.Resource>>"']],
    ],
    [
      'a label template that renders to nothing',
      rule('  resources: {template: "<<if false>>x<<end>>"}\n'),
      [['L8', '"<<if false>>x<<end>>"']],
    ],
    ['a short name in overrides', rule('  resources: {overrides: {a: {resource: po}}}\n'), [['L9', 'po']]],
    ['an unknown group', rule('  resources: {overrides: {a: {group: acme.io, resource: pod}}}\n'), [['L9', 'pod']]],
    ['an override without a resource', rule('  resources: {overrides: {a: {group: apps}}}\n'), [['L9', 'a']]],
    ['an unclosed action', rule('').replace('sum(m)', 'sum(<<.Series)'), [['L10', '<<.Series)']]],
    [
      'a function that does not exist',
      rule('').replace('sum(m)', 'sum(<<LabelMatchers>>)'),
      [['L10', 'LabelMatchers']],
    ],
    ['a window without a unit', 'resourceRules:\n  window: 5\n', [['L11', '5']]],
    ['an empty window', 'resourceRules:\n  window: ""\n', [['L11', '""']]],
    ['a broken query of a resource rule', 'resourceRules:\n  cpu: {containerQuery: "<<x>>"}\n', [['L10', 'x']]],
  ])('refuses %s', (_, text, expected) => {
    expect(errorsOf(loadAdapterConfig(text))).toEqual(expected);
  });

  it('refuses a max age below the relist interval, but only where there are rules', () => {
    const flags = { relistIntervalMs: 60_000, maxAgeMs: 30_000 };
    expect(loadAdapterConfig('rules: [{}]', { flags }).errors.map(({ code }) => code)).toEqual(['L12']);
    expect(loadAdapterConfig('rules: []', { flags }).errors).toEqual([]);
    expect(loadAdapterConfig('rules: [{}]', { flags: { ...flags, maxAgeMs: 60_000 } }).errors).toEqual([]);
  });

  it('collects all errors of all rules, in the order of the file, and compiles the sound rules', () => {
    const text = `rules:
- seriesQuery: a
  seriesFilters:
  - {is: "("}
  - {}
  resources:
    template: x
    overrides: {n: {resource: nothing}}
  name: {matches: (a)(b)}
  metricsQuery: <<a>>
- seriesQuery: b
- seriesQuery: c
  wrong: 1
externalRules:
- metricsQuery: <<.Series
`;
    const loaded = loadAdapterConfig(text);
    expect(loaded.errors.map(({ code, path }) => [code, path])).toEqual([
      ['L6', '/rules/0/seriesFilters/0/is'],
      ['L5', '/rules/0/seriesFilters/1'],
      ['L8', '/rules/0/resources/template'],
      ['L9', '/rules/0/resources/overrides/n/resource'],
      ['L7', '/rules/0/name/matches'],
      ['L10', '/rules/0/metricsQuery'],
      ['L2', '/rules/2/wrong'],
      ['L10', '/externalRules/0/metricsQuery'],
    ]);
    expect(loaded.rules.map(({ index, rule: { seriesQuery } }) => [index, seriesQuery])).toEqual([[1, 'b']]);
    expect(loaded.externalRules).toEqual([]);
  });

  it('says what to do', () => {
    const [helm] = loadAdapterConfig('rules:\n  default: false\n  custom: []\n').errors;
    expect(helm?.message).toBe('rules is a mapping, but must be a list');
    expect(helm?.help).toContain('the list under custom belongs directly under rules');
    const [typo] = loadAdapterConfig(rule('  metricQuery: x\n')).errors;
    expect(typo?.message).toBe('a rule has no field "metricQuery"; did you mean "metricsQuery"?');
    const [short] = loadAdapterConfig(rule('  resources: {overrides: {a: {resource: deploy}}}\n')).errors;
    expect(short?.help).toBe('short names are not read here: write deployment');
    const [dot] = loadAdapterConfig(rule('').replace('sum(m)', 'sum(<<GroupBy>>)')).errors;
    expect(dot?.help).toBe('a field begins with a dot: write <<.GroupBy>>');
  });

  it('knows custom resources that are declared', () => {
    const text = rule('  resources: {overrides: {a: {group: acme.io, resource: gadget}}}\n');
    const gadget = { group: 'acme.io', resource: 'gadgets', singular: 'gadget', kind: 'Gadget', namespaced: true };
    expect(loadAdapterConfig(text, { customResources: [gadget] }).errors).toEqual([]);
  });

  it('keeps labels called like properties of every object', () => {
    const loaded = loadAdapterConfig(rule('  resources: {overrides: {__proto__: {resource: pod}}}\n'));
    expect(loaded.errors).toEqual([]);
    expect([...loaded.rules[0]!.association.overrides.keys()]).toEqual(['__proto__']);
  });
});

describe('loadAdapterText', () => {
  it('shows errors where they stand in the ConfigMap around the text', () => {
    const file = new SourceFile(
      'adapter.yaml',
      `apiVersion: v1
kind: ConfigMap
data:
  config.yaml: |
    rules:
    - seriesQuery: m
      metricsQuery: sum(<<.Series>>{<<LabelMatchers>>})
      override: {}
`,
    );
    const [document] = parseYaml(wholeFile(file));
    const text = nodeAt(document!.root!, '/data/config.yaml');
    if (text?.kind !== 'scalar') throw new Error('no text');
    const { errors } = loadAdapterText(embeddedIn(text));
    expect(errors.map(({ code, span }) => [code, file.positionAt(span.start)])).toEqual([
      ['L10', { line: 7, column: 39 }],
      ['L2', { line: 8, column: 7 }],
    ]);
    expect(file.text.slice(errors[0]!.span.start, errors[0]!.span.end)).toBe('LabelMatchers');
  });
});

describe('loadAdapterRules', () => {
  it('loads lists that stand apart in Helm values', () => {
    const file = new SourceFile(
      'values.yaml',
      `rules:
  default: false
  custom:
  - seriesQuery: m
    metricsQuery: sum(<<x>>)
  external:
  - seriesQuery: n
`,
    );
    const [document] = parseYaml(wholeFile(file));
    const root = document!.root!;
    const loaded = loadAdapterRules({
      span: root.span,
      rules: nodeAt(root, '/rules/custom')!,
      externalRules: nodeAt(root, '/rules/external')!,
    });
    expect(errorsOf(loaded)).toEqual([['L10', 'x']]);
    expect(loaded.errors[0]?.path).toBe('/rules/0/metricsQuery');
    expect(loaded.externalRules[0]?.spanOf('/seriesQuery')).toMatchObject({ start: file.text.indexOf('n\n', 90) });
  });
});

describe('consequenceOf', () => {
  it.each([
    ['L2', 'upstream', 'adapter-exits'],
    ['L2', 'ack', 'no-rules'],
    ['L11', 'ack', 'no-rules'],
    ['L9', 'ack', 'adapter-exits'],
    ['L12', 'ack', 'adapter-exits'],
  ] as const)('%s in the dialect %s: %s', (code, dialect, expected) => {
    expect(consequenceOf(code, dialect)).toBe(expected);
  });
});
