import { Duration, Engine, metrics, presets, ScalingPolicy, Size } from '../../../src/index';
import { compile, policyErrors, samplePolicy, type Untyped } from '../sample';

const { Engine: UntypedEngine } = { Engine } as Untyped;
const on = (engine: Untyped, targets: readonly Untyped[], overrides: Untyped = {}) =>
  samplePolicy({
    engine,
    scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: targets as Untyped }),
    ...overrides,
  });

describe('the engine of a policy', () => {
  it.each<[string, Untyped, readonly Untyped[], string, string]>([
    [
      'the new name of the KV cache on an old vLLM',
      Engine.vllm('0.8.0'),
      presets.vllm.queueAndKvCache(),
      'scaling.metrics[1]',
      'vLLM 0.8.0 does not export vllm:kv_cache_usage_perc: it came with 0.9.2.',
    ],
    [
      'the old name of the KV cache on a new vLLM',
      Engine.vllm('0.18.0'),
      presets.vllm.queueAndGpuCache(),
      'scaling.metrics[1]',
      'vLLM 0.18.0 does not export vllm:gpu_cache_usage_perc: 0.11.0 does not show it any more.',
    ],
    [
      'a latency that came later',
      Engine.vllm('0.10.1'),
      [metrics.vllm.interTokenLatency.p95.atMost(Duration.millis(50))],
      'scaling.metrics[0]',
      'vLLM 0.10.1 does not export vllm:inter_token_latency_seconds_bucket: it came with 0.10.2.',
    ],
    [
      'metrics of vLLM on TGI',
      Engine.tgi(),
      presets.vllm.queue(),
      'scaling.metrics[0]',
      'Text Generation Inference does not export vllm:num_requests_waiting, which is a series of vLLM.',
    ],
    [
      'metrics of SGLang that nothing turns on',
      Engine.sglang(),
      [metrics.sglang.numQueueReqs.asExternal().perPod(5)],
      'scaling.metrics[0]',
      'SGLang exports no metrics without --enable-metrics, and neither command nor args have it.',
    ],
  ])('refuses %s', (_, engine, targets, property, text) => {
    const [error, ...others] = policyErrors(on(engine, targets));
    expect(error).toMatchObject({ code: 'metric-engine', property, path: 'prod/bert' });
    expect(error?.message).toContain(text);
    expect(others).toEqual([]);
  });

  it('says once what is missing for several metrics', () => {
    const targets = presets.sglang.queueAndTokenUsage();
    const errors = policyErrors(on(Engine.sglang(), targets));
    expect(errors).toMatchObject([{ code: 'metric-engine', property: 'scaling.metrics' }]);
    expect(errors[0]?.value).toBe('sglang:num_queue_reqs, sglang:token_usage');
    expect(errors[0]?.message).toBe(
      `prod/bert: SGLang exports no metrics without --enable-metrics, and neither command nor args have it.
  These never come: sglang:num_queue_reqs, sglang:token_usage. The metrics stay <unknown>, and nothing scales on them.
  Add '--enable-metrics' to args; where the image itself gives it, write Engine.sglang({ metricsEnabled: true }).  [metric-engine]`,
    );
  });

  it.each<[Untyped, Untyped, string]>([
    [Engine.vllm('0.8.0'), metrics.vllm.kvCacheUsagePerc.perPod(0.7), 'Write metrics.vllm.gpuCacheUsagePerc.'],
    [Engine.vllm('0.11.0'), metrics.vllm.gpuCacheUsagePerc.perPod(0.7), 'Write metrics.vllm.kvCacheUsagePerc.'],
    [Engine.tgi(), metrics.vllm.numRequestsWaiting.perPod(5), 'Write metrics.tgi.queueSize.'],
    [Engine.vllm('0.18.0'), metrics.sglang.tokenUsage.perPod(0.8), 'Write metrics.vllm.kvCacheUsagePerc.'],
    [
      Engine.torchServe(),
      metrics.tgi.queueSize.perPod(5),
      'It has metrics.torchServe.inferenceRequests, metrics.torchServe.queueLatency, metrics.torchServe.inferenceLatency.',
    ],
  ])('says what to write instead, case %#', (engine, target, help) => {
    expect(policyErrors(on(engine, [target]))[0]?.message).toContain(help);
  });

  it.each<[string, Untyped, readonly Untyped[], Untyped]>([
    ['both names while vLLM has both', Engine.vllm('0.9.2'), presets.vllm.queueAndGpuCache(), {}],
    ['what Triton passes on of vLLM', Engine.triton(), presets.vllm.queue(), {}],
    [
      'a series of its own',
      Engine.tgi(),
      [metrics.custom('my_queue', { unit: 'count', aggregation: 'sum' }).perPod(5)],
      {},
    ],
    ['metrics of the GPU', Engine.torchServe(), [metrics.ack.processSmUtil.perPod(60)], {}],
    ['SGLang with its flag', Engine.sglang(), presets.sglang.queueAndTokenUsage(), { args: ['--enable-metrics'] }],
    [
      'SGLang with its flag in a script',
      Engine.sglang(),
      presets.sglang.queueAndTokenUsage(),
      { command: ['sh', '-c'], args: ['exec python -m sglang.launch_server --enable-metrics --port 80'] },
    ],
    ['SGLang with a file', Engine.sglang(), presets.sglang.queueAndTokenUsage(), { args: ['--config=/etc/s.yaml'] }],
    ['SGLang whose image has it', Engine.sglang({ metricsEnabled: true }), presets.sglang.queueAndTokenUsage(), {}],
  ])('takes %s', (_, engine, targets, overrides) => {
    expect(policyErrors(on(engine, targets, overrides))).toEqual([]);
  });

  it.each(['latest', '', 'v0.18.0', '0.18', null, undefined])('refuses the version %p', (version) => {
    expect(policyErrors(on(UntypedEngine.vllm(version), presets.vllm.queue()))).toMatchObject([
      { code: 'engine', property: 'engine', value: version },
    ]);
  });

  it('is an Engine and nothing else', () => {
    const [error] = policyErrors(samplePolicy({ engine: 'vllm' }));
    expect(error?.message).toContain('Write engine: Engine.vllm');
  });
});

describe('the KV cache by version', () => {
  it.each([
    ['0.9.1', 'vllm_gpu_cache_usage_perc'],
    ['0.9.2', 'vllm_kv_cache_usage_perc'],
    ['0.18.0', 'vllm_kv_cache_usage_perc'],
  ] as const)('of vLLM %s is %s', (version, name) => {
    const engine = Engine.vllm(version);
    const read = (targets: readonly Untyped[]) =>
      compile(on(engine, targets)).HorizontalPodAutoscaler.spec.metrics.at(-1).pods.metric.name;
    expect(read([metrics.vllm.kvCache(version).perPod(0.7)])).toBe(name);
    expect(read(presets.vllm.queueAndKvCache(version))).toBe(name);
  });

  it('is refused for a version that is none', () => {
    const untyped = metrics.vllm as Untyped;
    expect(() => untyped.kvCache('latest')).toThrow("must be a version of three numbers, such as '0.18.0'");
  });
});

describe('an official image', () => {
  const queue = [metrics.custom('my_queue', { unit: 'count', aggregation: 'sum' }).perPod(5)];
  const VLLM = 'vllm/vllm-openai';
  const TRITON = 'nvcr.io/nvidia/tritonserver';

  it.each<[Untyped, string, string]>([
    [Engine.vllm('0.18.0'), `${VLLM}:v0.8.5`, "Write engine: Engine.vllm('0.8.5'), or the image of 0.18.0."],
    [Engine.vllm('0.8.5'), `docker.io/${VLLM}:0.18.0`, "Write engine: Engine.vllm('0.18.0'), or the image of 0.8.5."],
    [Engine.vllm('0.18.0'), `${TRITON}:24.05-py3`, 'Write engine: Engine.triton(), or another image.'],
    [Engine.triton(), `${VLLM}:v0.18.0`, "Write engine: Engine.vllm('0.18.0'), or another image."],
    [Engine.tgi(), 'lmsysorg/sglang:latest', 'Write engine: Engine.sglang(), or another image.'],
    [Engine.sglang({ metricsEnabled: true }), 'pytorch/torchserve:0.12.0-gpu', 'Write engine: Engine.torchServe(), or'],
  ])('contradicts the engine, case %#', (engine, image, help) => {
    const [error, ...others] = policyErrors(on(engine, queue, { image }));
    expect(error).toMatchObject({ code: 'engine', property: 'image', value: image });
    expect(error?.message).toContain(help);
    expect(others).toEqual([]);
  });

  it.each<[string, Untyped, Untyped]>([
    ['the same version', Engine.vllm('0.18.0'), { image: `${VLLM}:v0.18.0` }],
    ['a tag that is no plain version', Engine.vllm('0.18.0'), { image: `${VLLM}:v0.8.5.post1` }],
    ['a digest', Engine.vllm('0.18.0'), { image: `${VLLM}:v0.8.5@sha256:${'a'.repeat(64)}` }],
    ['a private image of that name', Engine.vllm('0.18.0'), { image: `registry.example.com/${VLLM}:v0.8.5` }],
    ['an image called like a property of objects', Engine.vllm('0.18.0'), { image: 'constructor:v0.8.5' }],
    [
      "vLLM in Triton's image",
      Engine.vllm('0.18.0'),
      { image: `${TRITON}:24.05-vllm-python-py3`, args: ['vllm', 'serve', 'm'] },
    ],
    ['a command of its own', Engine.vllm('0.18.0'), { image: `${TRITON}:24.05-py3`, command: ['/start.sh'] }],
  ])('contradicts nothing with %s', (_, engine, overrides) => {
    expect(policyErrors(on(engine, queue, overrides))).toEqual([]);
  });
});

describe('an LLM server', () => {
  const onPrem = { labelConvention: 'dcgmExporter' };
  const saturates =
    'one request after the other keeps it near 100 %, so it does not tell a busy server from an overloaded one.';

  it.each<[string, Untyped, Untyped, Untyped, string]>([
    [
      'vLLM',
      Engine.vllm('0.18.0'),
      presets.dedicatedUtilization()[0],
      {},
      `DCGM_CUSTOM_PROCESS_SM_UTIL of vLLM: ${saturates}`,
    ],
    [
      'vLLM elsewhere',
      Engine.vllm('0.18.0'),
      presets.dedicatedUtilization()[0],
      onPrem,
      `DCGM_FI_DEV_GPU_UTIL of vLLM: ${saturates}`,
    ],
    [
      'TGI',
      Engine.tgi(),
      metrics.dcgm.fbUsed.perPod(Size.gibibytes(20)),
      onPrem,
      'DCGM_FI_DEV_FB_USED of Text Generation Inference: the server takes',
    ],
    [
      'SGLang',
      Engine.sglang(),
      metrics.ack.processGpuMemUsedRatio.perPod(0.8),
      {},
      'of SGLang: the server takes the memory',
    ],
  ])('is not scaled on its GPU: %s', (_, engine, target, cluster, text) => {
    const [error, ...others] = policyErrors(on(engine, [target]), cluster);
    expect(error).toMatchObject({ code: 'metric-engine', property: 'scaling.metrics[0]' });
    expect(error?.message).toContain(text);
    expect(error?.message).toContain('Scale on requests that wait or run, or on the KV cache');
    expect(others).toEqual([]);
  });

  it('is not scaled on the resource gpu either', () => {
    const scaling = ScalingPolicy.ahpa({
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [metrics.resource.gpu.utilization(60)],
      prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
      scaleStrategy: 'auto',
    });
    const [error] = policyErrors(samplePolicy({ engine: Engine.tgi(), scaling }));
    expect(error?.message).toContain('the resource gpu of Text Generation Inference: one request after the other');
  });

  it.each<[string, Untyped, Untyped]>([
    ['Triton', Engine.triton(), {}],
    ['TorchServe', Engine.torchServe(), {}],
    ['vLLM that makes embeddings', Engine.vllm('0.18.0'), { args: ['--model', 'm', '--runner', 'pooling'] }],
    ['vLLM with a model for embeddings', Engine.vllm('0.18.0'), { args: ['--model=BAAI/bge-m3'] }],
  ])('is not %s', (_, engine, overrides) => {
    expect(policyErrors(on(engine, presets.dedicatedUtilization(), overrides))).toEqual([]);
  });
});
