import { stringify } from 'yaml';
import { findingsOf, judgeSample, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, period, yamlOf } from '../sample-manifests';
import { ADD_FIRST, judgeOnCluster, judgeOnPool, server } from '../serving';

const ID = 'capacity/gpus-exceeded';

/** Judges Deployments, each with limits and a count, on a cluster with these pools. */
function judge(pools: readonly object[] | undefined, services: readonly (readonly [number, object])[]) {
  const cluster = { name: 'prod', paths: ['.'], ...(pools && { gpuPools: pools }) };
  const objects = services.map(([replicas, limits], index) =>
    deployment({ name: `s${index}`, spec: { replicas }, limits: limits as Record<string, unknown> }),
  );
  return judgeSample({
    files: { 'foresail.yaml': stringify({ clusters: [cluster] }), 'sample.yaml': yamlOf(...objects) },
  });
}

const dedicated = { name: 'a10', gpu: 'A10', allocation: 'dedicated', count: 4 };
const shared = { name: 't4', gpu: 'T4', allocation: 'shared', count: 2, memoryGiB: 15 };
const mig = { name: 'h100', gpu: 'H100', allocation: 'mig', count: 7, profile: '1g.10gb' };
const memory = (gib: number, core?: number) => ({
  'aliyun.com/gpu-mem': gib,
  ...(core !== undefined && { 'aliyun.com/gpu-core.percentage': core }),
});

describe(ID, () => {
  it.each<[string, readonly object[], readonly (readonly [number, object])[]]>([
    ['the last card', [dedicated], [[4, { 'nvidia.com/gpu': 1 }]]],
    ['what the pool may grow to', [{ ...dedicated, max: 8 }], [[4, { 'nvidia.com/gpu': 2 }]]],
    ['memory of shared cards', [shared], [[6, memory(5)]]],
    ['memory and compute of shared cards', [shared], [[4, memory(7, 50)]]],
    ['slices of one profile', [mig], [[7, { 'nvidia.com/mig-1g.10gb': 1 }]]],
    ['slices of a pool that names no profile', [{ ...mig, profile: undefined }], [[7, { 'nvidia.com/mig-1g.5gb': 1 }]]],
    [
      'cards of two vendors',
      [dedicated, { ...dedicated, name: 'mi', gpu: 'MI300X' }],
      [
        [4, { 'nvidia.com/gpu': 1 }],
        [4, { 'amd.com/gpu': 1 }],
      ],
    ],
    [
      'cards of a vendor that the resource tells',
      [{ ...dedicated, gpu: 'Ponte Vecchio', resource: 'gpu.intel.com/i915' }],
      [[4, { 'gpu.intel.com/i915': 1 }]],
    ],
    ['turns', [{ ...dedicated, allocation: 'timeSliced' }], [[4, { 'nvidia.com/gpu.shared': 1 }]]],
  ])('passes %s', (_, pools, services) => {
    const report = judge(pools, services);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it.each<[string, readonly object[], readonly (readonly [number, object])[], RegExp]>([
    ['cards', [dedicated], [[5, { 'nvidia.com/gpu': 1 }]], /need 5 dedicated GPUs .*, and the pools a10 hold 4:/],
    ['cards without a pool', [], [[1, { 'nvidia.com/gpu': 1 }]], /the cluster has no pool of dedicated GPUs/],
    [
      'cards of another vendor, by the model',
      [dedicated],
      [[1, { 'amd.com/gpu': 1 }]],
      /need 1 dedicated AMD GPUs .*, and the cluster has no pool of dedicated AMD GPUs/,
    ],
    [
      'cards of another vendor, by the resource',
      [{ ...dedicated, gpu: 'big', resource: 'amd.com/gpu' }],
      [[1, { 'aliyun.com/gpu': 1 }]],
      /the cluster has no pool of dedicated GPUs/,
    ],
    ['memory', [shared], [[7, memory(5)]], /need 35 GiB of shared GPUs .*, and the pools t4 hold 30:/],
    ['memory of one card', [shared], [[1, memory(16)]], /asks for 16 GiB .* more than 15: it stays Pending/],
    [
      'cards for parts of more than half of one',
      [shared],
      [[3, memory(10)]],
      /^error \d+:\d+ at their maximum the services run 3 pods that ask for 10 GiB or more of a shared GPU, and the pools t4 hold 2 of them: the last pods stay Pending$/,
    ],
    [
      'cards for the large parts among others',
      [shared],
      [
        [2, memory(8)],
        [1, memory(9)],
        [1, memory(2)],
      ],
      /run 3 pods that ask for 8 GiB or more of a shared GPU, and the pools t4 hold 2 of them/,
    ],
    [
      'cards for parts of their compute',
      [shared],
      [[3, memory(1, 60)]],
      /run 3 pods that ask for 60 % or more of a shared GPU's compute, and the pools t4 hold 2 of them/,
    ],
    ['compute', [shared], [[3, memory(1, 80)]], /need 240 % of a shared GPU's compute, and 2 GPUs have 200 %/],
    [
      'slices of another profile',
      [mig],
      [[1, { 'nvidia.com/mig-2g.20gb': 1 }]],
      /the cluster has no pool of mig GPUs of profile 2g.20gb/,
    ],
  ])('finds too little: %s', (_, pools, services, message) => {
    const [finding, ...others] = findingsOf(judge(pools, services), ID);
    expect(finding).toMatch(message);
    expect(others).toEqual([]);
  });

  it.each<[string, readonly object[] | undefined, readonly (readonly [number, object])[], string]>([
    ['no pools', undefined, [[1, { 'nvidia.com/gpu': 1 }]], "the cluster's GPU pools are not declared"],
    [
      'shared pools of unknown memory',
      [{ ...shared, memoryGiB: undefined }],
      [[1, memory(4)]],
      'how much memory a GPU of pool t4 hands out is not declared (memoryGiB)',
    ],
    [
      'parts that leave too small a rest',
      [shared],
      [
        [4, memory(6)],
        [1, memory(5)],
      ],
      'the memory suffices in sum, but no way was found to give each pod its part on one GPU',
    ],
    [
      'a pool of no known vendor',
      [{ ...dedicated, gpu: 'big' }],
      [[1, { 'amd.com/gpu': 1 }]],
      'pool a10 may hold what is asked for as amd.com/gpu: say so with resource',
    ],
    [
      'a quantity that is none',
      [dedicated],
      [[1, { 'nvidia.com/gpu': 'one' }]],
      'the replicas or GPUs of Deployment default/s0 cannot be read',
    ],
  ])('cannot tell about %s', (_, pools, services, reason) => {
    const report = judge(pools, services);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });

  it('gives parts of one size a card wherever their peaks are apart', () => {
    const cluster = { name: 'prod', paths: ['.'], gpuPools: [shared], ahpaTimeZone: 'Asia/Shanghai' };
    const half = (name: string, busy: string, idle: string) => [
      deployment({ name, limits: memory(10) }),
      ahpa({
        name,
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
          minReplicas: 0,
          maxReplicas: 2,
          instanceBounds: [
            period([
              [busy, 1, 2],
              [idle, 0, 0],
            ]),
          ],
        },
      }),
    ];
    const objects = [
      ...half('day', '* 8-19 ? * *', '* 0-7,20-23 ? * *'),
      ...half('night', '* 0-7,20-23 ? * *', '* 8-19 ? * *'),
    ];
    const report = judgeSample({
      files: { 'foresail.yaml': stringify({ clusters: [cluster] }), 'sample.yaml': yamlOf(...objects) },
    });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('counts every pod of a group', () => {
    const limits = { 'nvidia.com/gpu': 8 };
    const pod = { spec: { containers: [{ name: 'server', image: 'vllm', resources: { limits } }] } };
    const set = {
      apiVersion: 'leaderworkerset.x-k8s.io/v1',
      kind: 'LeaderWorkerSet',
      metadata: { name: 'big' },
      spec: { replicas: 2, leaderWorkerTemplate: { size: 3, leaderTemplate: pod, workerTemplate: pod } },
    };
    const cluster = { name: 'prod', paths: ['.'], gpuPools: [{ ...dedicated, count: 40 }] };
    const report = judgeSample({
      files: { 'foresail.yaml': stringify({ clusters: [cluster] }), 'sample.yaml': yamlOf(set) },
    });
    expect(findingsOf(report, ID)[0]).toMatch(/need 48 dedicated GPUs \(LeaderWorkerSet default\/big 2 x 24\)/);
  });

  describe('where objects of other kinds ask for GPUs, too', () => {
    const pod = (limits: object) => ({ spec: { containers: [{ name: 'a', image: 'a', resources: { limits } }] } });
    const job = (limits: object, kind = 'Job') => ({
      apiVersion: 'batch/v1',
      kind,
      metadata: { name: 'batch', namespace: 'night' },
      spec: { parallelism: 8, template: pod(limits) },
    });
    const CARD = { 'nvidia.com/gpu': 1 };
    const REASON = 'notCheckable: Job night/batch may take such GPUs too, and is not counted';
    const rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'ro' },
      spec: { template: pod(CARD) },
    };

    it('cannot tell that the others fit', () => {
      const report = judgeOnPool(2, server({}, {}, ADD_FIRST), job(CARD));
      for (const id of [ID, 'capacity/rollout-exceeded', 'workload/rollout-deadlock']) {
        expect(reasonsOf(report, id)).toEqual([REASON]);
      }
      expect(reasonsOf(judgeOnPool(1, server(), rollout, job(CARD, 'CronJob')), ID)).toEqual([
        'notCheckable: Rollout ro, CronJob night/batch may take such GPUs too, and are not counted',
      ]);
    });

    it.each<[string, object]>([
      [
        'Rollout',
        {
          apiVersion: 'argoproj.io/v1alpha1',
          spec: { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' } },
        },
      ],
      [
        'ScaledObject',
        { apiVersion: 'keda.sh/v1alpha1', spec: { scaleTargetRef: { name: 'bert' }, maxReplicaCount: 40 } },
      ],
      [
        'CronHorizontalPodAutoscaler',
        {
          apiVersion: 'autoscaling.alibabacloud.com/v1beta1',
          spec: { scaleTargetRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'bert' } },
        },
      ],
    ])('cannot tell how many pods a %s makes of a workload', (kind, fields) => {
      const named = { kind, metadata: { name: 'more' }, ...fields };
      expect(reasonsOf(judgeOnPool(4, deployment(), hpa(), named), ID)).toEqual([
        `notCheckable: ${kind} more may take such GPUs too, and is not counted`,
      ]);
      expect(reasonsOf(judgeOnPool(4, deployment({ name: 'other' }), named), ID)).toEqual([]);
    });

    it('finds too much all the same', () => {
      const report = judgeOnPool(1, deployment({ spec: { replicas: 2 } }), rollout);
      expect(findingsOf(report, ID)[0]).toContain('the services need 2 dedicated GPUs');
    });

    it.each<[string, object]>([
      ['no GPU', job({ cpu: 1 })],
      ['no more than none', job({ 'nvidia.com/gpu': '0' })],
      ['GPUs of another kind', job({ 'aliyun.com/gpu-mem': 4 })],
      [
        'no GPU, but limits the nodes',
        { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'a' }, spec: { limits: CARD } },
      ],
    ])('passes where they ask for %s', (_, other) => {
      expect(reasonsOf(judgeOnPool(1, server(), other), ID)).toEqual([]);
    });
  });

  describe('where a pool does not say that it hands out parts as nvidia.com/gpu', () => {
    const turns = { name: 'turns', gpu: 'T4', allocation: 'timeSliced', count: 40 };
    const slices = { name: 'slices', gpu: 'A100', allocation: 'mig', profile: '1g.5gb', count: 40 };
    const TURN = { 'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing' };
    const SLICE = { 'cloud.google.com/gke-gpu-partition-size': '1g.5gb' };
    const ALL = [ID, 'capacity/rollout-exceeded', 'workload/rollout-deadlock'];
    const faultsOn = (gpuPools: readonly object[], nodeSelector: object) => {
      const report = judgeOnCluster({ gpuPools }, server({}, { nodeSelector }, ADD_FIRST));
      return ALL.map((id) => [...findingsOf(report, id), ...reasonsOf(report, id)]);
    };

    it.each<[string, readonly object[], object, string]>([
      ['turns', [turns], {}, 'turns'],
      ['slices and turns', [turns, slices], {}, 'turns, slices'],
      ['turns beside cards on other nodes', [turns, { ...dedicated, nodeSelector: { a: 'b' } }], { a: 'c' }, 'turns'],
    ])('cannot tell about %s', (_, gpuPools, nodeSelector, names) => {
      const reason = `notCheckable: pool ${names} may hold what is asked for as nvidia.com/gpu: say so with resource and nodeSelector`;
      expect(faultsOn(gpuPools, nodeSelector)).toEqual([[reason], [reason], [reason]]);
    });

    it.each<[string, object, object]>([
      ['a turn', turns, TURN],
      ['a turn of a pool that says so', { ...turns, resource: 'nvidia.com/gpu', nodeSelector: TURN }, TURN],
      ['a slice', slices, SLICE],
    ])("knows %s by GKE's labels", (_, pool, labels) => {
      expect(faultsOn([pool], labels)).toEqual([[], [], []]);
      const report = judgeOnCluster({ gpuPools: [{ ...pool, count: 0 }] }, server({}, { nodeSelector: labels }));
      expect(findingsOf(report, ID)[0]).toContain('and the pools');
    });

    it("finds GKE's slices of another profile", () => {
      const labels = { 'cloud.google.com/gke-gpu-partition-size': '2g.10gb' };
      expect(faultsOn([slices], labels)[0]![0]).toContain('the cluster has no pool of mig GPUs of profile 2g.10gb');
    });
  });

  describe('where pods choose their nodes by affinity', () => {
    const gpuPools = [
      { ...dedicated, name: 'a100', count: 2, nodeSelector: { gpu: 'a100' } },
      { ...dedicated, name: 't4', count: 100, nodeSelector: { gpu: 't4' } },
    ];
    const requiring = (nodeSelectorTerm: object) => {
      const required = { nodeSelectorTerms: [nodeSelectorTerm] };
      const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
      return server({}, { affinity }, { replicas: 20 });
    };

    it('counts the pool that they require', () => {
      const asked = requiring({ matchExpressions: [{ key: 'gpu', operator: 'In', values: ['a100'] }] });
      expect(findingsOf(judgeOnCluster({ gpuPools }, asked), ID)).toEqual([
        expect.stringContaining(
          'the services need 20 dedicated GPUs (Deployment default/bert 20 x 1), and the pools a100 hold 2',
        ),
      ]);
    });

    it('cannot tell which of several pools they require by what is no label', () => {
      const asked = requiring({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-7'] }] });
      expect(reasonsOf(judgeOnCluster({ gpuPools }, asked), ID)).toEqual([
        'notCheckable: on which of the pools the pods of Deployment default/bert may run cannot be told from their node affinity',
      ]);
      expect(reasonsOf(judgeOnCluster({ gpuPools: gpuPools.slice(1) }, asked), ID)).toEqual([]);
    });
  });

  it("knows a slice by GKE's label in a node affinity", () => {
    const key = 'cloud.google.com/gke-gpu-partition-size';
    const required = { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: ['1g.5gb'] }] }] };
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
    const gpuPools = [{ ...mig, profile: '1g.5gb', count: 0 }];
    expect(findingsOf(judgeOnCluster({ gpuPools }, server({}, { affinity })), ID)[0]).toContain(
      'need 1 mig GPUs of profile 1g.5gb',
    );
  });

  it('finds pods that select the nodes of no pool', () => {
    const gpuPools = [{ ...dedicated, nodeSelector: { gpu: 'a10' } }];
    const lost = server({}, { nodeSelector: { gpu: 'h100' } });
    const report = judgeOnCluster({ gpuPools }, lost, deployment({ name: 'other', spec: { replicas: 4 } }));
    expect(findingsOf(report, ID)).toEqual([
      expect.stringContaining(
        'at their maximum the services need 1 dedicated GPUs (Deployment default/bert 1 x 1), and no pool of the cluster that has such GPUs has the nodes that the pods select: they stay Pending',
      ),
    ]);
  });

  it.each([
    ['a sidecar', 'Always', 2, 3],
    ['an init container', undefined, 4, 4],
  ])('counts %s', (_, restartPolicy, gpus, needed) => {
    const resources = { limits: { 'nvidia.com/gpu': gpus } };
    const initContainers = [{ name: 'first', image: 'x', ...(restartPolicy && { restartPolicy }), resources }];
    const report = judgeOnPool(2, server({}, { initContainers }));
    expect(findingsOf(report, ID)[0]).toContain(`the services need ${needed} dedicated GPUs`);
  });

  it('adds up what is allowed at one time, not over the week', () => {
    const bounds = (cron: string) => ({
      maxReplicas: 1,
      instanceBounds: [period([[cron, 1, 5]])],
    });
    const service = (name: string, cron: string) => [
      deployment({ name }),
      ahpa({ name, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, ...bounds(cron) } }),
    ];
    const apart = judgeOnPool(6, ...service('day', '* 8-19 ? * *'), ...service('night', '* 0-7 ? * *'));
    expect(findingsOf(apart, ID)).toEqual([]);
    const meeting = judgeOnPool(6, ...service('day', '30-59 7 ? * *'), ...service('night', '* 0-7 ? * *'));
    expect(findingsOf(meeting, ID)[0]).toContain('the services need 10 dedicated GPUs, first on Mon 07:30');
  });

  it('adds up compute by the clock, too', () => {
    const service = (name: string, cron: string) => [
      deployment({ name, limits: memory(1, 50) }),
      ahpa({
        name,
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
          maxReplicas: 1,
          instanceBounds: [period([[cron, 1, 3]])],
        },
      }),
    ];
    const on = (...objects: readonly object[]) => judgeOnCluster({ gpuPools: [shared] }, ...objects);
    const apart = on(...service('day', '* 8-19 ? * *'), ...service('night', '* 0-7 ? * *'));
    expect(findingsOf(apart, ID)).toEqual([]);
    const meeting = on(...service('day', '* 7-19 ? * *'), ...service('night', '* 0-7 ? * *'));
    expect(findingsOf(meeting, ID)[0]).toContain("need 300 % of a shared GPU's compute, and 2 GPUs have 200 %");
  });

  it('measures each pod of a group against a card, not the group', () => {
    const limits = memory(10);
    const pod = { spec: { containers: [{ name: 'server', image: 'vllm', resources: { limits } }] } };
    const set = {
      apiVersion: 'leaderworkerset.x-k8s.io/v1',
      kind: 'LeaderWorkerSet',
      metadata: { name: 'big' },
      spec: { replicas: 1, leaderWorkerTemplate: { size: 2, workerTemplate: pod } },
    };
    const report = judgeOnCluster({ gpuPools: [shared] }, set);
    expect([findingsOf(report, ID), reasonsOf(report, ID)]).toEqual([[], []]);
  });

  it.each([
    ['that runs', '2026-01-01 00:00:00', '2036-01-01 00:00:00', /^warning .* once its instanceBounds have ended /],
    ['that has not begun', '2035-01-01 00:00:00', '2036-01-01 00:00:00', /^error .* the services need 100 /],
    ['that is over', '2020-01-01 00:00:00', '2021-01-01 00:00:00', /^error .* the services need 100 /],
  ])('tells of a maximum that one service never gets, outside of a schedule %s', (_, start, end, message) => {
    const bounds = { maxReplicas: 100, instanceBounds: [period([['* * ? * *', 1, 2]], start, end)] };
    const [finding, ...others] = findingsOf(judgeOnPool(12, deployment(), ahpa({ spec: bounds })), ID);
    expect(finding).toMatch(message);
    expect(others).toEqual([]);
  });

  it('counts a pool for itself where the pods select its nodes', () => {
    const pool = (name: string, count: number) => ({
      name,
      gpu: 'A10',
      allocation: 'dedicated',
      count,
      nodeSelector: { pool: name },
    });
    const bound = (name: string, replicas: number) => {
      const containers = [{ name: 'server', image: 'x', resources: { limits: { 'nvidia.com/gpu': 1 } } }];
      const template = { metadata: { labels: { app: name } }, spec: { nodeSelector: { pool: 'small' }, containers } };
      return deployment({ name, spec: { replicas, template } });
    };
    const gpuPools = [pool('large', 10), pool('small', 2)];
    const [finding, ...others] = findingsOf(judgeOnCluster({ gpuPools }, bound('a', 2), bound('b', 1)), ID);
    expect(finding).toContain(
      'need 3 dedicated GPUs (Deployment default/a 2 x 1, Deployment default/b 1 x 1), and the pools small hold 2',
    );
    expect(others).toEqual([]);
  });
});
