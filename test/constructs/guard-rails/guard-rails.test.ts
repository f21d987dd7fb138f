import { ApiObject, Duration } from 'cdk8s';
import {
  Autoscaler,
  Gpu,
  GpuPool,
  GuardRails,
  metrics,
  PolicyApp,
  presets,
  ScalingPolicy,
  Size,
} from '../../../src/index';
import { errorsOf, policyErrors, sampleCluster, samplePolicy, type Untyped } from '../sample';

const owner = 'ml-platform';
const broken = (policy: Untyped, rails: Untyped) =>
  policyErrors(policy, { guardRails: new GuardRails({ owner, ...rails }) }).map(({ message }) => message);
const hpa = (maxReplicas: number) =>
  ScalingPolicy.hpa({ minReplicas: 1, maxReplicas, metrics: [metrics.ack.processSmUtil.perPod(20)] });
const ahpa = (props: Untyped) =>
  ScalingPolicy.ahpa({
    minReplicas: 1,
    maxReplicas: 4,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
    scaleStrategy: 'observer',
    ...props,
  });

describe('guard rails', () => {
  it('limit the GPUs of a service, and say what to write', () => {
    const chat = samplePolicy({ gpu: Gpu.dedicated(2), scaling: hpa(40) }, 'chat-llm');
    expect(broken(chat, { maxGpusPerService: 64 })).toEqual([
      `prod/chat-llm: 40 replicas x 2 GPUs = 80 GPUs, but at most 64 GPUs per service are allowed here.
  Guard rail maxGpusPerService of ml-platform, set on cluster prod.
  Lower scaling.maxReplicas to 32 for this cluster: chatLlm.with({ scaling: { maxReplicas: 32 } }), or ask ml-platform.  [guard-rail]`,
    ]);
    expect(broken(chat.with({ scaling: { maxReplicas: 32 } }), { maxGpusPerService: 64 })).toEqual([]);
  });

  it('count every pod of a group', () => {
    const group = samplePolicy({ gpu: Gpu.dedicated(8), podGroup: { size: 2 }, scaling: hpa(2) });
    expect(broken(group, { maxGpusPerService: 16 })[0]).toContain('2 replicas x 16 GPUs = 32 GPUs');
    expect(broken(group, { maxGpusPerService: 8 })[0]).toContain('One replica takes more than is allowed');
  });

  it('count a part of a shared GPU, a slice and a turn as one each', () => {
    const shared = samplePolicy({ gpu: Gpu.shared({ memory: Size.gibibytes(4) }), scaling: hpa(3) });
    expect(broken(shared, { maxGpusPerService: 3 })).toEqual([]);
    expect(broken(shared, { maxGpusPerService: 2 })).toEqual([
      `prod/bert: 3 replicas x 1 parts of a GPU = 3 parts of a GPU, but at most 2 GPUs per service are allowed here.
  A slice, a turn and a part of a shared GPU count as one each.
  Guard rail maxGpusPerService of ml-platform, set on cluster prod.
  Lower scaling.maxReplicas to 2 for this cluster: bert.with({ scaling: { maxReplicas: 2 } }), or ask ml-platform.  [guard-rail]`,
    ]);
  });

  it('count the fixed replicas under an AHPA that observes', () => {
    const observer = samplePolicy({ replicas: 9, scaling: ahpa({}) });
    expect(broken(observer, { maxGpusPerService: 8 })).toEqual([
      expect.stringContaining('Lower replicas to 8 for this cluster: bert.with({ replicas: 8 }), or ask'),
    ]);
  });

  it('demand a drain, in the words of their owner', () => {
    const text = 'Chats run for minutes. Read https://wiki.example.com/drain, or call 4711.';
    expect(broken(samplePolicy(), { requireDrain: true, text })).toEqual([
      `prod/bert: the policy says nothing about drain, and here each must.
  Guard rail requireDrain of ml-platform, set on cluster prod.
  ${text}
  Write how long the longest request runs: drain: Duration.seconds(60).  [guard-rail]`,
    ]);
    expect(broken(samplePolicy({ drain: Duration.seconds(60) }), { requireDrain: true, text })).toEqual([]);
  });

  it('forbid metrics by their series', () => {
    const [message] = broken(samplePolicy(), { forbiddenMetrics: ['DCGM_CUSTOM_PROCESS_SM_UTIL'] });
    expect(message).toMatch(
      /^prod\/bert: the policy scales on DCGM_CUSTOM_PROCESS_SM_UTIL, which is not allowed here\./,
    );
    expect(broken(samplePolicy(), { forbiddenMetrics: ['DCGM_FI_DEV_GPU_UTIL'] })).toEqual([]);
  });

  const utilization = metrics.byConvention({ ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.gpuUtil });
  const queue = metrics.custom('my_queue', { unit: 'count', aggregation: 'sum', as: 'q' });
  const firstToken = metrics.vllm.timeToFirstToken.p95.atMost(Duration.seconds(2));

  it.each<[string, Untyped, string, string]>([
    [
      'by the series of this convention',
      utilization.perPod(20),
      'DCGM_CUSTOM_PROCESS_SM_UTIL',
      'scales on DCGM_CUSTOM_PROCESS_SM_UTIL,',
    ],
    [
      'by a series with a colon',
      metrics.vllm.numRequestsWaiting.perPod(5),
      'vllm:num_requests_waiting',
      'scales on vllm:num_requests_waiting,',
    ],
    [
      'by the API metric of a pod',
      metrics.vllm.numRequestsWaiting.perPod(5),
      'vllm_num_requests_waiting',
      'scales on vllm_num_requests_waiting,',
    ],
    [
      'by the API metric of all pods',
      metrics.vllm.numRequestsWaiting.asExternal().perPod(5),
      'vllm_num_requests_waiting_over_pods',
      'scales on vllm_num_requests_waiting_over_pods,',
    ],
    [
      'by the API metric of the Service',
      metrics.vllm.numRequestsWaiting.ofService().perPod(5),
      'vllm_num_requests_waiting_of_service',
      'scales on vllm_num_requests_waiting_of_service,',
    ],
    [
      'by the series behind a sum',
      metrics.vllm.numRequestsWaiting.asExternal().perPod(5),
      'vllm:num_requests_waiting',
      'scales on vllm_num_requests_waiting_over_pods, which is made of vllm:num_requests_waiting,',
    ],
    ['by the series of a renamed metric', queue.perPod(5), 'my_queue', 'scales on q, which is made of my_queue,'],
    ['by its own name', queue.perPod(5), 'q', 'scales on q,'],
    [
      'by a histogram',
      firstToken,
      'vllm:time_to_first_token_seconds',
      'scales on vllm_time_to_first_token_seconds_p95, which is made of vllm:time_to_first_token_seconds,',
    ],
    [
      'by a series of a histogram',
      firstToken,
      'vllm:time_to_first_token_seconds_bucket',
      'which is made of vllm:time_to_first_token_seconds_bucket,',
    ],
    [
      'by a numerator',
      presets.triton.queueCompute()[0],
      'nv_inference_queue_duration_us',
      'which is made of nv_inference_queue_duration_us,',
    ],
    [
      'by a denominator',
      metrics.ack.processGpuMemUsedRatio.perPod(0.8),
      'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED',
      'which is made of DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED,',
    ],
    ['by a resource', metrics.resource.cpu.utilization(50), 'cpu', 'scales on cpu,'],
  ])('forbid a metric %s', (_, metric, forbidden, expected) => {
    const policy = samplePolicy({
      scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [metric] }),
      resources: { requests: { cpu: '1' } },
    });
    const messages = broken(policy, { forbiddenMetrics: [forbidden] });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(expected);
    expect(broken(policy, { forbiddenMetrics: ['another'] })).toEqual([]);
  });

  it('look at the series of the cluster alone', () => {
    const policy = samplePolicy({
      scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [utilization.perPod(20)] }),
    });
    const on = (labelConvention: string, forbidden: string) =>
      policyErrors(policy, {
        labelConvention,
        guardRails: new GuardRails({ owner, forbiddenMetrics: [forbidden] }),
      }).map(({ code }) => code);
    expect(on('ack', 'DCGM_FI_DEV_GPU_UTIL')).toEqual([]);
    expect(on('ack', 'DCGM_CUSTOM_PROCESS_SM_UTIL')).toEqual(['guard-rail']);
    expect(on('dcgmExporter', 'DCGM_FI_DEV_GPU_UTIL')).toEqual(['guard-rail']);
    expect(on('dcgmExporter', 'DCGM_CUSTOM_PROCESS_SM_UTIL')).toEqual([]);
  });

  it.each<[string, Untyped, string | undefined]>([
    ['auto without a word', { scaleStrategy: 'auto' }, 'nothing says that AHPA observed first'],
    [
      'auto after 3 days',
      { scaleStrategy: 'auto', observed: { from: '2026-10-01', until: '2026-10-04' } },
      'AHPA observed for 3 days only',
    ],
    ['auto after a week', { scaleStrategy: 'auto', observed: { from: '2026-10-01', until: '2026-10-08' } }, undefined],
    ['observer', {}, undefined],
  ])('let AHPA observe first: %s', (_, props, expected) => {
    const messages = broken(samplePolicy({ scaling: ahpa(props) }), { observerBeforeAuto: true });
    expect(messages.map((message) => expected !== undefined && message.includes(expected))).toEqual(
      expected ? [true] : [],
    );
  });

  it.each([
    'yes',
    null,
    { from: '2026-10-01' },
    { from: '2026-10-01', until: 8 },
    { from: ['2026-10-01'], until: '2026-10-08' },
  ])('and policies without any take no record of observation that is none: %j', (observed) => {
    const policy = samplePolicy({ scaling: ahpa({ scaleStrategy: 'auto', observed }) });
    const errors = policyErrors(policy);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(/scaling\.observed\S* is .*, but must be/);
  });

  it('stop nobody where there are none', () => {
    expect(policyErrors(samplePolicy({ scaling: hpa(400) }), { guardRails: undefined })).toEqual([]);
  });
});

const gpuPod = (spec: Untyped = {}) => ({
  metadata: { labels: { app: 'model' } },
  spec: {
    containers: [{ name: 'model', image: 'x', resources: { limits: { 'nvidia.com/gpu': '2' } }, ...spec.container }],
    ...spec.pod,
  },
});
const workload = (cluster: Untyped, spec: Untyped = {}, pod: Untyped = {}) =>
  new ApiObject(cluster, 'model', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'model' },
    spec: { selector: { matchLabels: { app: 'model' } }, template: gpuPod(pod), ...spec },
  } as Untyped);
const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' };
const errorsWith = (rails: Untyped, make: (cluster: Untyped) => void) => {
  const app = new PolicyApp();
  make(sampleCluster(app, { guardRails: new GuardRails({ owner, ...rails }) }));
  return errorsOf(app).map(({ path, message }) => [path, message.split('\n')[0]]);
};

describe('guard rails, for an autoscaler of its own', () => {
  const scaler = (scaling: Untyped) => (cluster: Untyped) =>
    void new Autoscaler(cluster, 'scaler', { target, gpu: Gpu.dedicated(1), scaling });

  it.each<[string, Untyped, Untyped, string]>([
    ['count GPUs', { maxGpusPerService: 3 }, hpa(40), '40 replicas x 1 GPUs = 40 GPUs, but at most 3'],
    [
      'forbid metrics',
      { forbiddenMetrics: ['DCGM_CUSTOM_PROCESS_SM_UTIL'] },
      hpa(4),
      'the policy scales on DCGM_CUSTOM_PROCESS_SM_UTIL',
    ],
    ['let AHPA observe first', { observerBeforeAuto: true }, ahpa({ scaleStrategy: 'auto' }), 'nothing says that AHPA'],
  ])('%s, once', (_, rails, scaling, expected) => {
    expect(errorsWith(rails, scaler(scaling))).toEqual([['prod/scaler', expect.stringContaining(expected)]]);
  });

  it('say once what both it and its workload break', () => {
    const errors = errorsWith({ maxGpusPerService: 3 }, (cluster) => {
      workload(cluster);
      scaler(hpa(40))(cluster);
    });
    expect(errors.map(([path]) => path)).toEqual(['prod/scaler']);
  });

  it('count the GPUs of its workload once it is written', () => {
    const errors = errorsWith({ maxGpusPerService: 7 }, (cluster) => {
      workload(cluster);
      scaler(hpa(4))(cluster);
    });
    expect(errors).toEqual([
      ['prod/scaler/Resource', expect.stringContaining('4 replicas x 2 GPUs = 8 GPUs, but at most 7')],
    ]);
  });
});

describe('guard rails, on the final objects', () => {
  const patched = (kind: string, ...patch: readonly Untyped[]) => ({ patches: [{ kind, patch }] });
  const HPA = 'HorizontalPodAutoscaler';
  const drained = { drain: Duration.seconds(60) };
  const pod = '/spec/template/spec';

  it.each<[string, Untyped, Untyped, string, string]>([
    [
      'count replicas that a patch raises',
      { maxGpusPerService: 10 },
      patched(HPA, { op: 'replace', path: '/spec/maxReplicas', value: 600 }),
      'prod/bert/Autoscaler/Resource',
      '600 replicas x 1 GPUs = 600 GPUs, but at most 10 GPUs per service are allowed here.',
    ],
    [
      'count GPUs that a patch adds',
      { maxGpusPerService: 10 },
      patched('Deployment', {
        op: 'replace',
        path: `${pod}/containers/0/resources/limits/nvidia.com~1gpu`,
        value: '8',
      }),
      'prod/bert/Autoscaler/Resource',
      '4 replicas x 8 GPUs = 32 GPUs, but at most 10 GPUs per service are allowed here.',
    ],
    [
      'forbid a metric that a patch names',
      { forbiddenMetrics: ['DCGM_FI_DEV_GPU_UTIL'] },
      patched(HPA, { op: 'replace', path: '/spec/metrics/0/pods/metric/name', value: 'DCGM_FI_DEV_GPU_UTIL' }),
      'prod/bert/Autoscaler/Resource',
      'HorizontalPodAutoscaler bert scales on DCGM_FI_DEV_GPU_UTIL, which is not allowed here.',
    ],
    [
      'forbid the metric of an HPA whose metrics a patch removes',
      { forbiddenMetrics: ['cpu'] },
      patched(HPA, { op: 'remove', path: '/spec/metrics' }),
      'prod/bert/Autoscaler/Resource',
      'HorizontalPodAutoscaler bert scales on cpu, which is not allowed here.',
    ],
    [
      'demand the grace period that a patch removes',
      { requireDrain: true },
      { ...drained, ...patched('Deployment', { op: 'remove', path: `${pod}/terminationGracePeriodSeconds` }) },
      'prod/bert/Deployment',
      'Deployment bert has GPUs and does not drain, and here each must.',
    ],
    [
      'demand the hook that a patch removes',
      { requireDrain: true },
      { ...drained, ...patched('Deployment', { op: 'remove', path: `${pod}/containers/0/lifecycle` }) },
      'prod/bert/Deployment',
      'Deployment bert has GPUs and does not drain, and here each must.',
    ],
    [
      'let an AHPA observe that a patch lets act',
      { observerBeforeAuto: true },
      {
        scaling: ahpa({}),
        ...patched('AdvancedHorizontalPodAutoscaler', { op: 'replace', path: '/spec/scaleStrategy', value: 'auto' }),
      },
      'prod/bert/Autoscaler/Resource',
      'scaling.scaleStrategy is "auto", and nothing says that AHPA observed first.',
    ],
  ])('%s', (_, rails, policy, path, message) => {
    expect(errorsWith(rails, (cluster) => cluster.add(samplePolicy(policy)))).toEqual([[path, `${path}: ${message}`]]);
    const { patches: _patches, ...unpatched } = policy;
    expect(errorsWith(rails, (cluster) => cluster.add(samplePolicy(unpatched)))).toEqual([]);
  });

  it('see through the name of an API metric that somebody else asks for', () => {
    const queue = metrics.custom('my_queue', { unit: 'count', aggregation: 'sum', as: 'q' });
    const errors = errorsWith({ forbiddenMetrics: ['my_queue'] }, (cluster) => {
      cluster.context.askRule(queue.requestFor('ack'), 'the test');
      cluster.add(samplePolicy(patched(HPA, { op: 'replace', path: '/spec/metrics/0/pods/metric/name', value: 'q' })));
    });
    expect(errors).toEqual([
      ['prod/bert/Autoscaler/Resource', expect.stringContaining('bert scales on q, which is made of my_queue')],
    ]);
  });

  it('say what a policy breaks and a patch breaks more of once', () => {
    const policy = samplePolicy({
      scaling: hpa(40),
      ...patched(HPA, { op: 'replace', path: '/spec/maxReplicas', value: 600 }),
    });
    const errors = errorsWith({ maxGpusPerService: 10, requireDrain: true }, (cluster) => cluster.add(policy));
    expect(errors.map(([path]) => path)).toEqual(['prod/bert', 'prod/bert']);
  });

  it('do not judge objects of a policy that has other errors: these are written without what is wrong', () => {
    const pool = (name: string) => GpuPool.dedicated(name, { gpu: 'A10', count: 8, nodeSelector: { pool: name } });
    const guardRails = new GuardRails({ owner, requireDrain: true });
    const codes = (policy: Untyped) =>
      policyErrors(samplePolicy(policy), { gpuPools: [pool('a'), pool('b')], guardRails }).map(({ code }) => code);
    expect(codes(drained)).toEqual(['gpu-pool']);
    expect(codes({ ...drained, pool: 'a' })).toEqual([]);
    expect(codes({})).toEqual(['gpu-pool', 'guard-rail']);
    const patch = { op: 'remove', path: `${pod}/terminationGracePeriodSeconds` };
    expect(codes({ ...drained, pool: 'a', ...patched('Deployment', patch) })).toEqual(['guard-rail']);
  });

  it('are found again in a second render', () => {
    const app = new PolicyApp();
    const cluster: Untyped = sampleCluster(app, { guardRails: new GuardRails({ owner, maxGpusPerService: 10 }) });
    cluster.add(samplePolicy(patched(HPA, { op: 'replace', path: '/spec/maxReplicas', value: 600 })));
    expect([errorsOf(app).length, errorsOf(app).length]).toEqual([1, 1]);
  });

  it('hold for a workload that was made by hand', () => {
    const rails = { maxGpusPerService: 10, requireDrain: true };
    const drain = { pod: { terminationGracePeriodSeconds: 60 }, container: { lifecycle: { preStop: { sleep: {} } } } };
    expect(errorsWith(rails, (cluster) => void workload(cluster, { replicas: 6 })).map(([path]) => path)).toEqual([
      'prod/model',
      'prod/model',
    ]);
    expect(errorsWith(rails, (cluster) => void workload(cluster, { replicas: 5 }, drain))).toEqual([]);
  });

  it('hold for a workload whose GPUs its autoscaler alone knows', () => {
    const scaled = (spec: Untyped) => (cluster: Untyped) => {
      workload(cluster, { template: { metadata: { labels: { app: 'model' } }, spec } });
      new Autoscaler(cluster, 'scaler', { target, gpu: Gpu.dedicated(1), scaling: hpa(4) } as Untyped);
    };
    const containers = [{ name: 'model', image: 'x' }];
    expect(errorsWith({ requireDrain: true }, scaled({ containers }))).toEqual([
      ['prod/model', expect.stringContaining('Deployment model has GPUs and does not drain')],
    ]);
    const waits = [{ ...containers[0], lifecycle: { preStop: { sleep: { seconds: 15 } } } }];
    const drained = { terminationGracePeriodSeconds: 60, containers: waits };
    expect(errorsWith({ requireDrain: true }, scaled(drained))).toEqual([]);
  });

  it('ask of a group of pods that its leader waits, and that all pods have time', () => {
    const group = { gpu: Gpu.dedicated(1), podGroup: { size: 2 }, ...drained };
    expect(errorsWith({ requireDrain: true }, (cluster) => cluster.add(samplePolicy(group)))).toEqual([]);
    const path = '/spec/leaderWorkerTemplate/workerTemplate/spec/terminationGracePeriodSeconds';
    const hasty = { ...group, ...patched('LeaderWorkerSet', { op: 'remove', path }) };
    expect(errorsWith({ requireDrain: true }, (cluster) => cluster.add(samplePolicy(hasty)))).toHaveLength(1);
  });
});
