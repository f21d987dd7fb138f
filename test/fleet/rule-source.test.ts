import type { RuleSet } from '../../src/fleet/rule-set';
import { readFiles } from './reading';

function setsOf(text: string, options = {}): readonly RuleSet[] {
  return readFiles({ 'a.yaml': text }, options).fleets.flatMap(({ ruleSets }) => ruleSets);
}

/** The rules of each list as the series they ask for. */
function listsOf({ loaded }: RuleSet): readonly [readonly string[], readonly string[]] {
  return [loaded.rules.map(({ rule }) => rule.seriesQuery), loaded.externalRules.map(({ rule }) => rule.seriesQuery)];
}

const configMap = (text: string, name = 'adapter-config') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n  config.yaml: |\n${text.replace(/^/gm, '    ')}\n`;

describe('adapter rules are found in', () => {
  it.each<[string, string, string, readonly string[], readonly string[], boolean]>([
    [
      'a bare configuration',
      'rules: [{seriesQuery: a}]\nexternalRules: [{seriesQuery: b}]',
      'adapterConfig',
      ['a'],
      ['b'],
      false,
    ],
    ['a configuration with resource rules alone', 'resourceRules: {window: 5m}', 'adapterConfig', [], [], false],
    ['a list of rules', '- metricsQuery: sum(a)\n  seriesQuery: a', 'ruleList', ['a'], [], false],
    ['a ConfigMap', configMap('rules: [{seriesQuery: a}]'), 'configMap', ['a'], [], false],
    ['a ConfigMap whose text is broken', configMap('rules:\n- seriesQuery: "a'), 'configMap', [], [], false],
    ['a ConfigMap in flow style', configMap('{rules: [{seriesQuery: a}]}', 'x'), 'configMap', ['a'], [], false],
    [
      'values of the community chart',
      'rules:\n  default: false\n  custom: [{seriesQuery: a}]\n  external: [{seriesQuery: b}]',
      'communityValues',
      ['a'],
      ['b'],
      false,
    ],
    [
      'values of the community chart that keep its default rules',
      'rules:\n  custom: [{seriesQuery: a}]',
      'communityValues',
      ['a'],
      [],
      true,
    ],
    [
      'values below the parent key of the community chart',
      'prometheus-adapter:\n  rules: {custom: [{seriesQuery: a}]}',
      'communityValues',
      ['a'],
      [],
      true,
    ],
    [
      'values of the ACK chart',
      'AlibabaCloudMetricsAdapter:\n  prometheus:\n    adapter: {rules: {default: false, custom: [{seriesQuery: a}]}}',
      'ackValues',
      ['a'],
      [],
      false,
    ],
    [
      'values of the ACK chart that keep its default rules',
      'AlibabaCloudMetricsAdapter:\n  prometheus:\n    adapter: {rules: {default: true, custom: []}}',
      'ackValues',
      [],
      [],
      true,
    ],
    ['the short form of the ACK values', 'prometheus: {enabled: true, url: "http://x"}', 'ackValues', [], [], false],
  ])('%s', (_, text, form, rules, externalRules, addsDefaultRules) => {
    const [set, ...others] = setsOf(text);
    expect(others).toEqual([]);
    expect(set!.source.form).toBe(form);
    expect(listsOf(set!)).toEqual([rules, externalRules]);
    expect(set!.source.addsDefaultRules).toBe(addsDefaultRules);
  });

  it('no rule that the chart ignores because of rules.existing', () => {
    const [set] = setsOf('rules:\n  default: true\n  existing: adapter-config\n  custom: [{seriesQuery: a}]');
    expect(set!.source).toMatchObject({ existing: 'adapter-config', addsDefaultRules: false });
    expect(listsOf(set!)).toEqual([[], []]);
  });

  it.each(['existing: null', 'existing: ""', 'existing:'])('all lists where rules has %s', (existing) => {
    const [set] = setsOf(`rules:\n  default: false\n  ${existing}\n  custom: [{seriesQuery: a}]`);
    expect(set!.source.existing).toBeUndefined();
    expect(listsOf(set!)).toEqual([['a'], []]);
  });

  it.each([
    ['a ConfigMap about something else', configMap('log: debug', 'server')],
    ['the rules of Prometheus itself', 'groups:\n- name: x\n  rules: [{alert: a, expr: up}]'],
    ['values of another chart', 'rules: {annotations: {}}\nimage: x'],
    ['a single rule', 'seriesQuery: a\nmetricsQuery: sum(a)'],
  ])('not in %s', (_, text) => {
    expect(setsOf(text)).toEqual([]);
  });
});

describe('which adapter reads the rules is known', () => {
  it.each<[string, string, object, 'ack' | 'upstream', boolean]>([
    ['not from a bare configuration', 'rules: [{seriesQuery: a}]', {}, 'upstream', false],
    ['from externalRules, which only upstream reads', 'externalRules: [{seriesQuery: a}]', {}, 'upstream', true],
    ['from values of the community chart', 'rules: {default: false, custom: []}', {}, 'upstream', true],
    ['from values of the ACK chart', 'prometheus: {enabled: true, url: x}', {}, 'ack', true],
    ['from the command line', 'rules: [{seriesQuery: a}]', { dialect: 'ack' }, 'ack', true],
    ['from the command line before the form', 'rules: {default: false, custom: []}', { dialect: 'ack' }, 'ack', true],
  ])('%s', (_, text, options, dialect, dialectIsKnown) => {
    expect(setsOf(text, options)[0]).toMatchObject({ dialect, dialectIsKnown });
  });
});
