import { matcher, renderSelector, type SelectorTerm, selectorTerms } from '../../src/adapter/metric-selector';
import { customQuery, externalQuery, type QueryResult, renderQuery } from '../../src/adapter/queries';
import { type CompiledRule, loadAdapterConfig } from '../../src/adapter/rules/load';
import { isTemplate, parseTemplate } from '../../src/adapter/rules/template';
import { type ApiResource, findResource } from '../../src/kubernetes/resource-table';
import { SEED_CONFIG } from './seed-rules';

const resource = (name: string, group?: string): ApiResource => findResource({ group, resource: name })!;
const PODS = resource('pods');
const NODES = resource('nodes');
const NAMESPACES = resource('namespaces');

function rulesOf(config: string): readonly CompiledRule[] {
  const loaded = loadAdapterConfig(config);
  expect(loaded.errors).toEqual([]);
  return [...loaded.rules, ...loaded.externalRules];
}

const term = (key: string, operator: SelectorTerm['operator'], ...values: string[]): SelectorTerm => ({
  key,
  operator,
  values,
});
const answer = (result: QueryResult) => ('promql' in result ? result.promql : result.failure);

const Q = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)';
const one = (resources: string, query = Q) =>
  rulesOf(`rules:\n- {seriesQuery: m, metricsQuery: '${query}', resources: ${resources}}\n`)[0]!;

describe('customQuery', () => {
  const SEED_SERIES = [
    'DCGM_FI_DEV_GPU_UTIL',
    'DCGM_CUSTOM_PROCESS_SM_UTIL',
    'DCGM_FI_DEV_FB_USED',
    'DCGM_CUSTOM_PROCESS_MEM_USED',
    'DCGM_CUSTOM_PROCESS_MEM_USED',
  ];
  const mixed = [
    term('z', 'NotIn', 'q', 'p'),
    term('a/b', 'Exists'),
    term('gpu', '=', '0'),
    term('m', 'In', 'one'),
    term('k', 'DoesNotExist'),
  ];

  it.each<[number, ApiResource, readonly string[], readonly SelectorTerm[], string]>([
    [1, NODES, ['n1'], [], 'avg(DCGM_FI_DEV_GPU_UTIL{NodeName="n1"}) by (NodeName)'],
    [2, PODS, ['a', 'b'], [], 'avg(DCGM_CUSTOM_PROCESS_SM_UTIL{NamespaceName="default",PodName=~"a|b"}) by (PodName)'],
    [2, PODS, ['a'], [], 'avg(DCGM_CUSTOM_PROCESS_SM_UTIL{NamespaceName="default",PodName="a"}) by (PodName)'],
    [2, NODES, ['n1'], [], 'avg(DCGM_CUSTOM_PROCESS_SM_UTIL{NodeName="n1"}) by (NodeName)'],
    [2, NAMESPACES, ['default'], [], 'avg(DCGM_CUSTOM_PROCESS_SM_UTIL{NamespaceName="default"}) by (NamespaceName)'],
    [
      2,
      PODS,
      ['a', 'b'],
      mixed,
      'avg(DCGM_CUSTOM_PROCESS_SM_UTIL{a/b!="",gpu="0",k="",m=~"one",z!~"p|q",NamespaceName="default",PodName=~"a|b"}) by (PodName)',
    ],
    [
      2,
      PODS,
      ['a', 'b'],
      [term('gpu', '=', '0')],
      'avg(DCGM_CUSTOM_PROCESS_SM_UTIL{gpu="0",NamespaceName="default",PodName=~"a|b"}) by (PodName)',
    ],
    [3, NODES, ['n1', 'n2'], [], 'sum(DCGM_FI_DEV_FB_USED{NodeName=~"n1|n2"}) by (NodeName)'],
    [4, PODS, ['a', 'b'], [], 'sum(DCGM_CUSTOM_PROCESS_MEM_USED{NamespaceName="default",PodName=~"a|b"}) by (PodName)'],
    [4, NODES, ['n1'], [], 'sum(DCGM_CUSTOM_PROCESS_MEM_USED{NodeName="n1"}) by (NodeName)'],
    [4, NAMESPACES, ['default'], [], 'sum(DCGM_CUSTOM_PROCESS_MEM_USED{NamespaceName="default"}) by (NamespaceName)'],
    [
      5,
      PODS,
      ['a', 'b'],
      [],
      'sum(DCGM_CUSTOM_PROCESS_MEM_USED{NamespaceName="default",PodName=~"a|b"}) by (PodName) / sum(DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED{}) by (PodName)',
    ],
    [
      5,
      NAMESPACES,
      ['default'],
      [],
      'sum(DCGM_CUSTOM_PROCESS_MEM_USED{NamespaceName="default"}) by (NamespaceName) / sum(DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED{}) by (NamespaceName)',
    ],
  ])('seed rule %d', (number, of, names, selector, expected) => {
    const rule = rulesOf(SEED_CONFIG)[number - 1]!;
    const seriesName = SEED_SERIES[number - 1]!;
    const namespace = of === PODS ? 'default' : undefined;
    expect(answer(customQuery(rule, { seriesName, resource: of, namespace, names, selector }))).toBe(expected);
  });

  it.each<[string, CompiledRule, ApiResource, string | undefined, readonly string[], string]>([
    ['X1 no namespace label', one('{overrides: {pod: {resource: pod}}}'), PODS, 'd', ['a'], 'no-namespace-label'],
    [
      'X2 namespaced is ignored',
      one('{namespaced: false, overrides: {pod: {resource: pod}, ns: {resource: namespace}}}'),
      PODS,
      'd',
      ['a'],
      'sum(m{ns="d",pod="a"}) by (pod)',
    ],
    ['X3 template', one('{template: <<.Resource>>}'), PODS, 'd', ['a'], 'sum(m{namespace="d",pod="a"}) by (pod)'],
    [
      'X3 cluster-scoped, asked for in a namespace',
      one('{template: <<.Resource>>}'),
      resource('storageclasses', 'storage.k8s.io'),
      'd',
      ['a'],
      'sum(m{namespace="d",storageclass="a"}) by (storageclass)',
    ],
    [
      'X4 a dotted group',
      one('{template: kube_<<.Group>>_<<.Resource>>, overrides: {ns: {resource: namespace}}}'),
      resource('ingresses', 'networking.k8s.io'),
      'd',
      ['a'],
      'sum(m{ns="d",kube_networking_k8s_io_ingress="a"}) by (kube_networking_k8s_io_ingress)',
    ],
    [
      'X5 the override wins over the template',
      one('{template: <<.Resource>>, overrides: {PodName: {resource: pod}}}'),
      PODS,
      'd',
      ['a'],
      'sum(m{namespace="d",PodName="a"}) by (PodName)',
    ],
    ['X8 an empty query', one('{template: <<.Resource>>}', ''), PODS, 'd', ['a'], 'empty-query'],
    ['X10 no names', one('{template: <<.Resource>>}'), PODS, 'd', [], 'no-names'],
    [
      'a field that does not exist',
      one('{template: <<.Resource>>}', '<<.LabelMatcher>>'),
      PODS,
      'd',
      ['a'],
      'template',
    ],
    [
      'what we do not reproduce',
      one('{template: <<.Resource>>}', '<<html .Series>>'),
      PODS,
      'd',
      ['a'],
      'not-reproduced',
    ],
    [
      'no label for the resource',
      one('{overrides: {ns: {resource: namespace}}}'),
      PODS,
      'd',
      ['a'],
      'no-resource-label',
    ],
  ])('row %s', (_, rule, of, namespace, names, expected) => {
    expect(answer(customQuery(rule, { seriesName: 'm', resource: of, namespace, names }))).toBe(expected);
  });

  it('row X9 refuses an operator that PromQL lacks', () => {
    const request = { seriesName: 'm', resource: PODS, namespace: 'd', names: ['a'], selector: [term('k', 'Gt', '1')] };
    expect(answer(customQuery(one('{template: <<.Resource>>}'), request))).toBe('selector-operator');
  });

  it.each<[string, string, string, ApiResource, string | undefined, readonly string[], string]>([
    [
      'container_some_usage',
      'sum(<<.Series>>{<<.LabelMatchers>>,container!="POD"}) by (<<.GroupBy>>)',
      '{overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}',
      PODS,
      'somens',
      ['somepod1', 'somepod2'],
      'sum(container_some_usage{namespace="somens",pod=~"somepod1|somepod2",container!="POD"}) by (pod)',
    ],
    [
      'ingress_hits_total',
      'sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
      '{template: "kube_<<.Resource>>"}',
      resource('service'),
      'somens',
      ['somesvc'],
      'sum(rate(ingress_hits_total{kube_namespace="somens",kube_service="somesvc"}[1m])) by (kube_service)',
    ],
    [
      'ingress_hits_total',
      'sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
      '{template: "kube_<<.Resource>>"}',
      resource('ingress'),
      'somens',
      ['someingress'],
      'sum(rate(ingress_hits_total{kube_namespace="somens",kube_ingress="someingress"}[1m])) by (kube_ingress)',
    ],
    [
      'work_queue_wait_seconds_total',
      'sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
      '{template: "kube_<<.Resource>>"}',
      resource('deployment'),
      'somens',
      ['somedep'],
      'sum(rate(work_queue_wait_seconds_total{kube_namespace="somens",kube_deployment="somedep"}[1m])) by (kube_deployment)',
    ],
    [
      'node_gigawatts',
      Q,
      '{template: "kube_<<.Resource>>"}',
      NODES,
      undefined,
      ['somenode'],
      'sum(node_gigawatts{kube_node="somenode"}) by (kube_node)',
    ],
    [
      'volume_claims_total',
      'sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
      '{template: "kube_<<.Resource>>"}',
      resource('persistentvolume'),
      undefined,
      ['somepv'],
      'sum(rate(volume_claims_total{kube_persistentvolume="somepv"}[1m])) by (kube_persistentvolume)',
    ],
  ])('registry test of upstream: %s', (seriesName, query, resources, of, namespace, names, expected) => {
    expect(answer(customQuery(one(resources, query), { seriesName, resource: of, namespace, names }))).toBe(expected);
  });
});

describe('externalQuery', () => {
  const external = (resources: string, query: string) =>
    rulesOf(`externalRules:\n- {seriesQuery: queue_depth, metricsQuery: '${query}', resources: ${resources}}\n`)[0]!;
  const byName = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (name)';
  const namespace = '{overrides: {namespace: {resource: namespace}}}';
  const unscoped = '{namespaced: false, overrides: {namespace: {resource: namespace}}}';
  const q1 = [term('name', '=', 'q1')];

  it.each<[string, string, string, string | undefined, readonly SelectorTerm[], string]>([
    ['X12', namespace, byName, 'qns', q1, 'sum(queue_depth{name="q1",namespace="qns"}) by (name)'],
    ['X12 without a namespace', namespace, byName, undefined, q1, 'sum(queue_depth{name="q1"}) by (name)'],
    ['X13', unscoped, Q, 'qns', q1, 'sum(queue_depth{name="q1"}) by ()'],
    ['not namespaced, no selector', unscoped, byName, 'qns', [], 'sum(queue_depth{}) by (name)'],
    ['X14', '{}', byName, 'qns', q1, 'no-namespace-label'],
    ['X14 without a namespace', '{}', byName, undefined, q1, 'sum(queue_depth{name="q1"}) by (name)'],
  ])('row %s', (_, resources, query, of, selector, expected) => {
    expect(
      answer(externalQuery(external(resources, query), { seriesName: 'queue_depth', namespace: of, selector })),
    ).toBe(expected);
  });

  it.each([
    [2, 'avg(DCGM_CUSTOM_PROCESS_SM_UTIL{NamespaceName="default"}) by ()'],
    [4, 'sum(DCGM_CUSTOM_PROCESS_SM_UTIL{NamespaceName="default"}) by ()'],
    [1, 'no-namespace-label'],
    [3, 'no-namespace-label'],
  ])('seed rule %d as an external metric', (number, expected) => {
    const rule = rulesOf(SEED_CONFIG)[number - 1]!;
    expect(answer(externalQuery(rule, { seriesName: 'DCGM_CUSTOM_PROCESS_SM_UTIL', namespace: 'default' }))).toBe(
      expected,
    );
  });
});

describe('renderQuery', () => {
  const render = (
    text: string,
    matchers: readonly (readonly [string, string, string])[],
    groupBy: readonly string[],
  ) => {
    const template = parseTemplate(text);
    if (!isTemplate(template)) throw new Error(template.message);
    return answer(
      renderQuery(
        template,
        'foo',
        matchers.map(([label, op, value]) => matcher(label, op as '=', value)),
        groupBy,
      ),
    );
  };
  const names = ['resource', '=~', 'bar|baz'] as const;
  const ns = ['namespaces', '=', 'default'] as const;

  it.each<[string, string, readonly (readonly [string, string, string])[], readonly string[], string]>([
    ['Q1', 'series <<.Series>>', [], [], 'series foo'],
    ['Q2', '<<.LabelMatchers>>', [names], [], 'resource=~"bar|baz"'],
    ['Q3', '<<.LabelMatchers>>', [['resource', '=', 'bar']], [], 'resource="bar"'],
    [
      'Q4',
      '<<.LabelMatchers>>',
      [
        ['metric1', '=', 'value1'],
        ['resource', '=', 'bar'],
      ],
      [],
      'metric1="value1",resource="bar"',
    ],
    ['Q5', '<<index .LabelValuesByName "resource">>', [['resource', '=', 'bar']], [], 'bar'],
    ['Q6', '<<index .LabelValuesByName "resource">>', [names], [], 'bar|baz'],
    [
      'Q7',
      '<<index .LabelValuesByName "namespaces">> <<index .LabelValuesByName "resource">>',
      [ns, names],
      [],
      'default bar|baz',
    ],
    ['Q8', '<<.GroupBy>>', [], ['resource'], 'resource'],
    ['Q9', '<<.GroupBy>>', [], ['resource', 'extra', 'groups'], 'resource,extra,groups'],
    ['Q10', '<<.GroupBySlice>>', [], ['resource'], '[resource]'],
    ['Q11', '<<.GroupBySlice>>', [], ['resource', 'extra', 'groups'], '[resource extra groups]'],
    ['E3', '<<.GroupBySlice>>', [], ['foo', 'bar'], '[foo bar]'],
    ['E4', '<<index .LabelValuesByName "namespaces">> <<.GroupBySlice>>', [ns], ['foo', 'bar'], 'default [foo bar]'],
    ['E5', '<<index .LabelValuesByName "namespaces">> <<.GroupBySlice>>', [], ['foo', 'bar'], ' [foo bar]'],
    ['E7', '<<.LabelMatchers>>', [['foo', '=', 'bar'], ns], [], 'foo="bar",namespaces="default"'],
    [
      'E8',
      '<<.LabelMatchers>>',
      [
        ['foo', '=', 'bar'],
        ['qux', '=~', 'bar|baz'],
      ],
      [],
      'foo="bar",qux=~"bar|baz"',
    ],
    ['E9', '<<.LabelValuesByName>>', [['foo', '=', 'bar']], [], 'map[foo:bar]'],
    ['E10', '<<.LabelValuesByName>>', [['foo', '=~', 'bar|baz']], [], 'map[foo:bar|baz]'],
  ])('row %s', (_, text, matchers, groupBy, expected) => {
    expect(render(text, matchers, groupBy)).toBe(expected);
  });
});

describe('renderSelector', () => {
  it.each([
    ['one equal value', term('k', '=', 'v'), 'k="v"'],
    ['another value', term('k', '!=', 'v'), 'k!="v"'],
    ['In one value', term('k', 'In', 'v'), 'k=~"v"'],
    ['In several values, sorted', term('k', 'In', 'v2', 'v1'), 'k=~"v1|v2"'],
    ['NotIn one value', term('k', 'NotIn', 'v'), 'k!~"v"'],
    ['NotIn several values, sorted', term('k', 'NotIn', 'v2', 'v1'), 'k!~"v1|v2"'],
    ['Exists', term('k', 'Exists'), 'k!=""'],
    ['DoesNotExist', term('k', 'DoesNotExist'), 'k=""'],
    ['quotes and other characters', term('k', '=', 'a"\\\n\u0001é\u200b'), 'k="a\\"\\\\\\n\\x01é\\u200b"'],
  ])('%s', (_, one, expected) => {
    expect(renderSelector([one])?.map(({ text }) => text)).toEqual([expected]);
  });

  it.each([
    ['Gt', term('k', 'Gt', '1')],
    ['Lt', term('k', 'Lt', '1')],
    ['In without values', term('k', 'In')],
  ])('refuses %s', (_, one) => {
    expect(renderSelector([one])).toBeUndefined();
  });

  it('takes the selector of an HPA metric', () => {
    const terms = selectorTerms({
      matchLabels: { b: '1' },
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['x'] },
        { key: 'c', operator: 'Exists' },
      ],
    });
    expect(renderSelector(terms!)?.map(({ text }) => text)).toEqual(['a=~"x"', 'b="1"', 'c!=""']);
  });

  it('refuses an operator that the HPA cannot read', () => {
    expect(selectorTerms({ matchExpressions: [{ key: 'a', operator: 'Near', values: ['x'] }] })).toBeUndefined();
  });
});
