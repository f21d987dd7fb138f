// Prints the cases that the adapter's HTTP routes are asked about:
//
//     node metrics-api/inputs.mjs | go run ./metrics-api > metrics-api/answers.json
//
// Queries are plain selectors, `scalar(x)` or `x[5m]`: the stand-in for Prometheus knows no others.

const resource = (group, name, singular, kind, namespaced = true) => ({
  group,
  resource: name,
  singular,
  kind,
  namespaced,
});
const resources = [
  resource('', 'namespaces', 'namespace', 'Namespace', false),
  resource('', 'nodes', 'node', 'Node', false),
  resource('', 'persistentvolumes', 'persistentvolume', 'PersistentVolume', false),
  resource('', 'pods', 'pod', 'Pod'),
  resource('', 'services', 'service', 'Service'),
  resource('apps', 'deployments', 'deployment', 'Deployment'),
  resource('autoscaling', 'horizontalpodautoscalers', 'horizontalpodautoscaler', 'HorizontalPodAutoscaler'),
  resource('batch', 'jobs', 'job', 'Job'),
  resource('networking.k8s.io', 'ingresses', 'ingress', 'Ingress'),
  resource('storage.k8s.io', 'storageclasses', 'storageclass', 'StorageClass', false),
];

const V1 = '/apis/custom.metrics.k8s.io/v1beta1';
const V2 = '/apis/custom.metrics.k8s.io/v1beta2';
const EXTERNAL = '/apis/external.metrics.k8s.io/v1beta1';
const yaml = (value) => JSON.stringify(value);
const SELECTOR = '<<.Series>>{<<.LabelMatchers>>}';
const sample = (name, value, labels) => ({ labels: { __name__: name, ...labels }, value: String(value) });
const encoded = encodeURIComponent;

const cases = [];
/** Of several samples of an object the last counts: they come in the order in which a store of ours gives them. */
const canonical = ({ labels: { __name__, ...others } }) =>
  `${__name__}{${Object.keys(others)
    .sort()
    .map((name) => `${name}="${others[name]}"`)
    .join(',')}}`;
const add = (name, config, series, objects, paths) =>
  cases.push({
    name,
    config: yaml(config),
    series: [...series].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1)),
    objects,
    paths,
  });

const overrides = {
  ns: { resource: 'namespace' },
  pod: { resource: 'pod' },
  node: { resource: 'node' },
  service: { resource: 'service' },
  deployment: { group: 'apps', resource: 'deployment' },
};
const objects = {
  pods: [
    { namespace: 'd', name: 'a', labels: { app: 'bert', tier: 'gpu' } },
    { namespace: 'd', name: 'b', labels: { app: 'bert' } },
    { namespace: 'd', name: 'c', labels: { app: 'gpt', n: '5' } },
    { namespace: 'd', name: 'silent', labels: { app: 'silent' } },
    { namespace: 'e', name: 'a', labels: { app: 'bert' } },
  ],
  nodes: [{ name: 'n1', labels: { gpu: 'a10' } }, { name: 'n2' }],
  namespaces: [{ name: 'd' }, { name: 'e' }, { name: 'f' }],
  services: [{ namespace: 'd', name: 'web' }],
  'deployments.apps': [{ namespace: 'd', name: 'bert' }],
};
const series = [
  sample('m', 19.6, { ns: 'd', pod: 'a', node: 'n1', gpu: '0' }),
  sample('m', 23, { ns: 'd', pod: 'b', node: 'n1', gpu: '1', service: 'web' }),
  sample('m', 7, { ns: 'd', pod: 'c', node: 'n2', gpu: '0', deployment: 'bert' }),
  sample('m', 1.2345, { ns: 'e', pod: 'a', node: 'n2', gpu: '0' }),
];
const rule = (more = {}) => ({ seriesQuery: 'm', metricsQuery: SELECTOR, resources: { overrides }, ...more });

// 1. Every kind of path, in both versions.
const routes = [
  '',
  '/',
  '/namespaces/d/pods/*/m',
  '/namespaces/d/pods/%2A/m',
  '/namespaces/d/pods/*/m/',
  '/namespaces/d/pods/a/m',
  '/namespaces/d/pod/a/m',
  '/namespaces/d/Pods/a/m',
  '/namespaces/d/pods./a/m',
  '/namespaces/d/po/a/m',
  '/namespaces/d/po/*/m',
  '/namespaces/d/unicorns/*/m',
  '/namespaces/d/unicorns.example.com/a/m',
  '/namespaces/d/pods/silent/m',
  '/namespaces/d/pods/none/m',
  '/namespaces/d/pods/*/none',
  '/namespaces/d/pods/a/none',
  '/namespaces/none/pods/*/m',
  '/namespaces/d/services/web/m',
  '/namespaces/d/services/*/m',
  '/namespaces/d/deployments.apps/bert/m',
  '/namespaces/d/deployments/bert/m',
  '/namespaces/d/deployment.apps/*/m',
  '/namespaces/d/nodes/n1/m',
  '/nodes/n1/m',
  '/nodes/*/m',
  '/node/n2/m',
  '/nodes/none/m',
  '/pods/a/m',
  '/pods/*/m',
  '/namespaces/d/metrics/m',
  '/namespaces/*/metrics/m',
  '/namespaces/f/metrics/m',
  '/namespaces/d/metrics/none',
  '/namespaces/d/metrics/m/x',
  '/namespaces/d/m',
  '/namespaces/d',
  '/namespaces',
  '/nodes',
  '/nodes/n1',
  '/nodes/n1/m/x',
  '/namespaces/d/pods/a',
  '/namespaces/d/pods',
  '/namespaces/d/pods/a/m/x',
  '/namespaces/d/pods/a/b%2Fm',
];
add('routes', { rules: [rule()] }, series, objects, [
  ...routes.map((route) => V1 + route),
  ...routes.map((route) => V2 + route),
  '/apis/custom.metrics.k8s.io/v1',
  '/apis/custom.metrics.k8s.io/v1beta3/namespaces/d/pods/a/m',
  EXTERNAL,
  `${EXTERNAL}/namespaces/d/m`,
]);

// 2. Selectors on objects and on series.
const selectors = [
  '',
  'app=bert',
  'app==bert',
  'app!=bert',
  'app',
  '!tier',
  'tier,app=bert',
  'app in (bert,gpt)',
  'app in (gpt)',
  'app notin (bert)',
  'app notin (bert,gpt),app',
  'n>4',
  'n>5',
  'n<6',
  'app=',
  'none',
  'app=bert,tier=gpu',
  'app in ()',
  'app in (bert,)',
  ' app = bert ',
];
const refused = [
  'app=bert,',
  'app bert',
  '=x',
  'app in bert',
  'app in (bert',
  'a/b/c=x',
  'app=b|c',
  'n>x',
  '-a=b',
  '!app=x',
  'app=(',
  '!',
];
add('label selectors', { rules: [rule()] }, series, objects, [
  ...[...selectors, ...refused].map((text) => `${V1}/namespaces/d/pods/*/m?labelSelector=${encoded(text)}`),
  `${V1}/namespaces/d/pods/a/m?labelSelector=app%3Dgpt`,
  `${V1}/nodes/*/m?labelSelector=gpu`,
]);
const onSeries = [
  'gpu=0',
  'gpu==0',
  'gpu!=0',
  'gpu in (0)',
  'gpu in (1,0)',
  'gpu notin (0)',
  'gpu notin (0,7)',
  'gpu',
  '!gpu',
  'gpu,pod=a,!none',
  'none=1',
  'none!=1',
  'gpu>0',
  'gpu<1',
  'example.com/gpu=0',
  'a.b=0',
  'z=1,a=2',
  'gpu=',
];
add('metric selectors', { rules: [rule()] }, series, objects, [
  ...onSeries.map((text) => `${V1}/namespaces/d/pods/*/m?metricLabelSelector=${encoded(text)}`),
  ...onSeries.map((text) => `${V2}/namespaces/d/pods/a/m?metricLabelSelector=${encoded(text)}`),
  ...['app bert', 'a=b,', 'n>x'].map((text) => `${V1}/namespaces/d/pods/*/m?metricLabelSelector=${encoded(text)}`),
  `${V1}/namespaces/d/pods/*/m?metricLabelSelector=gpu%3D0&labelSelector=app%3Dbert&limit=500&pretty=false`,
]);

// 3. Values.
const values = [
  '0',
  '1',
  '0.5',
  '19.6',
  '1.2345',
  '0.0009',
  '-0.0005',
  '1.005',
  '2.675',
  '1000',
  '1500',
  '100000',
  '1e6',
  '1e9',
  '1234567890123',
  '1e15',
  '9.2e15',
  '-1',
  '-1.5',
  '-1000',
  '0.001',
  '0.1',
  '1e-9',
  'NaN',
  '123.456789',
  '999.9999',
];
add(
  'values',
  { rules: [rule({ resources: { overrides: { ns: { resource: 'namespace' }, pod: { resource: 'pod' } } } })] },
  values.map((value, index) => sample('m', value, { ns: 'd', pod: `p${index}` })),
  { pods: values.map((_, index) => ({ namespace: 'd', name: `p${index}` })) },
  [`${V1}/namespaces/d/pods/*/m`, ...values.map((_, index) => `${V2}/namespaces/d/pods/p${index}/m`)],
);

// 4. Results that find no object, or several.
const podAndNs = { overrides: { ns: { resource: 'namespace' }, pod: { resource: 'pod' } } };
const a = sample('m', 1, { ns: 'd', pod: 'a' });
const query = (metricsQuery, resources = podAndNs) => ({ rules: [{ seriesQuery: 'm', metricsQuery, resources }] });
const both = [`${V1}/namespaces/d/pods/*/m`, `${V1}/namespaces/d/pods/a/m`, `${V1}/namespaces/d/metrics/m`];
for (const [name, config, found] of [
  ['a scalar', query('scalar(<<.Series>>)'), [a]],
  ['a range', query('<<.Series>>[5m]'), [a]],
  ['broken PromQL', query('<<.Series>>{'), [a]],
  ['another metric without labels', query('n'), [a, sample('n', 5, {})]],
  ['another metric of other pods', query('n'), [a, sample('n', 5, { pod: 'zz' })]],
  ['nothing', query('<<.Series>>{ns="none"}'), [a]],
  ['no namespace label', query(SELECTOR, { overrides: { pod: { resource: 'pod' } } }), [a]],
  ['an unknown field', query('<<.Serie>>'), [a]],
  ['an empty query', query(''), [a]],
  [
    'a label that only the template gives',
    query(SELECTOR, { template: '<<.Resource>>' }),
    [sample('m', 1, { namespace: 'd', pod: 'a' })],
  ],
  ['the flag namespaced, which means nothing here', query(SELECTOR, { namespaced: false, ...podAndNs }), [a]],
  ['names with special characters', query(SELECTOR), [sample('m', 1, { ns: 'd', pod: 'a"b\\c' })]],
]) {
  add(name, config, found, { pods: [{ namespace: 'd', name: 'a' }], namespaces: [{ name: 'd' }] }, [
    V1,
    ...both,
    `${V1}/namespaces/d/pods/${encoded('a"b\\c')}/m`,
  ]);
}

// 5. Renamed metrics, and resources of every group.
add(
  'resources by template',
  {
    rules: [
      {
        seriesQuery: 'hits_total',
        name: { matches: '^(.*)_total$', as: '${1}_per_second' },
        resources: { template: '<<.Resource>>' },
        metricsQuery: SELECTOR,
      },
    ],
  },
  [
    sample('hits_total', 4, {
      namespace: 'd',
      pod: 'a',
      job: 'j',
      ingress: 'i',
      storageclass: 's',
      persistentvolume: 'v',
      horizontalpodautoscaler: 'h',
    }),
  ],
  { persistentvolumes: [{ name: 'v' }], 'jobs.batch': [{ namespace: 'd', name: 'j' }] },
  [
    V1,
    `${V1}/persistentvolumes/v/hits_per_second`,
    `${V1}/persistentvolumes/*/hits_per_second`,
    `${V1}/namespaces/d/jobs.batch/j/hits_per_second`,
    `${V1}/namespaces/d/jobs/*/hits_per_second`,
    `${V1}/namespaces/d/ingresses.networking.k8s.io/i/hits_per_second`,
    `${V1}/namespaces/d/ingresses.networking/i/hits_per_second`,
    `${V1}/namespaces/d/storageclasses.storage.k8s.io/s/hits_per_second`,
    `${V1}/storageclasses.storage.k8s.io/s/hits_per_second`,
    `${V1}/namespaces/d/horizontalpodautoscalers.autoscaling/h/hits_per_second`,
    `${V1}/namespaces/d/pods/a/hits_total`,
  ],
);

// 6. External metrics.
const scoped = { overrides: { ns: { resource: 'namespace' } } };
const external = (seriesQuery, metricsQuery, resources) => ({
  seriesQuery,
  metricsQuery,
  ...(resources && { resources }),
});
const queues = [
  sample('queue', 3, { ns: 'd', name: 'q1' }),
  sample('queue', 4.5, { ns: 'd', name: 'q2' }),
  sample('queue', 9, { ns: 'e', name: 'q1' }),
  sample('one', 7, {}),
  sample('many', 'NaN', { ns: 'd', x: '1' }),
  sample('many', 0.0009, { ns: 'd', x: '2' }),
  sample('many', 2.675, { ns: 'd', x: '3' }),
  sample('many', 1e6, { ns: 'd', x: '4' }),
];
add(
  'external metrics',
  {
    externalRules: [
      external('queue', SELECTOR, scoped),
      external('one', 'scalar(one)', { namespaced: false }),
      external('many', SELECTOR, { namespaced: false }),
      { ...external('queue', SELECTOR), name: { as: 'unscoped' } },
      { ...external('queue', 'queue[5m]', { namespaced: false }), name: { as: 'range' } },
      { ...external('queue', 'queue{', { namespaced: false }), name: { as: 'broken' } },
      { ...external('queue', '', { namespaced: false }), name: { as: 'empty' } },
    ],
  },
  queues,
  {},
  [
    EXTERNAL,
    V1,
    ...['queue', 'one', 'many', 'unscoped', 'range', 'broken', 'empty', 'none'].flatMap((metric) => [
      `${EXTERNAL}/namespaces/d/${metric}`,
      `${EXTERNAL}/namespaces/default/${metric}`,
    ]),
    ...[
      'name=q1',
      'name in (q1,q2)',
      'name!=q1',
      'name notin (q1)',
      '!name',
      'name',
      'name>1',
      'x/y=1',
      'name=none',
      'a b',
      'a=b,',
    ].map((text) => `${EXTERNAL}/namespaces/d/queue?labelSelector=${encoded(text)}`),
    `${EXTERNAL}/queue`,
    `${EXTERNAL}/namespaces/d`,
    `${EXTERNAL}/namespaces/d/queue/x`,
    `${EXTERNAL}/namespaces/d/queue/`,
    `${EXTERNAL}/namespaces/d/pods/*/queue`,
    `${EXTERNAL}/namespaces/*/queue`,
    `${EXTERNAL}/namespaces/d/a%2Fb`,
  ],
);

process.stdout.write(`${JSON.stringify({ time: Date.UTC(2026, 10, 21), resources, cases }, undefined, 1)}\n`);
