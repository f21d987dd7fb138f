import { Duration, MetricsPipeline, metrics, PolicyApp, ScalingPolicy } from '../../../src/index';
import { compile, errorsOf, filesOf, policyErrors, sampleCluster, samplePolicy, type Untyped } from '../sample';

const replicas = { minReplicas: 1, maxReplicas: 4 } as const;
const hpaOn = (...targets: readonly Untyped[]) =>
  samplePolicy({ scaling: ScalingPolicy.hpa({ ...replicas, metrics: targets as Untyped }) });
const ahpaOn = (...targets: readonly Untyped[]) =>
  samplePolicy({
    scaling: ScalingPolicy.ahpa({
      ...replicas,
      metrics: targets as Untyped,
      prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
      scaleStrategy: 'observer',
    }),
  });
const metricsOf = (policy: Untyped, cluster: Untyped = {}) => {
  const { HorizontalPodAutoscaler, AdvancedHorizontalPodAutoscaler } = compile(policy, cluster);
  return (HorizontalPodAutoscaler ?? AdvancedHorizontalPodAutoscaler).spec.metrics;
};
const onPrem = {
  labelConvention: 'dcgmExporter',
  metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'configMap' }),
};

describe('a metric', () => {
  it('is served under the name that the autoscaler asks for', () => {
    expect(metricsOf(hpaOn(metrics.vllm.numRequestsWaiting.perPod(5)))).toEqual([
      {
        type: 'Pods',
        pods: { metric: { name: 'vllm_num_requests_waiting' }, target: { type: 'AverageValue', averageValue: '5' } },
      },
    ]);
  });

  it('of all pods is read from the external API, for the series of its container alone', () => {
    expect(metricsOf(hpaOn(metrics.vllm.numRequests.asExternal().perPod(8)))).toEqual([
      {
        type: 'External',
        external: {
          metric: { name: 'vllm_num_requests_over_pods', selector: { matchLabels: { container: 'bert' } } },
          target: { type: 'AverageValue', averageValue: '8' },
        },
      },
    ]);
  });

  it.each([
    ['ack', metrics.ack.processSmUtil, 'ContainerName'],
    ['dcgmExporter', metrics.dcgm.gpuUtil, 'exported_container'],
    ['dcgmHonorLabels', metrics.dcgm.gpuUtil, 'container'],
    ['gke', metrics.dcgm.gpuUtil, 'exported_container'],
  ])('names the container as the convention %s does', (labelConvention, metric, label) => {
    const [{ external }] = metricsOf(hpaOn(metric.asExternal().perPod(60)), { labelConvention });
    expect(external.metric.selector).toEqual({ matchLabels: { [label]: 'bert' } });
  });

  it('may name the labels itself', () => {
    const queue = metrics.custom('sqs_messages', { unit: 'count', aggregation: 'sum' });
    const target = queue.asExternal({ matchLabels: { queue: 'jobs' }, anyNamespace: true }).perPod(20);
    expect(metricsOf(hpaOn(target))[0].external.metric).toEqual({
      name: 'sqs_messages_over_pods',
      selector: { matchLabels: { queue: 'jobs' } },
    });
  });

  it('of all pods is what AHPA reads', () => {
    expect(metricsOf(ahpaOn(metrics.ack.processSmUtil.asExternal().perPod(60)))).toEqual([
      {
        type: 'External',
        external: {
          metric: {
            name: 'DCGM_CUSTOM_PROCESS_SM_UTIL_over_pods',
            selector: { matchLabels: { ContainerName: 'bert' } },
          },
          target: { type: 'AverageValue', averageValue: '60' },
        },
      },
    ]);
  });

  it('of a Service is read from it', () => {
    expect(metricsOf(hpaOn(metrics.tgi.queueSize.ofService().perPod(4)))).toEqual([
      {
        type: 'Object',
        object: {
          describedObject: { apiVersion: 'v1', kind: 'Service', name: 'bert' },
          metric: { name: 'tgi_queue_size_of_service' },
          target: { type: 'AverageValue', averageValue: '4' },
        },
      },
    ]);
  });

  it.each([
    [
      'seconds of a histogram',
      metrics.vllm.timeToFirstToken.p95.atMost(Duration.millis(1500)),
      'vllm_time_to_first_token_seconds_p95',
      '1500m',
    ],
    [
      'microseconds of counters',
      metrics.triton.queueTime.atMost(Duration.millis(20)),
      'nv_inference_queue_time_us',
      '20k',
    ],
    [
      'seconds of its own series',
      metrics.custom('p99_seconds', { unit: 'seconds', aggregation: 'max' }).atMost(Duration.seconds(2)),
      'p99_seconds',
      '2',
    ],
  ])('that is a latency has one value, in %s', (_, target, name, value) => {
    expect(metricsOf(hpaOn(target))).toEqual([
      {
        type: 'External',
        external: {
          metric: { name, selector: { matchLabels: { container: 'bert' } } },
          target: { type: 'Value', value },
        },
      },
    ]);
  });

  it('is rated over four scrapes', () => {
    const app = new PolicyApp();
    sampleCluster(app, { ...onPrem, scrapeInterval: Duration.minutes(1) }).add(
      hpaOn(metrics.vllm.promptTokens.perPod(900)),
    );
    const rules = filesOf(app).get('prod/manifests/monitoring/adapter-config.k8s.yaml');
    expect(rules).toContain('sum(rate(<<.Series>>{<<.LabelMatchers>>}[4m])) by (<<.GroupBy>>)');
  });

  it('by pod and over all pods is two rules', () => {
    const { numRequests } = metrics.vllm;
    const app = new PolicyApp();
    sampleCluster(app, onPrem).add(
      hpaOn(numRequests.perPod(8), numRequests.asExternal().perPod(8), numRequests.ofService().perPod(8)),
    );
    const text = filesOf(app).get('prod/manifests/monitoring/adapter-config.k8s.yaml') ?? '';
    expect([...text.matchAll(/seriesQuery/g)]).toHaveLength(3);
    expect(text).toContain('externalRules:');
  });

  it('may be served for people alone', () => {
    const app = new PolicyApp();
    sampleCluster(app, {
      ...onPrem,
      expose: [metrics.vllm.e2eRequestLatency.p99, metrics.vllm.numRequests.asExternal(), metrics.dcgm.fbFree],
    });
    expect(errorsOf(app)).toEqual([]);
    expect(filesOf(app).get('prod/manifests/monitoring/adapter-config.k8s.yaml')).toMatch(
      /DCGM_FI_DEV_FB_FREE\{exported_namespace!="",exported_pod!=""\}[\s\S]*histogram_quantile\(0\.99/,
    );
  });
});

describe('a metric is refused', () => {
  const shares: Untyped = metrics.vllm.kvCacheUsagePerc;
  const latency: Untyped = metrics.vllm.timeToFirstToken.p95;
  const ownLabels = { namespace: 'ns', pod: 'po', node: 'no' };

  const free: Untyped = metrics.dcgm.fbFree;
  const allocated: Untyped = metrics.ack.containerMemAllocated;

  it.each([
    ['as a sum where it does not add up', () => shares.asExternal(), 'does not add up over pods'],
    ['per pod where it is a latency', () => latency.perPod(2), 'a latency does not add up over pods'],
    ['per pod where load makes it fall', () => free.perPod(4), 'on DCGM_FI_DEV_FB_FREE: it falls as the load grows'],
    ['as a sum where it does not change', () => allocated.asExternal(), 'it is what the pod asked for'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({ name: 'PolicyError', message: expect.stringContaining(message) }));
  });

  it('in the words of the compiler', () => {
    expect(() => latency.perPod(2)).toThrow(
      [
        'metrics: a latency does not add up over pods.',
        '  Write vllm_time_to_first_token_seconds_p95 with .atMost(Duration.seconds(n)).  [metric-source]',
      ].join('\n'),
    );
  });

  const byConvention = metrics.byConvention as Untyped;

  it.each<[string, Untyped, object]>([
    [
      'in several units',
      { ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.grEngineActive },
      { code: 'metric-unit' },
    ],
    ['without an entry', {}, { code: 'value-missing' }],
    [
      'for a convention that is none',
      { akc: metrics.ack.processSmUtil },
      { code: 'property-unknown', property: 'akc' },
    ],
    ['with a latency', { ack: latency }, { code: 'value-type', property: 'ack' }],
    ['with a metric for people', { ack: allocated }, { code: 'value-type', property: 'ack' }],
    ['with a target', { ack: metrics.ack.processSmUtil.perPod(20) }, { code: 'value-type', property: 'ack' }],
    ['of null', null, { message: expect.stringContaining('what was given is null, but must be an object') }],
  ])('by convention %s', (_, choice, error) => {
    expect(() => byConvention(choice)).toThrow(expect.objectContaining({ name: 'PolicyError', ...error }));
  });

  it.each<[string, Untyped, Untyped, object]>([
    [
      'where no label names the container',
      hpaOn(metrics.dcgm.gpuUtil.asExternal().perPod(60)),
      { labelConvention: ownLabels },
      { code: 'metric-selection', value: 'DCGM_FI_DEV_GPU_UTIL' },
    ],
    [
      'with labels of pods in place of series',
      hpaOn(metrics.vllm.numRequests.asExternal({ matchLabels: { 'app.kubernetes.io/name': 'x' } }).perPod(8)),
      {},
      { code: 'metric-selection', value: 'app.kubernetes.io/name' },
    ],
    [
      'with no labels',
      hpaOn(metrics.vllm.numRequests.asExternal({ matchLabels: {} }).perPod(8)),
      {},
      { code: 'metric-selection' },
    ],
    [
      'with the name of a model that no label selector takes',
      hpaOn(
        metrics.vllm.numRequests.asExternal({ matchLabels: { model_name: 'Qwen/Qwen2.5-32B-Instruct' } }).perPod(8),
      ),
      {},
      {
        code: 'metric-selection',
        property: 'scaling.metrics[0], matchLabels.model_name',
        value: 'Qwen/Qwen2.5-32B-Instruct',
      },
    ],
    [
      'with a label that no label selector takes',
      hpaOn(latency.atMost(Duration.seconds(2), { matchLabels: { _queue: 'jobs' } })),
      {},
      { code: 'metric-selection', value: '_queue', allowed: 'a label that begins with a letter' },
    ],
    [
      'with a placeholder that nothing fills in',
      hpaOn(metrics.vllm.numRequests.asExternal({ matchLabels: { model_name: '${MODEL}' } }).perPod(8)),
      {},
      { code: 'substitution-undeclared', property: 'scaling.metrics[0], matchLabels.model_name' },
    ],
    [
      'of any namespace without labels',
      hpaOn((metrics.vllm.numRequests as Untyped).asExternal({ anyNamespace: true }).perPod(8)),
      {},
      { code: 'metric-selection', property: 'scaling.metrics[0]', value: 'vllm_num_requests' },
    ],
    [
      'with a misspelt selection',
      hpaOn((metrics.vllm.numRequests as Untyped).asExternal({ matchLabel: { queue: 'jobs' } }).perPod(8)),
      {},
      { code: 'property-unknown', property: 'scaling.metrics[0], selection.matchLabel' },
    ],
    [
      'with labels that are none',
      hpaOn((metrics.vllm.numRequests as Untyped).asExternal({ matchLabels: { queue: 5 } }).perPod(8)),
      {},
      { code: 'value-type', property: 'scaling.metrics[0], selection.matchLabels.queue', value: 5 },
    ],
    [
      'as the first metric of AHPA where it is a latency',
      ahpaOn(latency.atMost(Duration.seconds(2))),
      {},
      { code: 'metric-source', value: 'vllm_time_to_first_token_seconds_p95' },
    ],
    [
      'in AHPA where it is read from the Service',
      ahpaOn(metrics.resource.gpu.utilization(60), metrics.vllm.numRequests.ofService().perPod(8)),
      {},
      { code: 'metric-source', value: 'vllm_num_requests' },
    ],
    [
      'twice',
      hpaOn(metrics.vllm.numRequests.perPod(8), metrics.vllm.numRequests.perPod(9)),
      {},
      { code: 'metric-duplicate', value: 'vllm_num_requests' },
    ],
    [
      'with no time',
      hpaOn(metrics.vllm.numRequests.perPod(8), latency.atMost(Duration.seconds(0))),
      {},
      { code: 'metric-target-range', value: 0, allowed: 'a time of at least 1 ms' },
    ],
  ])('%s', (_, policy, cluster, error) => {
    expect(policyErrors(policy, cluster)).toMatchObject([error]);
  });
});
