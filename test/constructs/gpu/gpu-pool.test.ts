import { Gpu, GpuPool, metrics, PolicyError, ScalingPolicy, Size } from '../../../src/index';
import { compile, hpa, policyErrors, samplePolicy, type Untyped } from '../sample';

const podOf = (objects: Untyped) => objects.Deployment.spec.template.spec;
const limitsOf = (objects: Untyped) => podOf(objects).containers[0].resources.limits;
const own = ScalingPolicy.hpa({
  minReplicas: 1,
  maxReplicas: 2,
  metrics: [metrics.custom('queue', { unit: 'count', aggregation: 'sum' }).perPod(5)],
});
const tolerations = [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }] as const;

const a10 = GpuPool.dedicated('a10', { gpu: 'A10', count: 80, nodeSelector: { gpu: 'a10' }, tolerations });
const h100 = GpuPool.dedicated('h100', { gpu: 'H100', count: 8, nodeSelector: { gpu: 'h100' } });
const cgpu = GpuPool.shared('cgpu', { gpu: 'A10', count: 2, memory: Size.gibibytes(22), sharing: 'cgpu' });
const coreMem = GpuPool.shared('core', { gpu: 'A10', count: 2, sharing: 'core_mem', nodeSelector: { zone: 'b' } });
const mig = GpuPool.mig('mig', { gpu: 'H100', count: 14, profile: '1g.10gb' });
const turns = GpuPool.timeSliced('l4', { gpu: 'L4', count: 8 });

describe('the GPUs of a pod', () => {
  it.each<[string, Gpu, GpuPool, object]>([
    ['cards', Gpu.dedicated(2), a10, { 'nvidia.com/gpu': '2' }],
    ['memory of a card', Gpu.shared({ memory: Size.gibibytes(4) }), cgpu, { 'aliyun.com/gpu-mem': '4' }],
    [
      'memory and compute of a card',
      Gpu.shared({ memory: Size.gibibytes(4), core: 30 }),
      coreMem,
      { 'aliyun.com/gpu-mem': '4', 'aliyun.com/gpu-core.percentage': '30' },
    ],
    ['a slice', Gpu.mig('1g.10gb'), mig, { 'nvidia.com/mig-1g.10gb': '1' }],
    ['slices', Gpu.mig('1g.10gb', 2), mig, { 'nvidia.com/mig-1g.10gb': '2' }],
    ['a turn', Gpu.timeSliced(), turns, { 'nvidia.com/gpu.shared': '1' }],
  ])('are asked for as %s', (_, gpu, pool, limits) => {
    expect(limitsOf(compile(samplePolicy({ gpu, scaling: own }), { gpuPools: [pool] }))).toEqual(limits);
  });

  it.each<[string, Gpu, GpuPool, string, unknown]>([
    ['half a card', Gpu.dedicated(0.5), a10, 'gpu', 0.5],
    ['no slice', Gpu.mig('1g.10gb', 0), mig, 'gpu', 0],
    ['no whole GiB', Gpu.shared({ memory: Size.mebibytes(1536) }), cgpu, 'gpu', 1.5],
    ['more than a card', Gpu.shared({ memory: Size.gibibytes(4), core: 101 }), coreMem, 'gpu.core', 101],
    ['a profile that is none', Gpu.mig('8g.10gb'), mig, 'gpu', '8g.10gb'],
  ])('cannot be %s', (_, gpu, pool, property, value) => {
    expect(policyErrors(samplePolicy({ gpu, scaling: own }), { gpuPools: [pool] })).toMatchObject([
      { code: 'gpu-count', property, value },
    ]);
  });
});

describe('GPUs that JavaScript may ask for', () => {
  const gpus: Untyped = Gpu;

  it.each<[string, () => Gpu, object]>([
    ['a slice of no profile', () => gpus.mig(), { code: 'value-missing', property: 'profile' }],
    ['a slice of a number', () => gpus.mig(1), { property: 'profile', value: 1 }],
    ['a part of nothing', () => gpus.shared(), { code: 'value-missing', property: 'the argument' }],
    ['a part of null', () => gpus.shared(null), { code: 'value-type', value: null }],
    ['a part without memory', () => gpus.shared({ core: 30 }), { code: 'value-missing', property: 'memory' }],
    [
      'memory that is no Size',
      () => gpus.shared({ memory: 4 }),
      { code: 'value-type', property: 'memory', value: 4, allowed: 'a Size' },
    ],
    [
      'a misspelt prop',
      () => gpus.shared({ memory: Size.gibibytes(4), cores: 30 }),
      { code: 'property-unknown', property: 'cores' },
    ],
  ])('are refused at once for %s', (_, make, error) => {
    expect(make).toThrow(expect.objectContaining({ name: 'PolicyError', ...error }));
  });

  it('say where they were asked for', () => {
    expect(() => gpus.shared({ memory: 4 })).toThrow(
      'Gpu.shared({ memory, core }): memory is 4, but must be a Size.\n  Write Size.gibibytes(4).  [value-type]',
    );
  });
});

describe('a MIG profile', () => {
  it.each(['1g.10gb', '1g.10gb.me', '1g.24gb.me.all', '2g.48gb.gfx', '1g.24gb-me', '7g.80gb'] as const)(
    'is %s',
    (profile) => {
      const pool = GpuPool.mig('mig', { gpu: 'H100', count: 14, profile });
      const objects = compile(samplePolicy({ gpu: Gpu.mig(profile), scaling: own }), { gpuPools: [pool] });
      expect(limitsOf(objects)).toEqual({ [`nvidia.com/mig-${profile}`]: '1' });
    },
  );

  it('of a pool is one, too', () => {
    const pool = GpuPool.mig('m', { gpu: 'H100', count: 8, profile: '9g.1gb' });
    expect(policyErrors(samplePolicy(), { gpuPools: [a10, pool] })).toMatchObject([
      { code: 'gpu-count', property: 'gpuPools, m: profile', value: '9g.1gb' },
    ]);
  });

  it('is written as the resource has it', () => {
    const gpu = Gpu.mig('1g.10gb+me' as Untyped);
    const [error] = policyErrors(samplePolicy({ gpu, scaling: own }), { gpuPools: [mig] });
    expect(error?.message).toContain('Write 1g.10gb.me: the name of the resource has "." in place of "+".');
  });
});

describe('a pool', () => {
  it("gives pods its nodes' labels and what they must tolerate", () => {
    const pod = podOf(compile(samplePolicy(), { gpuPools: [a10] }));
    expect(pod).toMatchObject({ nodeSelector: { gpu: 'a10' }, tolerations });
  });

  it('of shared cards selects the nodes that share them so', () => {
    const gpu = Gpu.shared({ memory: Size.gibibytes(4), core: 30 });
    expect(podOf(compile(samplePolicy({ gpu }), { gpuPools: [coreMem] })).nodeSelector).toEqual({
      zone: 'b',
      'ack.node.gpu.schedule': 'core_mem',
    });
  });

  it('is the one that the policy names', () => {
    const pod = podOf(compile(samplePolicy({ pool: 'h100' }), { gpuPools: [a10, h100] }));
    expect(pod.nodeSelector).toEqual({ gpu: 'h100' });
  });

  it('need not be named where all agree', () => {
    const pools = [GpuPool.dedicated('a', { gpu: 'A10', count: 4 }), GpuPool.dedicated('b', { gpu: 'T4', count: 4 })];
    expect(podOf(compile(samplePolicy(), { gpuPools: pools }))).not.toHaveProperty('nodeSelector');
  });

  it('says in cluster.yaml that its nodes are spot, and nothing where they are not', () => {
    const facts = (spot?: boolean) =>
      GpuPool.dedicated('a', { gpu: 'A10', count: 4, ...(spot !== undefined && { spot }) });
    expect(facts(true).facts).toMatchObject({ spot: true });
    expect(facts(false).facts).not.toHaveProperty('spot');
    expect(facts().facts).not.toHaveProperty('spot');
    const untyped = GpuPool.dedicated('a', { gpu: 'A10', count: 4, spot: 'yes' as never });
    expect(() => policyErrors(samplePolicy(), { gpuPools: [untyped] })).toThrow('gpuPools, a: spot');
  });

  it('states in cluster.yaml what readers need', () => {
    expect(cgpu.facts).toEqual({
      name: 'cgpu',
      gpu: 'A10',
      allocation: 'shared',
      count: 2,
      memoryGiB: 22,
      nodeSelector: { 'ack.node.gpu.schedule': 'cgpu' },
    });
  });

  it.each<[string, object, readonly GpuPool[], object]>([
    [
      'one of several that differ',
      {},
      [a10, h100],
      { property: 'pool', value: undefined, allowed: 'one of a10, h100' },
    ],
    ['one that is there', { pool: 'b200' }, [a10], { property: 'pool', value: 'b200', allowed: 'one of a10' }],
    [
      'one of the same allocation',
      { pool: 'mig' },
      [a10, mig],
      { property: 'pool', value: 'mig', allowed: 'one of a10' },
    ],
    [
      'one with the profile',
      { gpu: Gpu.mig('2g.20gb'), scaling: own },
      [mig],
      { property: 'gpu', value: '2g.20gb', allowed: 'a MIG profile that a pool has: mig (1g.10gb)' },
    ],
    [
      'one that hands out compute',
      { gpu: Gpu.shared({ memory: Size.gibibytes(4), core: 30 }) },
      [cgpu],
      { property: 'gpu.core', value: 30, allowed: 'left out' },
    ],
    [
      'compute, where the pool hands it out',
      { gpu: Gpu.shared({ memory: Size.gibibytes(4) }) },
      [coreMem],
      { property: 'gpu.core', value: undefined, allowed: 'a percentage' },
    ],
  ])('must be %s', (_, overrides, gpuPools, error) => {
    expect(policyErrors(samplePolicy(overrides), { gpuPools })).toMatchObject([{ code: 'gpu-pool', ...error }]);
  });

  it('of shared cards has whole GiB', () => {
    const pool = GpuPool.shared('t4', { gpu: 'T4', count: 1, memory: Size.mebibytes(15109) });
    expect(policyErrors(samplePolicy(), { gpuPools: [a10, pool] })).toMatchObject([
      { code: 'gpu-pool-count', property: 'gpuPools, t4: memory' },
    ]);
  });
});

describe('a pool whose nodes call a slice or a turn like a card', () => {
  const partition = { 'cloud.google.com/gke-gpu-partition-size': '1g.10gb' };
  const sharing = { 'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing' };
  const cards = GpuPool.dedicated('h100', { gpu: 'H100', count: 8, nodeSelector: { pool: 'whole' } });
  const slices = GpuPool.mig('slices', {
    gpu: 'H100',
    count: 14,
    profile: '1g.10gb',
    strategy: 'single',
    nodeSelector: partition,
  });
  const shared = GpuPool.timeSliced('turns', { gpu: 'L4', count: 8, renamed: false, nodeSelector: sharing });
  const gpuPools = [cards, slices, shared];

  it.each<[string, Gpu, object, object]>([
    ['a slice', Gpu.mig('1g.10gb', 2), { 'nvidia.com/gpu': '2' }, partition],
    ['a turn', Gpu.timeSliced(), { 'nvidia.com/gpu': '1' }, sharing],
    ['a card', Gpu.dedicated(4), { 'nvidia.com/gpu': '4' }, { pool: 'whole' }],
  ])('gets pods that ask for %s', (_, gpu, limits, nodeSelector) => {
    const objects = compile(samplePolicy({ gpu, scaling: own }), { gpuPools });
    expect(limitsOf(objects)).toEqual(limits);
    expect(podOf(objects).nodeSelector).toEqual(nodeSelector);
  });

  it('says so in cluster.yaml', () => {
    expect(slices.facts).toMatchObject({ allocation: 'mig', profile: '1g.10gb', resource: 'nvidia.com/gpu' });
    expect(shared.facts).toMatchObject({ allocation: 'timeSliced', resource: 'nvidia.com/gpu' });
    expect(mig.facts).not.toHaveProperty('resource');
    expect(turns.facts).not.toHaveProperty('resource');
  });

  it('is counted apart from cards', () => {
    const many = (maxReplicas: number) =>
      ScalingPolicy.hpa({ minReplicas: 1, maxReplicas, metrics: [metrics.vllm.numRequestsWaiting.perPod(5)] });
    const errorsFor = (gpu: Gpu, maxReplicas: number) =>
      policyErrors(samplePolicy({ gpu, scaling: many(maxReplicas) }), { gpuPools }).map(({ message }) => message);
    expect(errorsFor(Gpu.mig('1g.10gb'), 14)).toEqual([]);
    expect(errorsFor(Gpu.mig('1g.10gb'), 15)[0]).toContain(
      'need 15 mig GPUs of profile 1g.10gb, but pool slices holds 14',
    );
    expect(errorsFor(Gpu.timeSliced(), 9)[0]).toContain('need 9 timeSliced GPUs, but pool turns holds 8');
    expect(errorsFor(Gpu.dedicated(1), 9)[0]).toContain('need 9 dedicated GPUs, but pool h100 holds 8');
  });

  it.each<[string, readonly GpuPool[], object]>([
    [
      'labels',
      [GpuPool.mig('m', { gpu: 'H100', count: 7, profile: '1g.10gb', strategy: 'single' })],
      { property: 'gpuPools, m: nodeSelector', value: undefined, allowed: "given with strategy 'single'" },
    ],
    [
      'labels that the nodes of cards do not have',
      [GpuPool.dedicated('c', { gpu: 'H100', count: 8, nodeSelector: { ...partition, pool: 'whole' } }), slices],
      { property: 'gpuPools, slices: nodeSelector' },
    ],
    [
      'labels that keep the pods for cards away',
      [GpuPool.dedicated('c', { gpu: 'H100', count: 8 }), slices],
      { property: 'gpuPools, c: nodeSelector' },
    ],
  ])('needs %s', (_, pools, error) => {
    const errors = policyErrors(samplePolicy({ gpu: Gpu.dedicated(1), pool: 'c', scaling: own }), { gpuPools: pools });
    expect(errors).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'gpu-pool', ...error })]));
  });

  it('may keep the pods for cards away by a taint', () => {
    const tainted = GpuPool.mig('m', {
      gpu: 'H100',
      count: 7,
      profile: '1g.10gb',
      strategy: 'single',
      nodeSelector: partition,
      tolerations: [{ key: 'slices', operator: 'Exists' }],
    });
    const anywhere = GpuPool.dedicated('c', { gpu: 'H100', count: 800 });
    expect(policyErrors(samplePolicy(), { gpuPools: [anywhere, tainted] })).toEqual([]);
  });

  it('gives one turn to a container, on GKE', () => {
    expect(policyErrors(samplePolicy({ gpu: Gpu.timeSliced(2), scaling: own }), { gpuPools })).toMatchObject([
      { code: 'gpu-pool', property: 'gpu', value: 2, allowed: 'one turn' },
    ]);
  });
});

describe('a pool of the wrong props', () => {
  const shared: Untyped = GpuPool.shared;
  const dedicated: Untyped = GpuPool.dedicated;
  const props = { gpu: 'A10', count: 8 };

  it.each<[string, () => GpuPool, object]>([
    [
      'a label key with a space',
      () => dedicated('d', { ...props, nodeSelector: { 'a b': 'x' } }),
      { code: 'label-invalid', property: 'gpuPools, d: nodeSelector', value: 'a b' },
    ],
    [
      'a label value with a space',
      () => dedicated('d', { ...props, nodeSelector: { a: 'x y' } }),
      { code: 'label-invalid', property: 'gpuPools, d: nodeSelector.a', value: 'x y' },
    ],
    [
      'a label value that is no text',
      () => dedicated('d', { ...props, nodeSelector: { a: 5 } }),
      { code: 'value-type', property: 'gpuPools, d: nodeSelector.a', value: 5 },
    ],
    [
      'a value that Exists does not look at',
      () => dedicated('d', { ...props, tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }] }),
      { code: 'toleration', property: 'gpuPools, d: tolerations[0].value', value: 'x' },
    ],
    [
      'a toleration without a key',
      () => dedicated('d', { ...props, tolerations: [{ effect: 'NoSchedule' }] }),
      { code: 'toleration', property: 'gpuPools, d: tolerations[0].operator', allowed: 'Exists where no key is named' },
    ],
    [
      'a taint key that is none',
      () => dedicated('d', { ...props, tolerations: [{ key: 'a/b/c', operator: 'Exists' }] }),
      { code: 'toleration', property: 'gpuPools, d: tolerations[0].key', value: 'a/b/c' },
    ],
    [
      'an operator that is none',
      () => dedicated('d', { ...props, tolerations: [{ key: 'a', operator: 'Exist' }] }),
      { code: 'value-type', property: 'gpuPools, d: tolerations[0].operator', allowed: 'one of Exists, Equal' },
    ],
    [
      'an effect that is none',
      () => dedicated('d', { ...props, tolerations: [{ key: 'a', effect: 'Never' }] }),
      { code: 'value-type', property: 'gpuPools, d: tolerations[0].effect', value: 'Never' },
    ],
    [
      'tolerations that are no list',
      () => dedicated('d', { ...props, tolerations: { key: 'a' } }),
      { code: 'value-type', property: 'gpuPools, d: tolerations', allowed: 'a list' },
    ],
    [
      'a misspelt prop',
      () => dedicated('d', { ...props, nodeselector: { a: 'x' } }),
      { code: 'property-unknown', property: 'gpuPools, d: nodeselector' },
    ],
    ['no model', () => dedicated('d', { count: 8 }), { code: 'value-missing', property: 'gpuPools, d: gpu' }],
    [
      'a count in quotes',
      () => dedicated('d', { ...props, count: '8' }),
      { code: 'value-type', property: 'gpuPools, d: count', value: '8' },
    ],
    ['no props', () => shared('d'), { code: 'value-missing', property: 'gpuPools, d' }],
    ['a name that is none', () => shared(5, props), { code: 'value-type', property: 'gpuPools[1], name', value: 5 }],
    [
      'memory that is no Size',
      () => shared('d', { ...props, memory: 22 }),
      { code: 'value-type', property: 'gpuPools, d: memory', value: 22, allowed: 'a Size' },
    ],
    [
      'sharing that ACK does not know',
      () => shared('d', { ...props, sharing: 'cGPU' }),
      { code: 'value-type', property: 'gpuPools, d: sharing', value: 'cGPU' },
    ],
    [
      'sharing beside another label of it',
      () => shared('d', { ...props, sharing: 'cgpu', nodeSelector: { 'ack.node.gpu.schedule': 'share' } }),
      { code: 'gpu-pool', property: 'gpuPools, d: sharing', value: 'cgpu', allowed: 'share, as nodeSelector says' },
    ],
  ])('is refused for %s', (_, pool, error) => {
    expect(poolErrors(pool())).toMatchObject([error]);
  });

  /** Those that are thrown at once, and those that synth collects. */
  function poolErrors(pool: GpuPool): readonly PolicyError[] {
    try {
      return policyErrors(samplePolicy({ pool: 'a10' }), { gpuPools: [a10, pool] });
    } catch (error) {
      if (error instanceof PolicyError) return [error];
      throw error;
    }
  }

  it('says what to do', () => {
    expect(poolErrors(dedicated('d', { ...props, nodeselector: {} }))[0]?.message).toBe(
      'prod: gpuPools, d: nodeselector is no property that is known here.\n  Did you mean "nodeSelector"?  [property-unknown]',
    );
  });
});

describe('a replica of several pods', () => {
  const policy = samplePolicy({
    gpu: Gpu.dedicated(8),
    args: ['serve', 'model'],
    podGroup: { size: 2, worker: { args: ['join'] } },
    scaling: hpa,
  });
  const objects = compile(policy, { gpuPools: [a10] });
  const { leaderWorkerTemplate: group, replicas } = objects.LeaderWorkerSet.spec;

  it('is a LeaderWorkerSet without replicas, and no Deployment', () => {
    expect(objects.LeaderWorkerSet.apiVersion).toBe('leaderworkerset.x-k8s.io/v1');
    expect(replicas).toBeUndefined();
    expect(objects.Deployment).toBeUndefined();
    expect(group).toMatchObject({ size: 2, restartPolicy: 'RecreateGroupOnPodRestart' });
  });

  it('is what the autoscaler scales', () => {
    expect(objects.HorizontalPodAutoscaler.spec.scaleTargetRef).toEqual({
      apiVersion: 'leaderworkerset.x-k8s.io/v1',
      kind: 'LeaderWorkerSet',
      name: 'bert',
    });
  });

  it('is called at its leader alone', () => {
    expect(group.leaderTemplate.metadata.labels).toMatchObject(objects.Service.spec.selector);
    expect(group.workerTemplate.metadata.labels).not.toHaveProperty('app');
    expect(group.workerTemplate.spec.containers[0]).not.toHaveProperty('ports');
  });

  it('has the same GPUs and nodes for each pod, and commands of their own', () => {
    for (const { spec } of [group.leaderTemplate, group.workerTemplate]) {
      expect(spec.containers[0].resources.limits).toEqual({ 'nvidia.com/gpu': '8' });
      expect(spec).toMatchObject({ nodeSelector: { gpu: 'a10' }, tolerations });
    }
    expect(group.leaderTemplate.spec.containers[0].args).toEqual(['serve', 'model']);
    expect(group.workerTemplate.spec.containers[0].args).toEqual(['join']);
  });

  it('runs the same everywhere where nothing else is said', () => {
    const { leaderWorkerTemplate } = compile(samplePolicy({ args: ['serve'], podGroup: { size: 4 } })).LeaderWorkerSet
      .spec;
    expect(leaderWorkerTemplate.workerTemplate.spec.containers[0].args).toEqual(['serve']);
  });

  it.each([1, 0, 2.5])('has no size of %d', (size) => {
    expect(policyErrors(samplePolicy({ podGroup: { size } }))).toMatchObject([
      { code: 'pod-group', property: 'podGroup.size', value: size },
    ]);
  });
});
