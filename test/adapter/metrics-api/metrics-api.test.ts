import fc from 'fast-check';
import { metricsApi } from '../../../src/adapter/metrics-api/metrics-api';
import { loadAdapterConfig } from '../../../src/adapter/rules/load';
import { SEED_CONFIG } from '../seed-rules';
import { apiOf, CUSTOM, CUSTOM_V2, EXTERNAL, ONE_RULE, pods, storeOf, TIME } from './api';

const answer = (api: { get(path: string): object }, path: string) => JSON.parse(JSON.stringify(api.get(path)));
const problem = (api: { get(path: string): object }, path: string) => {
  const { kind, code, reason, message } = answer(api, path);
  expect(kind).toBe('Status');
  return [code, reason, message];
};
const values = (api: { get(path: string): object }, path: string) =>
  answer(api, path).items.map((item: { describedObject: { name: string }; value: string }) => [
    item.describedObject.name,
    item.value,
  ]);

const SEED_SERIES = [
  'DCGM_FI_DEV_GPU_UTIL',
  'DCGM_CUSTOM_PROCESS_SM_UTIL',
  'DCGM_FI_DEV_FB_USED',
  'DCGM_CUSTOM_PROCESS_MEM_USED',
].map((name) => `${name}{NamespaceName="default",PodName="a",NodeName="n1"} 23`);

describe('the listing', () => {
  it('has the ten entries of the seed, byte for byte as the API writes them', () => {
    const listing = apiOf(SEED_CONFIG, SEED_SERIES).get(CUSTOM);
    expect(JSON.stringify(listing)).toBe(
      `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"custom.metrics.k8s.io/v1beta1","resources":[${[
        ['namespaces/DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO', false],
        ['namespaces/DCGM_CUSTOM_PROCESS_MEM_USED', false],
        ['namespaces/DCGM_CUSTOM_PROCESS_SM_UTIL', false],
        ['nodes/DCGM_CUSTOM_PROCESS_MEM_USED', false],
        ['nodes/DCGM_CUSTOM_PROCESS_SM_UTIL', false],
        ['nodes/DCGM_FI_DEV_FB_USED', false],
        ['nodes/DCGM_FI_DEV_GPU_UTIL', false],
        ['pods/DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO', true],
        ['pods/DCGM_CUSTOM_PROCESS_MEM_USED', true],
        ['pods/DCGM_CUSTOM_PROCESS_SM_UTIL', true],
      ]
        .map(
          ([name, namespaced]) =>
            `{"name":"${name}","singularName":"","namespaced":${namespaced},"kind":"MetricValueList","verbs":["get"]}`,
        )
        .join(',')}]}`,
    );
  });

  it('of external metrics is always namespaced, and unprefixed', () => {
    const config = `externalRules:
- {seriesQuery: queue_depth, resources: {namespaced: false}, metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>})'}
`;
    expect(JSON.stringify(apiOf(config, ['queue_depth 1']).get(EXTERNAL))).toBe(
      '{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"external.metrics.k8s.io/v1beta1","resources":[{"name":"queue_depth","singularName":"","namespaced":true,"kind":"ExternalMetricValueList","verbs":["get"]}]}',
    );
  });

  it('of ACK has every rule in both APIs', () => {
    const api = apiOf(SEED_CONFIG, SEED_SERIES, {}, { dialect: 'ack' });
    expect(answer(api, EXTERNAL).resources.map(({ name }: { name: string }) => name)).toEqual([
      'DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO',
      'DCGM_CUSTOM_PROCESS_MEM_USED',
      'DCGM_CUSTOM_PROCESS_SM_UTIL',
      'DCGM_FI_DEV_FB_USED',
      'DCGM_FI_DEV_GPU_UTIL',
    ]);
    expect(answer(api, CUSTOM).resources).toHaveLength(10);
  });

  it('names its version', () => {
    expect(answer(apiOf(ONE_RULE, []), CUSTOM_V2)).toEqual({
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'custom.metrics.k8s.io/v1beta2',
      resources: [],
    });
  });

  it('is empty while one seriesQuery is refused, and no metric is found', () => {
    const api = apiOf(`${ONE_RULE}- {seriesQuery: sum(n), metricsQuery: n}\n`, ['m{ns="default",pod="a"} 1']);
    expect(answer(api, CUSTOM).resources).toEqual([]);
    expect(problem(api, `${CUSTOM}/namespaces/default/pods/a/m`)[0]).toBe(404);
  });

  it('sees only series of the last ten minutes, under ACK of the last twenty', () => {
    const store = storeOf('m{ns="default",pod="a"} 1');
    const entries = (minutes: number, dialect: 'upstream' | 'ack') =>
      answer(metricsApi(loadAdapterConfig(ONE_RULE), store, {}, { time: TIME + minutes * 60_000, dialect }), CUSTOM)
        .resources.length;
    expect([entries(10, 'upstream'), entries(11, 'upstream'), entries(20, 'ack'), entries(21, 'ack')]).toEqual([
      2, 0, 2, 0,
    ]);
  });

  it('is not served without rules, except by ACK', () => {
    const api = apiOf('externalRules: []', []);
    expect(problem(api, CUSTOM)).toEqual([404, 'NotFound', 'the server could not find the requested resource']);
    expect(problem(api, EXTERNAL)[0]).toBe(404);
    const ack = apiOf('{}', [], {}, { dialect: 'ack' });
    expect([answer(ack, CUSTOM).resources, answer(ack, EXTERNAL).resources]).toEqual([[], []]);
  });
});

describe('values of pods', () => {
  const SERIES = [
    'm{ns="default",pod="a"} 19.6',
    'm{ns="default",pod="b"} 23',
    'm{ns="other",pod="c"} 7',
    'm{ns="default",pod="zz"} 1',
  ];
  const OBJECTS = {
    pods: [...pods('b', 'a', 'missing'), { namespace: 'other', name: 'c' }, { namespace: 'default', name: 'zz' }],
  };
  const api = apiOf(ONE_RULE, SERIES, OBJECTS);

  it('of a selector come in the order of the list, those without a sample left out, byte for byte', () => {
    expect(JSON.stringify(api.get(`${CUSTOM}/namespaces/default/pods/*/m?labelSelector=app%3Dbert`))).toBe(
      '{"kind":"MetricValueList","apiVersion":"custom.metrics.k8s.io/v1beta1","metadata":{},"items":[' +
        '{"describedObject":{"kind":"Pod","namespace":"default","name":"a","apiVersion":"/v1"},"metricName":"m","timestamp":"2026-11-21T00:00:00Z","value":"19600m","selector":null},' +
        '{"describedObject":{"kind":"Pod","namespace":"default","name":"b","apiVersion":"/v1"},"metricName":"m","timestamp":"2026-11-21T00:00:00Z","value":"23","selector":null}]}',
    );
  });

  it('carry the metric and its selector in v1beta2', () => {
    const found = `${CUSTOM_V2}/namespaces/default/pods/a/m?metricLabelSelector=pod%3Da,x+notin+(q,p),!y`;
    expect(JSON.stringify(api.get(found))).toBe(
      '{"kind":"MetricValueList","apiVersion":"custom.metrics.k8s.io/v1beta2","metadata":{},"items":[' +
        '{"describedObject":{"kind":"Pod","namespace":"default","name":"a","apiVersion":"/v1"},' +
        '"metric":{"name":"m","selector":{"matchLabels":{"pod":"a"},"matchExpressions":[{"key":"x","operator":"NotIn","values":["p","q"]},{"key":"y","operator":"DoesNotExist"}]}},' +
        '"timestamp":"2026-11-21T00:00:00Z","value":"19600m"}]}',
    );
  });

  it.each<[string, readonly (readonly [string, string])[]]>([
    [
      'namespaces/default/pods/*/m',
      [
        ['a', '19600m'],
        ['b', '23'],
        ['zz', '1'],
      ],
    ],
    ['namespaces/default/pods/b/m', [['b', '23']]],
    ['namespaces/default/pod/b/m', [['b', '23']]],
    ['namespaces/default/PODS/b/m', [['b', '23']]],
    [
      'namespaces/default/pods/%2A/m',
      [
        ['a', '19600m'],
        ['b', '23'],
        ['zz', '1'],
      ],
    ],
    [
      'namespaces/default/pods/*/m/',
      [
        ['a', '19600m'],
        ['b', '23'],
        ['zz', '1'],
      ],
    ],
    ['namespaces/default/pods/*/m?labelSelector=app!=bert', [['zz', '1']]],
    [
      'namespaces/default/pods/*/m?labelSelector=app&limit=500',
      [
        ['a', '19600m'],
        ['b', '23'],
      ],
    ],
    ['namespaces/default/pods/*/m?metricLabelSelector=pod%3Db', [['b', '23']]],
    ['namespaces/default/metrics/m', [['default', '43600m']]],
    ['namespaces/default/metrics/m/x', [['default', '43600m']]],
  ])('%s', (path, expected) => {
    expect(values(api, `${CUSTOM}/${path}`)).toEqual(expected);
  });

  it.each<[string, readonly unknown[]]>([
    ['namespaces/default/pods/a/n', [404, 'NotFound', 'the server could not find the metric n for pods']],
    ['namespaces/default/pod/a/n', [404, 'NotFound', 'the server could not find the metric n for pod']],
    ['namespaces/default/pods/missing/m', [404, 'NotFound', 'the server could not find the metric m for pods missing']],
    // Zero objects: a Pods metric cannot scale from zero.
    [
      'namespaces/default/pods/*/m?labelSelector=app%3Dgpt',
      [404, 'NotFound', 'the server could not find the metric m for pods'],
    ],
    ['nodes/*/m', [404, 'NotFound', 'the server could not find the metric m for nodes']],
    ['pods/a/m', [404, 'NotFound', 'the server could not find the metric m for pods']],
    // A node within a namespace, as the HPA asks for it, can never be found.
    ['namespaces/default/nodes/n1/m', [404, 'NotFound', 'the server could not find the metric m for nodes']],
    ['namespaces/default/unicorns/a/m', [404, 'NotFound', 'the server could not find the metric m for unicorns']],
    ['namespaces/default/po/a/m', [404, 'NotFound', 'the server could not find the metric m for po']],
    [
      'namespaces/default/unicorns/*/m',
      [500, 'InternalError', 'Internal error occurred: unable to list matching resources'],
    ],
    [
      'namespaces/default/pods/a/m?metricLabelSelector=x>1',
      [404, 'NotFound', 'the server could not find the metric m for pods'],
    ],
    [
      'namespaces/default/pods/a/m?metricLabelSelector=x/y%3D1',
      [500, 'InternalError', 'Internal error occurred: unable to fetch metrics'],
    ],
    [
      'namespaces/default/pods/a/m?metricLabelSelector=x!=1',
      [500, undefined, '"!=" is not a valid label selector operator'],
    ],
    ['namespaces/default/m', [400, 'BadRequest', 'invalid request path']],
    ['nodes/n1', [404, 'NotFound', 'the server could not find the requested resource']],
    ['namespaces/default/pods/a', [404, 'NotFound', 'the server could not find the requested resource']],
    ['namespaces/default/pods/a/m/x', [404, 'NotFound', 'the server could not find the requested resource']],
    ['namespaces/default/pods/a/x%2Fm', [404, 'NotFound', 'the server could not find the requested resource']],
    ['namespaces//pods/a/m', [404, 'NotFound', 'the server could not find the requested resource']],
  ])('%s is an error', (path, expected) => {
    expect(problem(api, `${CUSTOM}/${path}`)).toEqual(expected);
  });

  it('of a selector that no value has is an empty list, not an error', () => {
    expect(values(api, `${CUSTOM}/namespaces/default/pods/*/m?metricLabelSelector=x`)).toEqual([]);
  });

  it('refuses a broken labelSelector with 400, a broken metricLabelSelector with 500', () => {
    expect(problem(api, `${CUSTOM}/namespaces/default/pods/*/m?labelSelector=a+b`).slice(0, 2)).toEqual([
      400,
      'BadRequest',
    ]);
    expect(problem(api, `${CUSTOM}/namespaces/default/pods/*/m?metricLabelSelector=a+b`).slice(0, 2)).toEqual([
      500,
      undefined,
    ]);
  });

  it('gives an internal error its cause, as the API server does', () => {
    expect(JSON.stringify(api.get(`${CUSTOM}/namespaces/default/unicorns/*/m`))).toBe(
      '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Internal error occurred: unable to list matching resources","reason":"InternalError","details":{"causes":[{"message":"unable to list matching resources"}]},"code":500}',
    );
  });
});

describe('values of other objects', () => {
  it('are found without a namespace for nodes and namespaces, with one for a Deployment', () => {
    const config = `rules:
- seriesQuery: m
  resources: {overrides: {ns: {resource: namespace}, node: {resource: node}, deployment: {group: apps, resource: deployment}}}
  metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;
    const lines = [
      'm{ns="a",node="n1",deployment="d"} 1',
      'm{ns="b",node="n2",deployment="d"} 2',
      'm{ns="b",node="n1"} 4',
    ];
    const api = apiOf(config, lines, {
      nodes: [{ name: 'n2', labels: { gpu: 'a10' } }, { name: 'n1' }],
      namespaces: [{ name: 'b' }, { name: 'a' }],
      'deployments.apps': [{ namespace: 'b', name: 'd' }],
    });
    expect(values(api, `${CUSTOM}/nodes/*/m`)).toEqual([
      ['n1', '5'],
      ['n2', '2'],
    ]);
    expect(values(api, `${CUSTOM}/nodes/*/m?labelSelector=gpu`)).toEqual([['n2', '2']]);
    expect(values(api, `${CUSTOM}/nodes/n1/m`)).toEqual([['n1', '5']]);
    expect(values(api, `${CUSTOM}/namespaces/*/metrics/m`)).toEqual([
      ['a', '1'],
      ['b', '6'],
    ]);
    expect(values(api, `${CUSTOM}/namespaces/b/deployments.apps/*/m`)).toEqual([['d', '2']]);
    expect(values(api, `${CUSTOM}/namespaces/b/deployment.apps/d/m`)).toEqual([['d', '2']]);
    const { items } = answer(api, `${CUSTOM}/namespaces/b/deployments.apps/d/m`);
    expect(items[0].describedObject).toEqual({ kind: 'Deployment', namespace: 'b', name: 'd', apiVersion: 'apps/v1' });
    expect(answer(api, `${CUSTOM}/nodes/n1/m`).items[0].describedObject).toEqual({
      kind: 'Node',
      name: 'n1',
      apiVersion: '/v1',
    });
  });
});

describe('the value', () => {
  it.each([
    ['1.2345', '1234m'],
    ['0.0009', '0'],
    ['-0.0005', '0'],
    ['1.005', '1004m'],
    ['2.675', '2675m'],
    ['-2.5', '-2500m'],
    ['1000', '1k'],
    ['1500', '1500'],
    ['NaN', '0'],
    ['+Inf', '-9223372036854775808m'],
    ['-Inf', '-9223372036854775808m'],
    ['9.3e15', '-9223372036854775808m'],
  ])('%s is served as %s', (sample, expected) => {
    const api = apiOf(ONE_RULE, [`m{ns="default",pod="a"} ${sample}`]);
    expect(values(api, `${CUSTOM}/namespaces/default/pods/a/m`)).toEqual([['a', expected]]);
  });

  it.each([
    ['scalar(m)', 'a scalar'],
    ['m[5m]', 'a range'],
    ['"text"', 'a string'],
    ['m{a=', 'broken PromQL'],
  ])('of a query that gives no vector is an internal error: %s', (query) => {
    const config = `rules:\n- {seriesQuery: m, resources: {overrides: {ns: {resource: namespace}, pod: {resource: pod}}}, metricsQuery: '${query}'}\n`;
    const api = apiOf(config, ['m{ns="default",pod="a"} 1']);
    expect(problem(api, `${CUSTOM}/namespaces/default/pods/a/m`)).toEqual([
      500,
      'InternalError',
      'Internal error occurred: unable to fetch metrics',
    ]);
  });
});

describe('external metrics', () => {
  const CONFIG = `externalRules:
- {seriesQuery: queue_depth, resources: {overrides: {ns: {resource: namespace}}}, metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (name)'}
- {seriesQuery: bare, metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>})'}
- {seriesQuery: one, resources: {namespaced: false}, metricsQuery: 'scalar(one)'}
- {seriesQuery: range, resources: {namespaced: false}, metricsQuery: 'range[5m]'}
- {seriesQuery: text, resources: {namespaced: false}, metricsQuery: '"a"'}
- {seriesQuery: all, resources: {namespaced: false}, metricsQuery: '<<.Series>>{<<.LabelMatchers>>}'}
`;
  const api = apiOf(CONFIG, [
    'queue_depth{ns="a",name="q1"} 3',
    'queue_depth{ns="a",name="q2"} 4.5',
    'queue_depth{ns="b",name="q1"} 9',
    'bare{ns="a"} 1',
    'one 7',
    'range 1',
    'text 1',
    'all{x="y"} NaN',
  ]);

  it('are the samples of the query, each with its labels, byte for byte', () => {
    expect(JSON.stringify(api.get(`${EXTERNAL}/namespaces/a/queue_depth`))).toBe(
      '{"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},"items":[' +
        '{"metricName":"queue_depth","metricLabels":{"name":"q1"},"timestamp":"2026-11-21T00:00:00Z","value":"3"},' +
        '{"metricName":"queue_depth","metricLabels":{"name":"q2"},"timestamp":"2026-11-21T00:00:00Z","value":"4500m"}]}',
    );
  });

  it.each<[string, readonly (readonly [unknown, string])[]]>([
    ['a/queue_depth?labelSelector=name%3Dq1', [[{ name: 'q1' }, '3']]],
    [
      'a/queue_depth?labelSelector=name+in+(q1,q2)',
      [
        [{ name: 'q1' }, '3'],
        [{ name: 'q2' }, '4500m'],
      ],
    ],
    ['c/queue_depth', []],
    // A scalar has no labels at all.
    ['a/one', [[null, '7']]],
    // Unlike the custom API, nothing is made of NaN.
    ['a/all', [[{ __name__: 'all', x: 'y' }, '-9223372036854775808m']]],
  ])('%s', (path, expected) => {
    const { items } = answer(api, `${EXTERNAL}/namespaces/${path}`);
    expect(items.map((item: { metricLabels: unknown; value: string }) => [item.metricLabels, item.value])).toEqual(
      expected,
    );
  });

  it.each<[string, readonly unknown[]]>([
    ['namespaces/default/none', [404, 'NotFound', 'the server could not find the metric none for namespaces']],
    ['namespaces/a/none', [404, 'NotFound', 'the server could not find the metric none for ']],
    ['namespaces/a/bare', [500, 'InternalError', 'Internal error occurred: unable to fetch metrics']],
    [
      'namespaces/a/queue_depth?labelSelector=name>1',
      [500, 'InternalError', 'Internal error occurred: unable to fetch metrics'],
    ],
    ['namespaces/a/range', [500, undefined, 'encountered an unexpected query result type']],
    ['namespaces/a/text', [500, 'InternalError', 'Internal error occurred: unable to fetch metrics']],
    ['namespaces/a/queue_depth/x', [404, 'NotFound', 'the server could not find the requested resource']],
    ['queue_depth', [404, 'NotFound', 'the server could not find the requested resource']],
  ])('%s is an error', (path, expected) => {
    expect(problem(api, `${EXTERNAL}/${path}`)).toEqual(expected);
  });

  it('of ACK come from the rules, and an unknown one is an error of its own', () => {
    const ack = apiOf(SEED_CONFIG, SEED_SERIES, {}, { dialect: 'ack' });
    const of = (metric: string) => `${EXTERNAL}/namespaces/default/${metric}`;
    expect(answer(ack, of('DCGM_CUSTOM_PROCESS_SM_UTIL')).items).toEqual([
      { metricName: 'DCGM_CUSTOM_PROCESS_SM_UTIL', metricLabels: {}, timestamp: '2026-11-21T00:00:00Z', value: '23' },
    ]);
    expect(problem(ack, of('DCGM_FI_DEV_GPU_UTIL'))).toEqual([
      500,
      'InternalError',
      'Internal error occurred: unable to fetch metrics',
    ]);
    expect(problem(ack, of('none'))).toEqual([500, undefined, 'no any matched metrics from provider: {none}']);
    expect(problem(ack, of('sls_ingress_qps'))[0]).toBe(501);
  });
});

describe('a configuration that does not load', () => {
  const at = (config: string, dialect: 'upstream' | 'ack') =>
    metricsApi(loadAdapterConfig(config), storeOf('m{ns="default",pod="a"} 1'), {}, { dialect });
  const UNKNOWN_FIELD = `${ONE_RULE}  metricQuery: x\n`;
  const BAD_REGEX = `${ONE_RULE}  name: {matches: '('}\n`;

  it('keeps the adapter from starting, so that nothing answers', () => {
    expect(problem(at(UNKNOWN_FIELD, 'upstream'), CUSTOM)).toEqual([
      503,
      'ServiceUnavailable',
      'the server is currently unable to handle the request',
    ]);
    expect(problem(at(BAD_REGEX, 'ack'), CUSTOM)[0]).toBe(503);
  });

  it('leaves the ACK adapter running without rules where the file cannot be read', () => {
    expect(answer(at(UNKNOWN_FIELD, 'ack'), CUSTOM).resources).toEqual([]);
    expect(problem(at(UNKNOWN_FIELD, 'ack'), `${CUSTOM}/namespaces/default/pods/a/m`)[0]).toBe(404);
  });
});

describe('hostile paths', () => {
  const api = apiOf(ONE_RULE, ['m{ns="default",pod="a"} 1'], { pods: pods('a') });

  it.each([
    '',
    '/',
    'apis/custom.metrics.k8s.io/v1beta1',
    '/apis',
    '/apis/custom.metrics.k8s.io',
    '/apis/custom.metrics.k8s.io/v1',
    '/apis/external.metrics.k8s.io/v1beta2',
    '/apis/metrics.k8s.io/v1beta1/nodes',
    '/api/v1/pods',
    '//apis//custom.metrics.k8s.io//v1beta1',
    `${CUSTOM}/namespaces/../pods/a/m`,
    `${CUSTOM}/__proto__/constructor/toString`,
    `${CUSTOM}/namespaces/__proto__/pods/*/m`,
    `${CUSTOM}/namespaces/default/__proto__/*/m`,
    `${CUSTOM}/%zz`,
    `${CUSTOM}/%ff%fe/a/m`,
    `${CUSTOM}/namespaces/default/pods/*/m?labelSelector=${'('.repeat(10_000)}`,
    `${CUSTOM}/namespaces/default/pods/*/m?labelSelector=%`,
    `${CUSTOM}/${'a/'.repeat(10_000)}`,
    `${CUSTOM}/namespaces/default/pods/${'a'.repeat(100_000)}/m`,
    `${CUSTOM}/namespaces/default/pods/"}) or vector(1) #/m`,
    `${CUSTOM}/namespaces/default/pods/\u0000/m`,
  ])('%# is a Status', (path) => {
    expect(api.get(path).kind).toBe('Status');
  });

  it('never make it throw', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'namespaces',
        'pods',
        '*',
        'm',
        'metrics',
        'default',
        'nodes',
        '',
        '?labelSelector=',
        '%2F',
        '%',
        '&',
        'a',
      ),
      fc.string({ maxLength: 5, unit: 'binary' }),
    );
    const groups = fc.constantFrom(CUSTOM, CUSTOM_V2, EXTERNAL, '');
    fc.assert(
      fc.property(groups, fc.array(part, { maxLength: 8 }), fc.constantFrom('/', ''), (group, parts, separator) => {
        const body = api.get(group + parts.map((text) => `${separator}${text}`).join(''));
        expect(['Status', 'MetricValueList', 'APIResourceList']).toContain(body.kind);
      }),
      { numRuns: 3000 },
    );
  });

  it('cannot break out of the matcher that a name is put into', () => {
    const name = '"}) or vector(1) #';
    expect(problem(api, `${CUSTOM}/namespaces/default/pods/${encodeURIComponent(name)}/m`)).toEqual([
      404,
      'NotFound',
      `the server could not find the metric m for pods ${name}`,
    ]);
  });
});

it('answers at the end of the recorded time, else at the last sample, unless a time is given', () => {
  const config = loadAdapterConfig(ONE_RULE);
  const store = storeOf('m{ns="default",pod="a"} 1');
  expect(metricsApi(config, store, {}).time).toBe(TIME);
  expect(metricsApi(config, store, {}, { time: 5 }).time).toBe(5);
});
