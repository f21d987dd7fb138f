import { findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { yamlOf } from '../sample-manifests';
import { config, configMap, rule } from './rules';

const ID = 'adapter/config-invalid';

const judge = (text: string, options = {}) => judgeSample({ files: { 'rules.yaml': text }, options });

/** The code of each finding. */
const codesOf = (report: ReturnType<typeof judge>) =>
  report.diagnostics.filter(({ check }) => check === ID).map(({ evidence }) => evidence?.code);

it('adapter/config-invalid finds a misspelt field, at the field', () => {
  const report = judge(config(rule({ metricsQuery: undefined, metricQuery: 'sum(x)' })), { dialect: 'upstream' });
  expect(findingsOf(report, ID)).toEqual([
    'error 9:5 a rule has no field "metricQuery"; did you mean "metricsQuery"? The adapter then does not start',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'The adapter reads strictly and does not start; use seriesQuery, seriesFilters, resources, name, metricsQuery (case counts), or remove it.',
  ]);
});

/** A broken part of a rule, as lines of YAML, for each way of being broken that stands in one. */
const BROKEN: readonly (readonly [code: string, lines: string])[] = [
  ['L2', 'metricQuery: x'],
  ['L4', 'resources: {overrides: [pod]}'],
  ['L5', 'seriesFilters: [{is: a, isNot: b}]'],
  ['L6', 'seriesFilters: [{is: "(?!a)"}]'],
  ['L6', 'name: {matches: "("}'],
  ['L7', 'name: {matches: (a)(b)}'],
  ['L8', 'resources: {template: pod}'],
  ['L9', 'resources: {overrides: {p: {resource: po}}}'],
  ['L10', 'metricsQuery: sum(<<LabelMatchers>>)'],
];

/** Each form in which rules stand, around the lines of a list. */
const FORMS: { readonly [form: string]: (list: string) => string } = {
  'a bare configuration': (list) => `rules:\n${list}`,
  'a list of rules': (list) => list,
  'a ConfigMap': (list) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: adapter-config}\ndata:\n  config.yaml: |\n    rules:\n${indent(list, 4)}`,
  'community values': (list) => `rules:\n  default: false\n  custom:\n${indent(list, 2)}`,
  'community values for external metrics': (list) => `rules:\n  default: false\n  external:\n${indent(list, 2)}`,
  'ACK values': (list) =>
    `AlibabaCloudMetricsAdapter:\n  prometheus:\n    adapter:\n      rules:\n        custom:\n${indent(list, 8)}`,
};

const indent = (text: string, width: number) => text.replace(/^(?=.)/gm, ' '.repeat(width));

describe.each(Object.keys(FORMS))('adapter/config-invalid in %s', (form) => {
  it.each(BROKEN)('finds %s: %s, where it stands in the file', (code, lines) => {
    const list = `- seriesQuery: a\n- seriesQuery: b\n  ${lines}\n`;
    const text = FORMS[form]!(list);
    const report = judge(text);
    expect(codesOf(report)).toEqual([code]);
    const { span } = report.diagnostics[0]!.place;
    const broken = text.split('\n').findIndex((line) => line.includes(lines)) + 1;
    expect(span.file.positionAt(span.start).line).toBe(broken);
  });

  it('passes rules that load', () => {
    const report = judge(FORMS[form]!('- seriesQuery: a\n  metricsQuery: sum(<<.Series>>)\n'));
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('adapter/config-invalid in the text of a ConfigMap', () => {
  const inMap = (text: string) => judgeObjects([configMap(text)]);

  it.each<[string, string, string]>([
    ['L1', 'rules:\n- seriesQuery: "a\n', 'the YAML cannot be read'],
    ['L1', 'rules:\n\t- seriesQuery: a\n', 'the YAML cannot be read'],
    ['L2', 'rules: []\ncustom: []\n', 'the configuration has no field "custom"'],
    ['L3', 'rules:\n- seriesQuery: a\n  seriesQuery: b\n', '"seriesQuery"'],
    ['L4', 'rules:\n  custom:\n  - seriesQuery: a\n', 'rules is a mapping, but must be a list'],
    ['L11', 'resourceRules:\n  window: "5"\n', '"5"'],
  ])('finds %s in %p', (code, text, message) => {
    const report = inMap(text);
    expect(codesOf(report)).toEqual([code]);
    expect(findingsOf(report, ID)[0]).toContain(message);
    expect(report.diagnostics[0]!.object).toMatchObject({ kind: 'ConfigMap', name: 'adapter-config' });
  });

  it.each(['', '# nothing', 'rules:', 'rules: []\n---\nwrong: {'])(
    'passes %p, with which the adapter starts',
    (text) => {
      expect(findingsOf(inMap(text), ID)).toEqual([]);
    },
  );
});

describe('adapter/config-invalid says what follows', () => {
  const typo = config(rule({ metricQuery: 'x' }));
  const filter = config(rule({ seriesFilters: [{}] }));
  const twice = '    seriesQuery: b\n';

  it.each<[string, string, object, string]>([
    [
      'where nothing tells the adapter',
      typo,
      {},
      'The adapter then does not start, and the ACK adapter runs without any rule',
    ],
    ['for prometheus-adapter', typo, { dialect: 'upstream' }, 'The adapter then does not start'],
    ['for the ACK adapter', typo, { dialect: 'ack' }, 'The ACK adapter then runs without any rule'],
    [
      'for the ACK adapter, where it decodes and does not compile',
      filter,
      { dialect: 'ack' },
      '; the adapter then does not start',
    ],
    ['where nothing tells the adapter, and it does not compile', filter, {}, '; the adapter then does not start'],
    [
      'for a key given twice',
      `rules:\n  - seriesQuery: a\n${twice}`,
      { dialect: 'upstream' },
      '; the adapter then does not start',
    ],
    [
      'for a key given twice in Helm values',
      `rules:\n  custom:\n  - seriesQuery: a\n${twice}`,
      {},
      '; Helm keeps one of them, and drops the other without a word',
    ],
  ])('%s', (_, text, options, consequence) => {
    const [finding = ''] = findingsOf(judge(text, options), ID);
    expect(finding.slice(-consequence.length)).toBe(consequence);
  });
});

describe('adapter/config-invalid finds L12', () => {
  const deployment = (args: readonly string[]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'adapter', namespace: 'monitoring', annotations: { 'checksum/config': 'a' } },
    spec: {
      selector: { matchLabels: { app: 'adapter' } },
      template: {
        metadata: { labels: { app: 'adapter' } },
        spec: {
          containers: [{ name: 'adapter', image: 'adapter:1', args }],
          volumes: [{ name: 'config', configMap: { name: 'adapter-config' } }],
        },
      },
    },
  });
  const MAP = configMap(config(rule()));

  it('in the arguments of the Deployment, at the flag', () => {
    const report = judgeObjects([deployment(['--metrics-relist-interval=1m', '--metrics-max-age=30s']), MAP]);
    expect(findingsOf(report, ID)).toEqual([
      'error 22:15 --metrics-max-age is 30 s, less than --metrics-relist-interval with 60 s; the adapter then does not start',
    ]);
    expect(helpOf(report, ID)).toEqual(['Set --metrics-max-age to the relist interval or more.']);
  });

  it('in the values of each chart', () => {
    const community =
      'metricsRelistInterval: 10m\nextraArguments: ["--metrics-max-age=1m"]\nrules: {custom: [{seriesQuery: a}]}\n';
    expect(codesOf(judge(community))).toEqual(['L12']);
    const ack = { metricsRelistInterval: '30m', adapter: { rules: { custom: [{ seriesQuery: 'a' }] } } };
    expect(codesOf(judge(yamlOf({ AlibabaCloudMetricsAdapter: { prometheus: ack } })))).toEqual(['L12']);
  });

  it.each([
    [['--metrics-relist-interval=1m', '--metrics-max-age=1m']],
    [['--metrics-relist-interval=1m']],
    [['--metrics-max-age=1h']],
    [[]],
  ])('not in %p', (args) => {
    expect(codesOf(judgeObjects([deployment(args), MAP]))).toEqual([]);
  });
});
