import { wantedSelectors } from '../../src/capture/wanted-selectors';
import { readFleets } from '../../src/fleet/read-fleets';

const RESOURCES = 'resources: {overrides: {ns: {resource: namespace}, pod: {resource: pod}}}';

function wanted(rules: string, more: Record<string, string> = {}) {
  const files = Object.entries({ 'rules.yaml': rules, ...more }).map(([name, text]) => ({ name, text }));
  const { selectors, notes } = wantedSelectors(readFleets(files).fleets);
  return {
    selectors: selectors.filter((text) => !text.startsWith('kube_')),
    joined: selectors.filter((text) => text.startsWith('kube_')),
    notes,
  };
}

const ruleOf = (seriesQuery: string, metricsQuery: string) =>
  `rules:\n- seriesQuery: '${seriesQuery}'\n  ${RESOURCES}\n  metricsQuery: '${metricsQuery}'\n`;

describe('wantedSelectors', () => {
  it.each([
    ['a series query', 'up{pod!=""}', 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)', ['up', 'up{pod!=""}']],
    [
      'every selector of the query, without ranges and offsets, and without what a request fills in',
      'a',
      'sum(rate(<<.Series>>{<<.LabelMatchers>>,code="200"}[5m] offset 1h)) by (<<.GroupBy>>) / on() b{<<.LabelMatchers>>} * sum(c @ 5)',
      ['a', 'a{code="200"}', 'b', 'c'],
    ],
    [
      'any name that the series query selects',
      '{__name__=~"^DCGM_.*",pod!=""}',
      'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
      ['{__name__=~"^DCGM_.*", pod!=""}', '{__name__=~"^DCGM_.*"}'],
    ],
  ])('takes %s', (_, seriesQuery, metricsQuery, selectors) => {
    expect(wanted(ruleOf(seriesQuery, metricsQuery))).toMatchObject({ selectors, notes: [] });
  });

  it('takes what queries are joined with, in the namespaces of the workloads', () => {
    const deployment = (namespace: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: ${namespace}}\nspec: {}\n`;
    const rule = ruleOf('a', 'sum(a)');
    expect(wanted(rule).joined).toContain('kube_pod_owner');
    expect(wanted(rule, { 'a.yaml': deployment('prod') }).joined).toContain('kube_pod_labels{namespace="prod"}');
    expect(wanted(rule, { 'a.yaml': deployment('prod'), 'b.yaml': deployment('a.b') }).joined).toContain(
      'kube_deployment_spec_replicas{namespace=~"a\\\\.b|prod"}',
    );
  });

  it('says what it cannot read', () => {
    expect(wanted(ruleOf('sum(a)', 'sum(a)'))).toMatchObject({
      selectors: [],
      notes: ['the seriesQuery of /rules/0 of rules.yaml is no selector: nothing is captured for this rule'],
    });
    expect(wanted(ruleOf('a', 'sum(b{pod="<<index .LabelValuesByName "pod">>"})'))).toMatchObject({
      selectors: ['a'],
      notes: [expect.stringContaining('add its other selectors with --select')],
    });
    expect(wanted(ruleOf('a', 'sum({<<.LabelMatchers>>})')).notes).toEqual([
      expect.stringContaining('selects everything'),
    ]);
  });

  it('wants nothing where there is no rule', () => {
    expect(wanted('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n')).toEqual({
      selectors: [],
      joined: [],
      notes: [],
    });
  });
});
