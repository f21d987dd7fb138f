import { faultsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, period } from '../sample-manifests';
import { ADD_FIRST, judgeOnCluster, judgeOnPool, server, TAKE_FIRST } from '../serving';

const ID = 'workload/rollout-deadlock';
const POOL = { name: 'a10', gpu: 'A10', allocation: 'dedicated', count: 2 };
const never = (held: number) =>
  `a rollout adds a pod before it takes one away (maxUnavailable is 0), which needs 1 dedicated GPU(s), and at their floors the services already hold ${held} of ${held} in a10: it never ends`;

it('workload/rollout-deadlock finds a pool that the floors fill', () => {
  const explicit = judgeOnPool(2, server({}, {}, ADD_FIRST), hpa({ spec: { minReplicas: 2, maxReplicas: 2 } }));
  expect(faultsOf(explicit, ID)).toEqual([`error /spec/strategy/rollingUpdate ${never(2)}`]);
  const byDefault = judgeOnPool(3, server(), hpa({ spec: { minReplicas: 3 } }));
  expect(faultsOf(byDefault, ID)).toEqual([`error /spec/strategy/rollingUpdate ${never(3)}`]);
});

it('workload/rollout-deadlock counts what other services hold, and the lowest of the bounds', () => {
  const other = deployment({ name: 'other', spec: { replicas: 3, ...TAKE_FIRST } });
  const night = ahpa({
    spec: {
      minReplicas: 2,
      instanceBounds: [
        period([
          ['* 0-6 ? * *', 1, 4],
          ['* 7-23 ? * *', 2, 4],
        ]),
      ],
    },
  });
  expect(faultsOf(judgeOnPool(4, server(), night, other), ID)).toEqual([
    `error /spec/strategy/rollingUpdate ${never(4)}`,
  ]);
  expect(faultsOf(judgeOnPool(5, server(), night, other), ID)).toEqual([]);
});

it.each<[string, number, readonly object[]]>([
  ['one GPU to spare', 3, [server({}, {}, ADD_FIRST), hpa({ spec: { minReplicas: 2, maxReplicas: 2 } })]],
  ['a rollout that takes a pod away first', 1, [server({}, {}, TAKE_FIRST), hpa({ spec: { maxReplicas: 1 } })]],
  [
    'a rollout that stops all',
    1,
    [server({}, {}, { strategy: { type: 'Recreate' } }), hpa({ spec: { maxReplicas: 1 } })],
  ],
  ['four replicas, of which one may be missing by default', 4, [server(), hpa({ spec: { minReplicas: 4 } })]],
])('workload/rollout-deadlock passes %s', (_, count, objects) => {
  const report = judgeOnPool(count, ...objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it.each<[string, object, readonly object[]]>([
  ['no pool', { gpuPools: [] }, [server({}, {}, ADD_FIRST)]],
  ['a pool that the floors exceed', { gpuPools: [POOL] }, [server({}, {}, { ...ADD_FIRST, replicas: 2000 })]],
])('workload/rollout-deadlock leaves %s to capacity/gpus-exceeded', (_, facts, objects) => {
  const report = judgeOnCluster({ ...facts }, ...objects);
  expect(faultsOf(report, 'capacity/gpus-exceeded')).toHaveLength(1);
  expect([faultsOf(report, ID), reasonsOf(report, ID)]).toEqual([[], []]);
});

it('workload/rollout-deadlock counts what must be in the same pool, not what may be elsewhere', () => {
  const gpuPools = [
    { ...POOL, nodeSelector: { pool: 'small' } },
    { ...POOL, name: 'large', count: 40, nodeSelector: { pool: 'large' } },
  ];
  const bound = server({}, { nodeSelector: { pool: 'small' } }, ADD_FIRST);
  const free = deployment({ name: 'free', spec: { replicas: 10 } });
  expect(faultsOf(judgeOnCluster({ gpuPools }, bound, free), ID)).toEqual([]);
});

it('workload/rollout-deadlock tells pools of one name apart', () => {
  const gpuPools = ['a', 'b'].map((zone) => ({ ...POOL, nodeSelector: { zone } }));
  const bound = (name: string, zone: string) => {
    const containers = [{ name: 'server', image: 'x', resources: { limits: { 'nvidia.com/gpu': 1 } } }];
    const template = { metadata: { labels: { app: name } }, spec: { nodeSelector: { zone }, containers } };
    return deployment({ name, spec: { ...ADD_FIRST, replicas: name === 'full' ? 2 : 1, template } });
  };
  expect(faultsOf(judgeOnCluster({ gpuPools }, bound('free', 'a'), bound('full', 'b')), ID)).toHaveLength(1);
});

it('workload/rollout-deadlock cannot tell where a rival cannot be read', () => {
  const report = judgeOnPool(2, server({}, {}, ADD_FIRST), deployment({ name: 'other', spec: { replicas: 'two' } }));
  expect(reasonsOf(report, ID)).toContain(
    'notCheckable: the replicas or GPUs of Deployment default/other cannot be read',
  );
});

it.each([
  ['Deployment', 'type: Recreate for a single replica, or '],
  ['LeaderWorkerSet', ''],
])('workload/rollout-deadlock gives advice that a %s can follow', (kind, advice) => {
  const pod = { spec: { containers: [{ name: 'a', image: 'a', resources: { limits: { 'nvidia.com/gpu': 1 } } }] } };
  const rollingUpdateConfiguration = { maxSurge: 1, maxUnavailable: 0 };
  const group = {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind,
    metadata: { name: 'big' },
    spec: {
      replicas: 1,
      leaderWorkerTemplate: { size: 2, workerTemplate: pod },
      rolloutStrategy: { type: 'RollingUpdate', rollingUpdateConfiguration },
    },
  };
  const [help] = helpOf(
    judgeOnPool(2, kind === 'Deployment' ? server({}, {}, { ...ADD_FIRST, replicas: 2 }) : group),
    ID,
  );
  expect(help).toBe(`Write maxSurge: 0 and maxUnavailable: 1, or ${advice}keep GPUs free for the rollout.`);
});

it('workload/rollout-deadlock cannot tell without pools, or by what it cannot read', () => {
  expect(reasonsOf(judgeObjects([server(), hpa()]), ID)).toEqual([
    "notCheckable: the cluster's GPU pools are not declared",
  ]);
  const broken = server({}, {}, { strategy: { rollingUpdate: { maxUnavailable: 'some' } } });
  expect(reasonsOf(judgeOnPool(9, broken, hpa()), ID)).toEqual(['notCheckable: the rollout strategy cannot be read']);
  const shared = deployment({ limits: { 'aliyun.com/gpu-mem': 4 } });
  const gpuPools = [{ name: 't4', gpu: 'T4', allocation: 'shared', count: 2 }];
  expect(reasonsOf(judgeOnCluster({ gpuPools }, shared), ID)).toEqual([
    'notCheckable: how much memory a GPU of pool t4 hands out is not declared (memoryGiB)',
  ]);
});
