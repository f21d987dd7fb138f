import { stringify } from 'yaml';
import { type GpuClaims, gpuClaimsOf } from '../../src/fleet/gpu-claims';
import { fleetOf, readFiles } from './reading';

type Fields = Readonly<Record<string, unknown>>;

const ONE = { 'nvidia.com/gpu': '1' };

function workload(spec: Fields, ...limits: readonly Fields[]): object {
  const containers = limits.map((limit, index) => ({ name: `c${index}`, image: 'x', resources: { limits: limit } }));
  const template = { metadata: { labels: { app: 'bert' } }, spec: { containers } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'bert' }, spec: { ...spec, template } };
}

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' };
const hpa = (spec: Fields, name = 'a') => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: { scaleTargetRef, ...spec },
});
const ahpa = (spec: Fields) => ({
  apiVersion: 'autoscaling.alibabacloud.com/v1beta1',
  kind: 'AdvancedHorizontalPodAutoscaler',
  metadata: { name: 'b' },
  spec: { scaleTargetRef, ...spec },
});

function claimsOf(...objects: readonly object[]): readonly GpuClaims[] {
  return gpuClaimsOf(fleetOf(objects.map((object) => stringify(object)).join('---\n')));
}

/** `min..max x gpus`, one per workload of the first kind of GPU. */
function textOf([group]: readonly GpuClaims[]): readonly string[] | undefined {
  return group?.claims.map(({ replicas, gpusPerReplica }) => `${replicas.min}..${replicas.max} x ${gpusPerReplica}`);
}

describe('what a workload may take', () => {
  const bounds = [
    {
      startTime: 'a',
      endTime: 'b',
      bounds: [
        { cron: 'x', minReplicas: 4, maxReplicas: 50 },
        { cron: 'y', minReplicas: 1, maxReplicas: 8 },
      ],
    },
  ];

  it.each<[string, readonly object[], string]>([
    ['its replicas', [workload({ replicas: 3 }, ONE)], '3..3 x 1'],
    ['one replica, where none are written', [workload({}, ONE)], '1..1 x 1'],
    ['no replica', [workload({ replicas: 0 }, ONE)], '0..0 x 1'],
    ['what an HPA may set', [workload({ replicas: 3 }, ONE), hpa({ minReplicas: 2, maxReplicas: 10 })], '2..10 x 1'],
    ['one or more, by an HPA without minReplicas', [workload({}, ONE), hpa({ maxReplicas: 10 })], '1..10 x 1'],
    [
      'what two autoscalers may set',
      [workload({}, ONE), hpa({ minReplicas: 2, maxReplicas: 4 }), hpa({ minReplicas: 1, maxReplicas: 3 }, 'c')],
      '1..4 x 1',
    ],
    [
      'what an AHPA and its bounds may set',
      [workload({}, ONE), ahpa({ minReplicas: 2, maxReplicas: 10, scaleStrategy: 'auto', instanceBounds: bounds })],
      '1..50 x 1',
    ],
    [
      'its replicas under an AHPA that observes',
      [workload({ replicas: 3 }, ONE), ahpa({ maxReplicas: 100, scaleStrategy: 'observer' })],
      '3..3 x 1',
    ],
    [
      'its replicas under an AHPA without a strategy',
      [workload({ replicas: 3 }, ONE), ahpa({ maxReplicas: 100 })],
      '3..3 x 1',
    ],
    [
      'what an HPA may set beside an AHPA that observes',
      [workload({}, ONE), hpa({ maxReplicas: 4 }), ahpa({ maxReplicas: 100, scaleStrategy: 'observer' })],
      '1..4 x 1',
    ],
    ['the GPUs of all its containers', [workload({ replicas: 2 }, ONE, {}, { 'nvidia.com/gpu': 2 })], '2..2 x 3'],
    [
      'its GPUs once, where it is given twice',
      [workload({ replicas: 2 }, ONE), workload({ replicas: 9 }, ONE)],
      '2..2 x 1',
    ],
  ])('is %s', (_, objects, expected) => {
    expect(textOf(claimsOf(...objects))).toEqual([expected]);
  });

  it('is nothing without a GPU', () => {
    expect(claimsOf(workload({}, { cpu: '1' }))).toEqual([]);
  });
});

describe('claims are told apart', () => {
  it('by allocation and by MIG profile', () => {
    const groups = claimsOf(
      workload({}, ONE, { 'aliyun.com/gpu-mem': 4 }, { 'nvidia.com/mig-1g.10gb': 1 }, { 'nvidia.com/mig-2g.20gb': 1 }),
    );
    expect(groups.map(({ allocation, profile }) => [allocation, profile])).toEqual([
      ['dedicated', undefined],
      ['shared', undefined],
      ['mig', '1g.10gb'],
      ['mig', '2g.20gb'],
    ]);
  });

  it('by vendor, and not by the two names of one card on ACK', () => {
    const groups = claimsOf(
      workload(
        {},
        ONE,
        { 'amd.com/gpu': 4 },
        { 'gpu.intel.com/i915': 1 },
        { 'aliyun.com/gpu': 2 },
        { 'gpu.intel.com/xe': 1 },
      ),
    );
    expect(groups.map(({ vendor, claims }) => [vendor, claims[0]!.gpusPerReplica])).toEqual([
      ['NVIDIA', 3],
      ['AMD', 4],
      ['Intel', 2],
    ]);
  });

  it('and stand at the workload that may take the most', () => {
    const small = { ...workload({ replicas: 9 }, ONE), metadata: { name: 'small' } };
    const [group] = claimsOf(small, workload({ replicas: 3 }, { 'nvidia.com/gpu': 4 }));
    expect(group!.object.name).toBe('bert');
    expect(group!.place.path).toBe('/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu');
  });
});

describe('what is called like a card', () => {
  const dedicated = { name: 'a100', gpu: 'A100', allocation: 'dedicated', count: 8, nodeSelector: { pool: 'whole' } };
  const mig = {
    name: 'slices',
    gpu: 'A100',
    allocation: 'mig',
    count: 14,
    profile: '1g.5gb',
    resource: 'nvidia.com/gpu',
    nodeSelector: { 'cloud.google.com/gke-gpu-partition-size': '1g.5gb' },
  };
  const turns = {
    name: 'turns',
    gpu: 'L4',
    allocation: 'timeSliced',
    count: 8,
    resource: 'nvidia.com/gpu',
    nodeSelector: { 'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing' },
  };
  const unlabelled = { name: 'plain', gpu: 'T4', allocation: 'dedicated', count: 4 };
  const mixed = { name: 'mixed', gpu: 'A100', allocation: 'mig', count: 7, profile: '1g.5gb' };

  /** The pools that serve a pod with a node selector, behind what they hand out. */
  function served(nodeSelector: Fields, pools: readonly object[], limits: Fields = ONE): readonly string[] {
    const containers = [{ name: 'c', image: 'x', resources: { limits } }];
    const template = { metadata: { labels: { app: 'bert' } }, spec: { containers, nodeSelector } };
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'bert' }, spec: { template } };
    const cluster = { name: 'gke', paths: ['.'], gpuPools: pools };
    const { fleets } = readFiles({ 'a.yaml': stringify(object) }, {}, stringify({ clusters: [cluster] }));
    return gpuClaimsOf(fleets[0]!).map(({ allocation, profile, pools: found }) =>
      [allocation, profile, ...found.map(({ name }) => name)].filter((text) => text !== undefined).join(' '),
    );
  }

  it.each<[string, Fields, readonly object[], string]>([
    ['a slice on its nodes', mig.nodeSelector, [dedicated, mig, turns], 'mig 1g.5gb slices'],
    ['a turn on its nodes', turns.nodeSelector, [dedicated, mig, turns], 'timeSliced turns'],
    ['a card on its nodes', dedicated.nodeSelector, [dedicated, mig, turns], 'dedicated a100'],
    ['a slice, beside cards on any nodes', mig.nodeSelector, [unlabelled, mig], 'mig 1g.5gb slices'],
    ['a card where nothing is selected', {}, [mig, unlabelled], 'dedicated plain'],
    ['a slice where there is nothing else', {}, [mig], 'mig 1g.5gb slices'],
    ['a card where no pools are known', {}, [], 'dedicated'],
    ["a slice by GKE's label, where no pools are known", mig.nodeSelector, [], 'mig 1g.5gb'],
    ["a turn by GKE's label, where no pools are known", turns.nodeSelector, [], 'timeSliced'],
    ['a card beside slices of another name', {}, [mixed], 'dedicated'],
  ])('is %s', (_, nodeSelector, pools, expected) => {
    expect(served(nodeSelector, pools)).toEqual([expected]);
  });

  it('does not serve those who ask for slices by their name', () => {
    expect(served({}, [mig, mixed], { 'nvidia.com/mig-1g.5gb': 1 })).toEqual(['mig 1g.5gb mixed']);
    expect(served({}, [mig], { 'nvidia.com/mig-1g.5gb': 1 })).toEqual(['mig 1g.5gb']);
    expect(served({}, [turns], { 'nvidia.com/gpu.shared': 1 })).toEqual(['timeSliced']);
  });
});

describe('what cannot be read is named', () => {
  it.each<[string, readonly object[]]>([
    ['a quantity that is none', [workload({}, { 'nvidia.com/gpu': 'one' })]],
    ['replicas that are no number', [workload({ replicas: '3' }, ONE)]],
    ['an HPA without a ceiling', [workload({}, ONE), hpa({ minReplicas: 1 })]],
  ])('%s', (_, objects) => {
    expect(claimsOf(...objects)[0]!.unreadable).toEqual(['Deployment default/bert']);
  });
});
