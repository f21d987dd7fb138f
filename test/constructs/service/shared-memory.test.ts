import { Gpu, GpuPool, metrics, ScalingPolicy, Size } from '../../../src/index';
import { compile, policyErrors, samplePolicy, type Untyped } from '../sample';

const gpuPools = [
  GpuPool.dedicated('a10', { gpu: 'A10', count: 80 }),
  GpuPool.shared('t4', { gpu: 'T4', count: 2 }),
  GpuPool.mig('mig', { gpu: 'H100', count: 14, profile: '1g.10gb' }),
  GpuPool.timeSliced('l4', { gpu: 'L4', count: 80 }),
];
const memoryOf = ({ spec }: Untyped) => ({ volumes: spec.volumes, mounts: spec.containers[0].volumeMounts });
const queue = ScalingPolicy.hpa({
  minReplicas: 1,
  maxReplicas: 2,
  metrics: [metrics.custom('queue', { unit: 'count', aggregation: 'sum' }).perPod(5)],
});
const podOf = (overrides: Untyped) => memoryOf(compile(samplePolicy(overrides), { gpuPools }).Deployment.spec.template);
const inMemory = (sizeLimit?: string) => ({
  volumes: [{ name: 'shared-memory', emptyDir: { medium: 'Memory', ...(sizeLimit && { sizeLimit }) } }],
  mounts: [{ name: 'shared-memory', mountPath: '/dev/shm' }],
});
const none = { volumes: undefined, mounts: undefined };

describe('shared memory', () => {
  it.each<[string, Untyped, object]>([
    ['of several cards has no limit of its own', { gpu: Gpu.dedicated(2) }, inMemory()],
    ['of several slices', { gpu: Gpu.mig('1g.10gb', 2), scaling: queue }, inMemory()],
    ['of several turns', { gpu: Gpu.timeSliced(2), scaling: queue }, inMemory()],
    ['has the size that is given', { gpu: Gpu.dedicated(2), sharedMemory: Size.gibibytes(8) }, inMemory('8Gi')],
    ['can be had with one card', { sharedMemory: Size.mebibytes(1500) }, inMemory('1500Mi')],
    ['can be left to the container runtime', { gpu: Gpu.dedicated(2), sharedMemory: false }, none],
    ['of one card is that of the container runtime', {}, none],
    ['of 4 GiB of a card likewise', { gpu: Gpu.shared({ memory: Size.gibibytes(4) }) }, none],
  ])('%s', (_, overrides, expected) => {
    expect(podOf(overrides)).toEqual(expected);
  });

  it('of a group is there in each of its pods', () => {
    const { leaderTemplate, workerTemplate } = compile(samplePolicy({ podGroup: { size: 2 } })).LeaderWorkerSet.spec
      .leaderWorkerTemplate;
    expect([leaderTemplate, workerTemplate].map(memoryOf)).toEqual([inMemory(), inMemory()]);
  });

  it('can be changed in a variant', () => {
    const policy = samplePolicy({ gpu: Gpu.dedicated(2), sharedMemory: Size.gibibytes(8) });
    const pod = (sharedMemory: Untyped) => memoryOf(compile(policy.with({ sharedMemory })).Deployment.spec.template);
    expect(pod(Size.gibibytes(16))).toEqual(inMemory('16Gi'));
    expect(pod(false)).toEqual(none);
  });

  it.each<[Untyped, number]>([
    [Size.gibibytes(0), 0],
    [Size.kibibytes(512), 0.5],
  ])('has no size of %#', (sharedMemory, value) => {
    expect(policyErrors(samplePolicy({ sharedMemory }))).toMatchObject([
      { code: 'quantity-invalid', property: 'sharedMemory', value, allowed: 'a whole number of MiB, at least 1' },
    ]);
  });

  it.each([true, '8Gi', 8])('is no %j', (sharedMemory) => {
    const [error] = policyErrors(samplePolicy({ sharedMemory }));
    expect(error?.message).toContain('sharedMemory: Size.gibibytes(8)');
  });
});
