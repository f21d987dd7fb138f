import { Duration, Gpu, MetricsPipeline, metrics, PolicyApp, ScalingPolicy, Schedule, Size } from '../../../src/index';
import { compile, policyErrors, sampleCluster, samplePolicy, type Untyped } from '../sample';

const target = metrics.ack.processSmUtil.perPod(20);
const withHpa = (props: Untyped, more: Untyped = {}) =>
  samplePolicy({
    ...more,
    scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [target], ...props } as Untyped),
  });
const withAhpa = (props: Untyped = {}, more: Untyped = {}) =>
  samplePolicy({
    startup: { expected: Duration.minutes(3) },
    ...more,
    scaling: ScalingPolicy.ahpa({
      minReplicas: 1,
      maxReplicas: 50,
      metrics: [metrics.resource.gpu.utilization(20)],
      prediction: { quantile: 95 },
      scaleStrategy: 'observer',
      ...props,
    }),
  });
const weekly = (props: Untyped = {}) =>
  Schedule.weekly({
    timeZone: 'Asia/Shanghai',
    from: '2026-01-01',
    until: '2036-01-01',
    weekdays: { '00:00': { minReplicas: 4, maxReplicas: 50 } },
    weekend: { '00:00': { minReplicas: 2, maxReplicas: 50 } },
    ...props,
  });

describe('ScalingPolicy.hpa', () => {
  it.each([
    ['1.36', undefined, 'autoscaling/v2'],
    ['1.22', undefined, 'autoscaling/v2beta2'],
    ['1.25', 'v2beta2', 'autoscaling/v2beta2'],
  ])('on Kubernetes %s with hpaApiVersion %s is %s', (kubernetes, hpaApiVersion, apiVersion) => {
    const { HorizontalPodAutoscaler } = compile(withHpa({ name: 'gpu-hpa' }), {
      kubernetes,
      ...(hpaApiVersion && { hpaApiVersion }),
    });
    expect(HorizontalPodAutoscaler).toMatchObject({ apiVersion, metadata: { name: 'gpu-hpa' } });
    expect(HorizontalPodAutoscaler.spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [
        {
          type: 'Pods',
          pods: {
            metric: { name: 'DCGM_CUSTOM_PROCESS_SM_UTIL' },
            target: { type: 'AverageValue', averageValue: '20' },
          },
        },
      ],
    });
  });

  it('uses flat fields where the cluster asks for v2beta1', () => {
    const { HorizontalPodAutoscaler } = compile(withHpa({}), { kubernetes: '1.22', hpaApiVersion: 'v2beta1' });
    expect(HorizontalPodAutoscaler.apiVersion).toBe('autoscaling/v2beta1');
    expect(HorizontalPodAutoscaler.spec.metrics).toEqual([
      { type: 'Pods', pods: { metricName: 'DCGM_CUSTOM_PROCESS_SM_UTIL', targetAverageValue: '20' } },
    ]);
  });

  it.each([
    [metrics.ack.processGpuMemUsedRatio.perPod(0.8), '800m'],
    [metrics.ack.processMemUsed.perPod(Size.gibibytes(4)), '4096'],
    [metrics.custom('tokens', { unit: 'count', aggregation: 'sum' }).perPod(1000), '1k'],
    [metrics.custom('queue', { unit: 'count', aggregation: 'sum' }).perPod(2.5), '2500m'],
  ])('writes the threshold of target %# as %s', (metric, averageValue) => {
    const { HorizontalPodAutoscaler } = compile(withHpa({ metrics: [metric] }));
    expect(HorizontalPodAutoscaler.spec.metrics[0].pods.target).toEqual({ type: 'AverageValue', averageValue });
  });

  it('writes CPU utilization last and behavior in full', () => {
    const { HorizontalPodAutoscaler } = compile(
      withHpa(
        {
          metrics: [metrics.resource.cpu.utilization(60), target],
          behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
        },
        { resources: { requests: { cpu: '2' } } },
      ),
    );
    expect(HorizontalPodAutoscaler.spec.metrics.map(({ type }: Untyped) => type)).toEqual(['Pods', 'Resource']);
    expect(HorizontalPodAutoscaler.spec.behavior).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 600,
        selectPolicy: 'Max',
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      },
    });
  });

  it('chooses the metric of the convention', () => {
    const choice = metrics.byConvention({ ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.gpuUtil });
    const policy = withHpa({ metrics: [choice.perPod(20)] });
    const nameOn = (labelConvention: string) =>
      compile(policy, { labelConvention }).HorizontalPodAutoscaler.spec.metrics[0].pods.metric.name;
    expect(nameOn('ack')).toBe('DCGM_CUSTOM_PROCESS_SM_UTIL');
    expect(nameOn('dcgmExporter')).toBe('DCGM_FI_DEV_GPU_UTIL');
  });

  it.each<[string, Untyped, string, string, unknown]>([
    ['a fraction of a replica', { maxReplicas: 2.5 }, 'replicas-range', 'scaling.maxReplicas', 2.5],
    [
      'more replicas than the field holds',
      { maxReplicas: 2_147_483_648 },
      'replicas-range',
      'scaling.maxReplicas',
      2_147_483_648,
    ],
    ['no replica', { minReplicas: 0 }, 'replicas-range', 'scaling.minReplicas', 0],
    ['a floor over the ceiling', { minReplicas: 8 }, 'replicas-min-over-max', 'scaling.minReplicas', 8],
    ['no metric', { metrics: [] }, 'metrics-missing', 'scaling.metrics', []],
    [
      'a metric twice',
      { metrics: [target, target] },
      'metric-duplicate',
      'scaling.metrics[1]',
      'DCGM_CUSTOM_PROCESS_SM_UTIL',
    ],
    [
      'a percentage above 100',
      { metrics: [metrics.ack.processSmUtil.perPod(120)] },
      'metric-target-range',
      'scaling.metrics[0] (DCGM_CUSTOM_PROCESS_SM_UTIL)',
      120,
    ],
    [
      'a computed ratio above 1',
      { metrics: [metrics.ack.processGpuMemUsedRatio.perPod(80 as number)] },
      'metric-target-range',
      'scaling.metrics[0] (DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO)',
      80,
    ],
    [
      'not a number',
      { metrics: [metrics.ack.processSmUtil.perPod(Number.NaN)] },
      'metric-target-range',
      'scaling.metrics[0] (DCGM_CUSTOM_PROCESS_SM_UTIL)',
      Number.NaN,
    ],
    [
      'a window over an hour',
      { behavior: { scaleDown: { stabilizationWindowSeconds: 7200 } } },
      'behavior-range',
      'scaling.behavior.scaleDown.stabilizationWindowSeconds',
      7200,
    ],
    [
      'an empty list of rates',
      { behavior: { scaleUp: { policies: [] } } },
      'behavior-range',
      'scaling.behavior.scaleUp.policies',
      [],
    ],
    [
      'a period over half an hour',
      { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 3600 }] } } },
      'behavior-range',
      'scaling.behavior.scaleUp.policies[0].periodSeconds',
      3600,
    ],
    [
      'a negative tolerance',
      { behavior: { scaleUp: { tolerance: -0.1 } } },
      'behavior-range',
      'scaling.behavior.scaleUp.tolerance',
      -0.1,
    ],
    ['a name that is none', { name: 'GPU HPA' }, 'name-invalid', 'scaling.name', 'GPU HPA'],
  ])('refuses %s', (_, props, code, property, value) => {
    expect(policyErrors(withHpa(props))).toMatchObject([{ code, property, value, path: 'prod/bert' }]);
  });

  it.each<[Untyped, number, string]>([
    [metrics.vllm.numRequestsWaiting, 0.0001, 'must be a number from 0.001 to 9007199254740991.'],
    [metrics.ack.processSmUtil, 120, 'must be a percentage from 0.001 to 100.'],
    [metrics.vllm.kvCacheUsagePerc, 1.0001, 'must be a ratio from 0.001 to 1.'],
    [metrics.vllm.kvCacheUsagePerc, 1.0001, 'Choose a threshold that a busy pod passes'],
    [metrics.vllm.kvCacheUsagePerc, 70, 'Write 0.7 for 70 %.'],
    [metrics.vllm.kvCacheUsagePerc, 7, 'Write 0.07 for 7 %.'],
  ])('tells what threshold %# must be', (metric, threshold, words) => {
    expect(policyErrors(withHpa({ metrics: [metric.perPod(threshold)] }))[0]?.message).toContain(words);
  });

  it('refuses one API metric under two names', () => {
    const choice = metrics.byConvention({ ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.gpuUtil });
    const policy = withHpa({ metrics: [target, choice.perPod(60)] });
    expect(policyErrors(policy)).toMatchObject([{ code: 'metric-duplicate', value: 'DCGM_CUSTOM_PROCESS_SM_UTIL' }]);
  });

  const REST =
    'raise minReplicas to what the busy hours need, or point a CronHorizontalPodAutoscaler at the HPA (scaleTargetRef: autoscaling/v1, HorizontalPodAutoscaler).';

  it.each<[string, Untyped, string]>([
    ['with AHPA', {}, `Use ScalingPolicy.ahpa({ schedule }), ${REST}`],
    [
      'of ACK, where AHPA can be installed',
      { ahpa: undefined },
      `Install AHPA, say so with ahpa: true of the cluster, and use ScalingPolicy.ahpa({ schedule }); or ${REST}`,
    ],
    [
      'where there is none',
      { ahpa: undefined, metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'configMap' }) },
      `This cluster has no AHPA, which follows schedules: ${REST}`,
    ],
  ])('names what there is in place of a schedule on a cluster %s', (_, cluster, help) => {
    const found = policyErrors(withHpa({ schedule: weekly() }), cluster).find(({ code }) => code === 'schedule-on-hpa');
    expect(found?.message).toContain(`an HPA follows no schedule.\n  ${help}  [`);
  });

  it("refuses AHPA's gpu and a schedule where the types were switched off", () => {
    const policy = withHpa({ metrics: [metrics.resource.gpu.utilization(20)], schedule: weekly() });
    expect(policyErrors(policy)).toMatchObject([{ code: 'metric-source', value: 'gpu' }, { code: 'schedule-on-hpa' }]);
  });

  it.each([
    ['a series that is none', metrics.custom('queue.length', { unit: 'count', aggregation: 'sum' }), 'queue.length'],
    ['an API name with a slash', metrics.custom('queue', { unit: 'count', aggregation: 'sum', as: 'a/b' }), 'a/b'],
  ])('refuses %s', (_, metric, value) => {
    expect(policyErrors(withHpa({ metrics: [metric.perPod(5)] }))).toMatchObject([{ code: 'metric-name', value }]);
  });

  it('refuses tolerance below Kubernetes 1.35', () => {
    const policy = withHpa({ behavior: { scaleUp: { tolerance: 0.05 } } });
    expect(policyErrors(policy, { kubernetes: '1.34' })).toMatchObject([
      { code: 'hpa-version', property: 'scaling.behavior.scaleUp.tolerance' },
    ]);
    expect(compile(policy).HorizontalPodAutoscaler.spec.behavior.scaleUp.tolerance).toBe('50m');
  });

  it('refuses a card-level metric on a shared GPU in the words of the compiler', () => {
    const policy = withHpa(
      { metrics: [metrics.dcgm.gpuUtil.perPod(60)] },
      { gpu: Gpu.shared({ memory: Size.gibibytes(4) }) },
    );
    const [error] = policyErrors(policy, { labelConvention: 'dcgmExporter' });
    expect(error).toMatchObject({ code: 'metric-on-gpu', value: 'DCGM_FI_DEV_GPU_UTIL' });
    expect(error?.message).toContain('DCGM_FI_DEV_GPU_UTIL says nothing about one pod on a shared GPU');
  });
});

describe('ScalingPolicy.ahpa', () => {
  it('is an AdvancedHorizontalPodAutoscaler whose lead is the startup time', () => {
    const { AdvancedHorizontalPodAutoscaler } = compile(withAhpa({ schedule: weekly(), name: 'fib-gpu' }));
    expect(AdvancedHorizontalPodAutoscaler).toMatchObject({
      apiVersion: 'autoscaling.alibabacloud.com/v1beta1',
      metadata: { name: 'fib-gpu', annotations: { 'foresail.dev/bounds-timezone': 'Asia/Shanghai' } },
    });
    expect(AdvancedHorizontalPodAutoscaler.spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
      metrics: [
        { type: 'Resource', resource: { name: 'gpu', target: { type: 'Utilization', averageUtilization: 20 } } },
      ],
      minReplicas: 1,
      maxReplicas: 50,
      scaleStrategy: 'observer',
      prediction: { quantile: 95, scaleUpForward: 180 },
      instanceBounds: [
        {
          startTime: '2026-01-01 00:00:00',
          endTime: '2036-01-01 00:00:00',
          bounds: [
            { cron: '* * ? * MON-FRI', minReplicas: 4, maxReplicas: 50 },
            { cron: '* * ? * SAT,SUN', minReplicas: 2, maxReplicas: 50 },
          ],
        },
      ],
    });
  });

  it('prefers the lead that the prediction names', () => {
    const prediction = { quantile: 90, scaleUpForward: Duration.minutes(5) };
    const { AdvancedHorizontalPodAutoscaler } = compile(
      withAhpa({ prediction, stabilizationWindow: Duration.minutes(10) }),
    );
    expect(AdvancedHorizontalPodAutoscaler.spec).toMatchObject({
      prediction: { quantile: 90, scaleUpForward: 300 },
      stabilizationWindowSeconds: 600,
    });
  });

  it.each<[string, Untyped, string, string]>([
    [
      'a fraction for the quantile',
      { prediction: { quantile: 0.95 } },
      'ahpa-quantile-range',
      'scaling.prediction.quantile',
    ],
    ['a quantile of 1', { prediction: { quantile: 1 } }, 'ahpa-quantile-range', 'scaling.prediction.quantile'],
    [
      'a quantile that plans too few pods',
      { prediction: { quantile: 35 } },
      'ahpa-quantile-range',
      'scaling.prediction.quantile',
    ],
    ['a quantile of 100', { prediction: { quantile: 100 } }, 'ahpa-quantile-range', 'scaling.prediction.quantile'],
    ['more replicas than the field holds', { maxReplicas: 2_147_483_648 }, 'replicas-range', 'scaling.maxReplicas'],
    ['no replica', { minReplicas: 0 }, 'ahpa-min-replicas', 'scaling.minReplicas'],
    [
      'a lead of half a second',
      { prediction: { quantile: 95, scaleUpForward: Duration.millis(500) } },
      'scale-up-forward',
      'scaling.prediction.scaleUpForward',
    ],
    [
      'a window of half a second',
      { stabilizationWindow: Duration.millis(500) },
      'behavior-range',
      'scaling.stabilizationWindow',
    ],
    [
      'a step below the floor',
      { minReplicas: 3, schedule: weekly() },
      'schedule-bounds',
      "scaling.schedule.weekend['00:00'].minReplicas",
    ],
    [
      'a step with its floor over its ceiling',
      { schedule: weekly({ weekend: { '00:00': { minReplicas: 9, maxReplicas: 5 } } }) },
      'replicas-min-over-max',
      "scaling.schedule.weekend['00:00'].minReplicas",
    ],
    ['a zone that is none', { schedule: weekly({ timeZone: 'Shanghai' }) }, 'time-zone', 'scaling.schedule.timeZone'],
  ])('refuses %s', (_, props, code, property) => {
    expect(policyErrors(withAhpa(props))[0]).toMatchObject({ code, property, path: 'prod/bert' });
  });

  it('says once why there is no scaling to zero', () => {
    const why =
      'minReplicas: 0 is not supported: with no replica left, requests fail until a node, the image and the model are there.';
    const textsOf = (policy: Untyped) => policyErrors(policy).map(({ message }) => message);
    const text = (code: string, at = 'scaling') => `prod/bert: ${at}.${why}\n  Write minReplicas: 1.  [${code}]`;
    expect(textsOf(withHpa({ minReplicas: 0 }))).toEqual([text('replicas-range')]);
    expect(textsOf(withAhpa({ minReplicas: 0 }))).toEqual([text('ahpa-min-replicas')]);
    const schedule = weekly({ weekend: { '00:00': { minReplicas: 0, maxReplicas: 50 } } });
    expect(textsOf(withAhpa({ schedule }))).toEqual([text('ahpa-min-replicas', "scaling.schedule.weekend['00:00']")]);
  });

  it('refuses a Pods metric where the types were switched off', () => {
    const errors = policyErrors(withAhpa({ metrics: [target] }));
    expect(errors).toMatchObject([{ code: 'metric-source', value: 'DCGM_CUSTOM_PROCESS_SM_UTIL' }]);
    expect(errors[0]?.message).toContain('AHPA reads no Pods metric');
  });

  it('refuses a prediction without a lead', () => {
    expect(policyErrors(withAhpa({}, { startup: undefined }))).toMatchObject([{ code: 'scale-up-forward' }]);
  });

  it('says what to write for a fraction', () => {
    const [error] = policyErrors(withAhpa({ prediction: { quantile: 0.95 } }));
    expect(error?.message).toBe(
      [
        'prod/bert: scaling.prediction.quantile is 0.95, but must be an integer percent from 80 to 99.',
        '  AHPA manifests write 95 for the 95th percentile; a fraction may be read as less than one percent.',
        '  Write quantile: 95.  [ahpa-quantile-range]',
      ].join('\n'),
    );
  });
});

describe('what a policy needs of its cluster', () => {
  const behavior = withHpa({ behavior: { scaleUp: { selectPolicy: 'Disabled' } } });

  it.each<[string, Untyped, Untyped, string, string]>([
    [
      'behavior under v2beta1',
      behavior,
      { kubernetes: '1.22', hpaApiVersion: 'v2beta1' },
      'behavior',
      'emits autoscaling/v2beta1, which has no behavior',
    ],
    [
      'behavior below 1.18',
      behavior,
      { kubernetes: '1.17' },
      'behavior',
      'runs Kubernetes 1.17, and behavior needs 1.18',
    ],
    ['AHPA where there is none', withAhpa(), { ahpa: false }, 'ahpa', 'has no AHPA'],
    [
      'ACK series elsewhere',
      withHpa({}),
      { labelConvention: 'dcgmExporter' },
      'ackSeries',
      'has no DCGM_CUSTOM_* series',
    ],
    [
      'pods on card series on ACK',
      withHpa({ metrics: [metrics.dcgm.gpuUtil.perPod(60)] }),
      {},
      'podLabelsOnCardSeries',
      'names no pod on DCGM_FI_* series',
    ],
    ['a pool that is not there', withHpa({}), { gpuPools: [] }, 'dedicatedPool', 'has no GpuPool.dedicated'],
    [
      'a convention without an entry',
      withHpa({ metrics: [metrics.byConvention({ ack: metrics.ack.processSmUtil }).perPod(60)] }),
      { labelConvention: 'gke' },
      'not:gke',
      'has label convention gke, for which metrics.byConvention({ ... }) has no entry',
    ],
  ])('is refused at construction too: %s', (_, policy, cluster, need, text) => {
    const errors = policyErrors(policy, cluster);
    expect(errors).toMatchObject([
      { code: 'needs-cluster', allowed: expect.stringMatching(/autoscaling|a cluster with/) },
    ]);
    expect(errors[0]?.message).toContain(`the policy needs ${need} (`);
    expect(errors[0]?.message).toContain(`cluster prod`);
    expect(errors[0]?.message).toContain(text);
  });

  it('falls away with the behavior', () => {
    const app = new PolicyApp();
    const edge = sampleCluster(app, { kubernetes: '1.22', hpaApiVersion: 'v2beta1' });
    edge.add(behavior.with({ scaling: { behavior: 'kubernetesDefault' } }));
    expect(() => app.render()).not.toThrow();
  });
});

describe('variants of a policy', () => {
  const policy = withHpa({});

  it('change numbers and leave the original as it was', () => {
    const smaller = policy.with({ image: 'other:2', scaling: { maxReplicas: 2 } });
    expect(compile(smaller).HorizontalPodAutoscaler.spec).toMatchObject({ minReplicas: 1, maxReplicas: 2 });
    expect(compile(smaller).Deployment.spec.template.spec.containers[0].image).toBe('other:2');
    expect(compile(policy).HorizontalPodAutoscaler.spec.maxReplicas).toBe(4);
  });

  it('are named where their numbers do not fit', () => {
    const [error] = policyErrors(policy.with({ scaling: { minReplicas: 8 } }));
    expect(error?.message).toBe(
      [
        'prod/bert: scaling.minReplicas is 8, but scaling.maxReplicas is 4; minReplicas must be from 1 to 4.',
        '  minReplicas comes from with(...), maxReplicas from definePolicy(...).',
        '  Raise maxReplicas, or lower minReplicas.  [replicas-min-over-max]',
      ].join('\n'),
    );
  });

  it('change GPU and scaling together', () => {
    const shared = policy.onGpu(
      Gpu.shared({ memory: Size.gibibytes(8) }),
      ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 2, metrics: [metrics.ack.processSmUtil.perPod(60)] }),
    );
    expect(shared.needs).toEqual({ sharedPool: 'gpu', ackSeries: 'DCGM_CUSTOM_PROCESS_SM_UTIL' });
    expect(compile(shared).Deployment.spec.template.spec.containers[0].resources.limits).toEqual({
      'aliyun.com/gpu-mem': '8',
    });
  });
});
