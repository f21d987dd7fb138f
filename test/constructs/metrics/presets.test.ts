import { Duration, Gpu, presets, ScalingPolicy } from '../../../src/index';
import { BEHAVIOR_PRESETS } from '../../../src/metrics/behavior-presets';
import { compile, policyErrors, samplePolicy, type Untyped } from '../sample';

const all: readonly (readonly [string, readonly Untyped[], readonly (readonly [string, string])[]])[] = [
  ['vLLM, queue', presets.vllm.queue(), [['vllm_num_requests_waiting', '5']]],
  ['vLLM, demand', presets.vllm.demand({ maxBatch: 256 }), [['vllm_num_requests', '205']]],
  [
    'vLLM, queue and KV cache',
    presets.vllm.queueAndKvCache(),
    [
      ['vllm_num_requests_waiting', '5'],
      ['vllm_kv_cache_usage_perc', '700m'],
    ],
  ],
  [
    'older vLLM, queue and KV cache',
    presets.vllm.queueAndGpuCache(),
    [
      ['vllm_num_requests_waiting', '5'],
      ['vllm_gpu_cache_usage_perc', '700m'],
    ],
  ],
  ['TGI, queue', presets.tgi.queue(), [['tgi_queue_size', '5']]],
  ['TGI, batch', presets.tgi.batch({ maxBatch: 32 }), [['tgi_batch_current_size', '26']]],
  [
    'SGLang',
    presets.sglang.queueAndTokenUsage(),
    [
      ['sglang_num_queue_reqs', '5'],
      ['sglang_token_usage', '800m'],
    ],
  ],
  ['Triton', presets.triton.queueCompute(), [['nv_inference_queue_compute_ratio', '1']]],
  ['a card of its own', presets.dedicatedUtilization(), [['DCGM_CUSTOM_PROCESS_SM_UTIL', '60']]],
];

const hpaOn = (targets: readonly Untyped[], behavior?: Untyped) =>
  samplePolicy({
    gpu: Gpu.dedicated(1),
    scaling: ScalingPolicy.hpa({
      minReplicas: 1,
      maxReplicas: 4,
      metrics: targets as Untyped,
      ...(behavior && { behavior }),
    }),
  });

describe('a preset', () => {
  it.each(all)('for %s is a list of targets', (_, targets, expected) => {
    const { HorizontalPodAutoscaler } = compile(hpaOn(targets));
    expect(
      HorizontalPodAutoscaler.spec.metrics.map(({ pods }: Untyped) => [pods.metric.name, pods.target.averageValue]),
    ).toEqual(expected);
  });

  it.each(all)('for %s says where each threshold comes from, and how to tune it', (_, targets) => {
    for (const { provenance } of targets) {
      expect(provenance.source).toMatch(/\w/);
      expect(provenance.tune).toMatch(/\w/);
    }
  });

  it.each(['dcgmExporter', 'dcgmHonorLabels', 'gke'])(
    'for a card of its own exists under convention %s',
    (labelConvention) => {
      expect(policyErrors(hpaOn(presets.dedicatedUtilization()), { labelConvention })).toEqual([]);
    },
  );

  it('can be spread and replaced', () => {
    const [waiting] = presets.vllm.queueAndKvCache();
    expect(compile(hpaOn([waiting])).HorizontalPodAutoscaler.spec.metrics).toHaveLength(1);
  });

  it('has a share of a batch that is at least one request', () => {
    const [{ values }] = presets.vllm.demand({ maxBatch: 1 });
    expect(values).toMatchObject({ averageValue: 1 });
  });

  it.each([0, -5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '256', null])('refuses a batch of %p', (maxBatch) => {
    const error = expect.objectContaining({ name: 'PolicyError', property: 'maxBatch', value: maxBatch });
    expect(() => presets.vllm.demand({ maxBatch } as Untyped)).toThrow(error);
    expect(() => presets.tgi.batch({ maxBatch } as Untyped)).toThrow(error);
  });

  it.each([undefined, null, {}, { maxbatch: 4 }])('refuses %p for a batch', (batch) => {
    expect(() => presets.vllm.demand(batch as Untyped)).toThrow(
      expect.objectContaining({
        name: expect.stringMatching(/^PolicyErrors?$/),
        path: 'presets.vllm.demand({ maxBatch })',
      }),
    );
  });

  it.each(Object.entries(presets.behavior))('for behavior %s is one that the API server takes', (name, behavior) => {
    const { scaleUp, scaleDown } = compile(hpaOn(presets.vllm.queue(), behavior)).HorizontalPodAutoscaler.spec.behavior;
    const preset = BEHAVIOR_PRESETS[name as keyof typeof BEHAVIOR_PRESETS];
    expect([scaleUp.policies, scaleDown.policies]).toEqual([preset.scaleUp.policies, preset.scaleDown.policies]);
  });

  describe.each(Object.entries(presets.behavior))('for behavior %s', (_, behavior) => {
    const startup = { expected: Duration.minutes(4), max: Duration.minutes(12) };
    const scaleUpOf = (given: Untyped, times: Untyped = startup) => {
      const policy = hpaOn(presets.vllm.queue(), given);
      const { HorizontalPodAutoscaler } = compile(samplePolicy({ ...policy.props, startup: times }));
      return HorizontalPodAutoscaler.spec.behavior.scaleUp;
    };
    const periodsOf = (given: Untyped, times?: Untyped) =>
      scaleUpOf(given, times).policies.map(({ periodSeconds }: Untyped) => periodSeconds);
    const own: readonly number[] = behavior.scaleUp?.policies?.map(({ periodSeconds }) => periodSeconds) ?? [];

    it('adds pods no more often than pods start', () => {
      expect(periodsOf(behavior)).toEqual(own.map(() => 240));
      expect(periodsOf({ scaleUp: behavior.scaleUp })).toEqual(own.map(() => 240));
    });

    it('keeps its period where pods start sooner, and the longest one where they take longer', () => {
      expect(periodsOf(behavior, { expected: Duration.seconds(20) })).toEqual(own);
      expect(periodsOf(behavior, { expected: Duration.minutes(40) })).toEqual(own.map(() => 1800));
    });

    it('is left as it is where its author changed scaleUp', () => {
      expect(periodsOf({ ...behavior, scaleUp: { ...behavior.scaleUp } })).toEqual(own);
    });
  });
});
