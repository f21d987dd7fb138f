import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import {
  Autoscaler,
  Cluster,
  Gpu,
  GpuInferenceService,
  GpuPool,
  MetricsPipeline,
  metrics,
  PolicyApp,
  PolicyError,
  ScalingPolicy,
} from '../../../src/index';
import { errorsOf, filesOf, hpa, objectsIn, sampleCluster, samplePolicy, type Untyped } from '../sample';

const clusterErrors = (props: Untyped, id = 'prod') => {
  const app = new PolicyApp();
  sampleCluster(app, props, id).add(samplePolicy());
  return errorsOf(app);
};

describe('a cluster', () => {
  it('writes its facts', () => {
    const app = new PolicyApp();
    sampleCluster(app, {
      kubernetes: '1.22',
      hpaApiVersion: 'v2beta1',
      gpuPools: [GpuPool.dedicated('a10', { gpu: 'A10', count: 8, max: 16 })],
      substitutions: ['PROMETHEUS_URL'],
      snapshot: 'snapshots/prod.promsnap.gz',
    }).add(samplePolicy());
    expect(parse(filesOf(app).get('prod/cluster.yaml') ?? '')).toEqual({
      apiVersion: 'foresail.dev/v1',
      kind: 'Cluster',
      metadata: { name: 'prod' },
      spec: {
        kubernetes: '1.22',
        hpaApiVersion: 'v2beta1',
        labelConvention: 'ack',
        pipeline: { kind: 'ackAdapter' },
        gpuPools: [{ name: 'a10', gpu: 'A10', allocation: 'dedicated', count: 8, max: 16 }],
        ahpa: true,
        ahpaTimeZone: 'Asia/Shanghai',
        ahpaTimeZoneAssumed: true,
        substitutions: ['PROMETHEUS_URL'],
        snapshot: 'snapshots/prod.promsnap.gz',
      },
    });
  });

  it('puts each service in a file of its namespace', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    cluster.add(samplePolicy(), samplePolicy({ namespace: 'models' }, 'chat'));
    new ApiObject(new Construct(cluster, 'extras'), 'Quota', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'models' },
    });
    expect([...filesOf(app).keys()]).toEqual([
      'prod/cluster.yaml',
      'prod/manifests/default/bert.k8s.yaml',
      'prod/manifests/models/chat.k8s.yaml',
      'prod/manifests/extras.k8s.yaml',
      'prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml',
    ]);
  });

  it('joins the rules of its services and of expose', () => {
    const app = new PolicyApp();
    sampleCluster(app, { expose: [metrics.dcgm.gpuUtil.byNode(), metrics.ack.processSmUtil] }).add(
      samplePolicy(),
      samplePolicy({}, 'chat'),
    );
    const values = parse(filesOf(app).get('prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml') ?? '');
    const { custom } = values.AlibabaCloudMetricsAdapter.prometheus.adapter.rules;
    expect(custom.map(({ seriesQuery }: Untyped) => seriesQuery)).toEqual([
      'DCGM_CUSTOM_PROCESS_SM_UTIL{}',
      'DCGM_FI_DEV_GPU_UTIL{}',
    ]);
  });

  it('writes the ConfigMap of prometheus-adapter in its namespace', () => {
    const app = new PolicyApp();
    sampleCluster(app, {
      metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'configMap', adapterValues: 'existing' }),
    }).add(samplePolicy());
    const files = filesOf(app);
    const { ConfigMap } = objectsIn(files.get('prod/manifests/monitoring/adapter-config.k8s.yaml'));
    const hash = ConfigMap.metadata.annotations['foresail.dev/config-hash'];
    expect(ConfigMap.metadata).toMatchObject({ name: `adapter-config-${hash}`, namespace: 'monitoring' });
    expect(parse(files.get('prod/helm/prometheus-adapter.values.yaml') ?? '').rules.existing).toBe(
      ConfigMap.metadata.name,
    );
  });

  it('keeps a rule with ${1} from a cluster that substitutes', () => {
    const annotationsWith = (
      substitutions: readonly string[],
      metric: Untyped = metrics.ack.processGpuMemUsedRatio,
    ) => {
      const app = new PolicyApp();
      const metricsPipeline = MetricsPipeline.prometheusAdapter({ output: 'configMap' });
      const scaling = ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [metric.perPod(0.5)] });
      sampleCluster(app, { metricsPipeline, substitutions }).add(samplePolicy({ scaling }));
      const file = filesOf(app).get('prod/manifests/monitoring/adapter-config.k8s.yaml');
      return Object.keys(objectsIn(file).ConfigMap.metadata.annotations);
    };
    expect(annotationsWith([])).toEqual(['foresail.dev/config-hash']);
    expect(annotationsWith(['URL'])).toEqual(['foresail.dev/config-hash', 'kustomize.toolkit.fluxcd.io/substitute']);
    expect(annotationsWith(['URL'], metrics.ack.processSmUtil)).toEqual(['foresail.dev/config-hash']);
  });

  it('refuses credentials in the address of Prometheus, and does not repeat them', () => {
    const app = new PolicyApp();
    const metricsPipeline = MetricsPipeline.ackAdapter({ prometheusUrl: 'http://user:pa55@x:9090' });
    sampleCluster(app, { metricsPipeline }).add(samplePolicy());
    const errors = errorsOf(app);
    expect(errors).toMatchObject([{ code: 'url-invalid', property: 'metricsPipeline.prometheusUrl' }]);
    expect(errors[0]?.message).not.toMatch(/user:|pa55/);
  });

  it('refuses two queries for one API metric, and names who asks', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    const scaling = (aggregation: 'sum' | 'max') =>
      ScalingPolicy.hpa({
        minReplicas: 1,
        maxReplicas: 2,
        metrics: [metrics.custom('inflight_requests', { unit: 'count', aggregation }).perPod(8)],
      });
    cluster.add(
      samplePolicy({ scaling: scaling('sum') }, 'embedder'),
      samplePolicy({ scaling: scaling('max') }, 'ranker'),
    );
    const errors = errorsOf(app);
    expect(errors).toMatchObject([{ code: 'rule-collision', path: 'prod' }]);
    expect(errors[0]?.message).toBe(
      [
        'prod: two policies make the API metric pods/inflight_requests with different queries.',
        '  prod/embedder:  sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
        '  prod/ranker:    max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
        '  The adapter would serve whichever rule it finds last.',
        "  Use one aggregation in both, or give one of them another name: metrics.custom(..., { as: 'inflight_requests_max' }).  [rule-collision]",
      ].join('\n'),
    );
  });

  it('says which series differ where the queries are alike', () => {
    const app = new PolicyApp();
    const scaling = (series: string) =>
      ScalingPolicy.hpa({
        minReplicas: 1,
        maxReplicas: 2,
        metrics: [metrics.custom(series, { unit: 'count', aggregation: 'sum' }).perPod(8)],
      });
    sampleCluster(app).add(
      samplePolicy({ scaling: scaling('vllm:x') }, 'embedder'),
      samplePolicy({ scaling: scaling('vllm_x') }, 'ranker'),
    );
    const [error] = errorsOf(app);
    const lines = error?.message.split('\n') ?? [];
    expect(lines.slice(0, 3)).toEqual([
      'prod: two policies make the API metric pods/vllm_x with different series and names.',
      expect.stringMatching(/^ {2}prod\/embedder: {2}vllm:x\{/),
      expect.stringMatching(/^ {2}prod\/ranker: {4}vllm_x\{/),
    ]);
    expect(new Set(lines).size).toBe(lines.length);
    expect(error?.message).toContain("metrics.custom(..., { as: 'vllm_x_2' })");
  });

  it('finds itself from a construct below it, and takes no other chart for itself', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    const inner = new Construct(new Chart(cluster, 'inner'), 'deep');
    expect(Cluster.of(inner)).toBe(cluster);
    expect(() => Cluster.of(app)).toThrow('is not below a Cluster');
  });

  it('accepts services in constructs of others', () => {
    const app = new PolicyApp();
    const group = new Construct(sampleCluster(app), 'group');
    new GpuInferenceService(group, 'bert', samplePolicy().props);
    expect([...filesOf(app).keys()]).toContain('prod/manifests/default/group.k8s.yaml');
  });

  it.each<[string, Untyped, string, string]>([
    ['a minor that is too new', { kubernetes: '1.37' }, 'kubernetes-minor', 'kubernetes'],
    ['a version that is not served', { hpaApiVersion: 'v2beta1' }, 'hpa-version', 'hpaApiVersion'],
    ['v2 before it was served', { kubernetes: '1.22', hpaApiVersion: 'v2' }, 'hpa-version', 'hpaApiVersion'],
    ['an unknown convention', { labelConvention: 'dcgm' }, 'label-convention', 'labelConvention'],
    [
      'labels that are the same',
      { labelConvention: { namespace: 'a', pod: 'a', node: 'b' } },
      'label-convention',
      'labelConvention',
    ],
    [
      'half a GPU',
      { gpuPools: [GpuPool.dedicated('a', { gpu: 'A10', count: 0.5 })] },
      'gpu-pool-count',
      'gpuPools, a: count',
    ],
    [
      'a pool that shrinks',
      { gpuPools: [GpuPool.dedicated('a', { gpu: 'A10', count: 4, max: 2 })] },
      'gpu-pool-count',
      'gpuPools, a: max',
    ],
    [
      'two pools of one name',
      { gpuPools: [GpuPool.dedicated('a', { gpu: 'A10', count: 4 }), GpuPool.dedicated('a', { gpu: 'T4', count: 4 })] },
      'duplicate-id',
      'gpuPools',
    ],
    ['a zone that is none', { ahpaTimeZone: 'Mars' }, 'time-zone', 'ahpaTimeZone'],
    [
      'an address that is none',
      { metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://' }) },
      'url-invalid',
      'metricsPipeline.prometheusUrl',
    ],
    [
      'a placeholder that nobody replaces',
      { metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: '${PROMETHEUS_URL}' }) },
      'substitution-undeclared',
      'metricsPipeline.prometheusUrl',
    ],
    [
      'a namespace that is none',
      { metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'helmValues', namespace: 'A B' }) },
      'name-invalid',
      'metricsPipeline.namespace',
    ],
    [
      'an exposed metric that is not there',
      { labelConvention: 'gke', expose: [metrics.ack.processMemUsed] },
      'needs-cluster',
      'DCGM_CUSTOM_PROCESS_MEM_USED',
    ],
  ])('refuses %s', (_, props, code, property) => {
    const found = clusterErrors(props).filter(({ path }) => path === 'prod');
    expect(found).toMatchObject([{ code, property }]);
  });

  it('refuses a name that is no folder', () => {
    expect(clusterErrors({}, 'Prod_1')).toMatchObject([{ code: 'name-invalid', property: 'id', value: 'Prod_1' }]);
  });

  it.each<[string, Untyped, string]>([
    ['nothing', undefined, 'policies[1] is undefined, but must be given.'],
    ['null', null, 'policies[1] is null, but must be a policy.'],
    ['a text', 'bert', 'policies[1] is "bert", but must be a policy.'],
    ['the props of a policy', samplePolicy().props, 'policies[1] is an object, but must be a policy.'],
    ['a list of policies', [samplePolicy()], 'Spread a list: cluster.add(...policies).'],
    ['a policy without a name', samplePolicy({}, ''), 'id is "", but must be'],
  ])('refuses to add %s', (_, policy, text) => {
    const app = new PolicyApp();
    sampleCluster(app).add(samplePolicy(), policy);
    const errors = errorsOf(app);
    expect(errors.map(({ path }) => path)).toEqual(['prod']);
    expect(errors[0]?.message).toContain(text);
  });

  it.each<[string, Untyped]>([
    ['prod', { code: 'duplicate-id', path: 'prod', property: 'id', value: 'prod' }],
    ['', { code: 'name-invalid', path: 'app', property: 'id', value: '' }],
  ])('refuses a second cluster of the name "%s"', (id, expected) => {
    const app = new PolicyApp();
    sampleCluster(app);
    let error: unknown;
    try {
      sampleCluster(app, {}, id);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(PolicyError);
    expect(error).toMatchObject(expected);
  });

  describe('with policies of one id', () => {
    const of = (...namespaces: readonly (string | undefined)[]) => {
      const app = new PolicyApp();
      const cluster = sampleCluster(app, { kustomization: true });
      for (const namespace of namespaces) cluster.add(samplePolicy({ namespace }));
      return app;
    };
    const sorted = (app: PolicyApp) => [...filesOf(app)].sort();

    it('writes one for each namespace, whichever is added first', () => {
      const files = sorted(of('team-a', 'team-b', undefined));
      expect(files.map(([path]) => path).filter((path) => path.includes('bert'))).toEqual([
        'prod/manifests/default/bert.k8s.yaml',
        'prod/manifests/team-a/bert.k8s.yaml',
        'prod/manifests/team-b/bert.k8s.yaml',
      ]);
      for (const namespace of ['team-a', 'team-b']) {
        const { Deployment, Service, HorizontalPodAutoscaler } = objectsIn(
          filesOf(of('team-a', 'team-b')).get(`prod/manifests/${namespace}/bert.k8s.yaml`),
        );
        const objects = [Deployment, Service, HorizontalPodAutoscaler];
        expect(objects.map(({ metadata }) => [metadata.namespace, metadata.name])).toEqual(
          objects.map(() => [namespace, 'bert']),
        );
      }
      expect(sorted(of(undefined, 'team-b', 'team-a'))).toEqual(files);
      expect(sorted(of('team-b', undefined, 'team-a'))).toEqual(files);
    });

    it.each([
      [['team-a', 'team-a']],
      [[undefined, 'default']],
      [['team-a', 'team-b', 'team-a']],
      [['team-a', 'team-b', 'team-b']],
    ])('refuses two in one namespace: %j', (namespaces) => {
      expect(errorsOf(of(...namespaces))).toMatchObject([{ code: 'duplicate-id', path: 'prod', value: 'bert' }]);
    });

    it('names the namespace of the one that is to blame', () => {
      const app = new PolicyApp();
      const cluster = sampleCluster(app);
      cluster.add(samplePolicy({ namespace: 'team-a' }));
      cluster.add(samplePolicy({ namespace: 'team-b', port: 0 }));
      expect(errorsOf(app).map(({ path }) => path)).toEqual(['prod/namespace team-b/bert']);
    });

    it('keeps every object where a patch moves one into the folder of the other', () => {
      const app = new PolicyApp();
      const cluster = sampleCluster(app);
      const patch = [
        { op: 'replace', path: '/metadata/namespace', value: 'team-b' },
        { op: 'replace', path: '/metadata/name', value: 'moved' },
      ];
      cluster.add(samplePolicy({ namespace: 'team-a', patches: [{ kind: 'Service', patch }] }));
      cluster.add(samplePolicy({ namespace: 'team-b' }));
      const text = filesOf(app).get('prod/manifests/team-b/bert.k8s.yaml') ?? '';
      expect(text.match(/^kind: .*/gm)?.sort()).toEqual([
        'kind: Deployment',
        'kind: HorizontalPodAutoscaler',
        'kind: Service',
        'kind: Service',
      ]);
    });

    it('patches those of a namespace alone', () => {
      const app = new PolicyApp();
      const operation = { op: 'add', path: '/metadata/labels/team', value: 'b' };
      const patches = [{ kind: 'Deployment', name: 'bert', namespace: 'team-b', patch: [operation] }];
      const cluster = sampleCluster(app, { patches });
      cluster.add(samplePolicy({ namespace: 'team-a' }), samplePolicy({ namespace: 'team-b' }));
      const labelled = [...filesOf(app)].filter(([, text]) => text.includes('team: b')).map(([path]) => path);
      expect(labelled).toEqual(['prod/manifests/team-b/bert.k8s.yaml']);
      expect(clusterErrors({ patches })).toMatchObject([{ code: 'patch', path: 'prod', property: 'patches[0]' }]);
    });
  });

  it('refuses a policy with the id of another construct', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    new Construct(cluster, 'bert');
    cluster.add(samplePolicy({ namespace: 'team-a' }));
    expect(errorsOf(app)).toMatchObject([{ code: 'duplicate-id', path: 'prod', value: 'bert' }]);
  });

  it('refuses a service with the name of its rule file, and keeps it', () => {
    const app = new PolicyApp();
    const metricsPipeline = MetricsPipeline.prometheusAdapter({ output: 'configMap' });
    const cluster = sampleCluster(app, { metricsPipeline });
    cluster.add(samplePolicy({}, 'adapter-config'));
    expect(errorsOf(app)).toMatchObject([{ code: 'duplicate-id', path: 'prod', value: 'adapter-config' }]);
    expect(cluster.node.tryFindChild('adapter-config')).toBeInstanceOf(GpuInferenceService);
  });

  it('refuses one object from two constructs', () => {
    const app = new PolicyApp();
    sampleCluster(app).add(
      samplePolicy({ service: { name: 'one' } }),
      samplePolicy({ service: { name: 'one' } }, 'chat'),
    );
    const errors = errorsOf(app);
    expect(errors).toMatchObject([{ code: 'duplicate-object', path: 'prod/chat/Service' }]);
    expect(errors[0]?.message).toContain('Service default/one is already made by prod/bert/Service');
  });

  it('refuses two autoscalers on one workload', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    cluster.add(samplePolicy());
    const scaling = ScalingPolicy.hpa({
      name: 'other',
      minReplicas: 1,
      maxReplicas: 2,
      metrics: [metrics.ack.processSmUtil.perPod(9)],
    });
    new Autoscaler(cluster, 'other', {
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
      gpu: Gpu.dedicated(1),
      scaling,
    });
    expect(errorsOf(app)).toMatchObject([{ code: 'two-autoscalers', path: 'prod/other/Resource' }]);
  });

  it.each([
    ['an id', '../../up', 'default', 'id'],
    ['a namespace', 'odd', '../../up', 'metadata.namespace'],
  ])('writes no file outside its folder for %s', (_, id, namespace, property) => {
    const app = new PolicyApp();
    new ApiObject(sampleCluster(app), id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } });
    expect(errorsOf(app)).toMatchObject([{ code: 'name-invalid', property }]);
  });

  it('says where a construct belongs that has no cluster', () => {
    expect(() => new GpuInferenceService(new PolicyApp(), 'bert', { ...samplePolicy().props, scaling: hpa })).toThrow(
      'is not below a Cluster',
    );
  });
});
