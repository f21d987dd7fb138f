import { faultsOf, judgeObjects, reasonsOf } from '../sample';

const ID = 'workload/admission';
const GROUP = '/spec/leaderWorkerTemplate';
const pod = (...names: readonly string[]) => ({ spec: { containers: names.map((name) => ({ name, image: 'vllm' })) } });
const set = (spec: object, group: object = {}) => ({
  apiVersion: 'leaderworkerset.x-k8s.io/v1',
  kind: 'LeaderWorkerSet',
  metadata: { name: 'big' },
  spec: { ...spec, leaderWorkerTemplate: { size: 2, workerTemplate: pod('worker'), ...group } },
});

it.each<[string, object, string]>([
  ['no spec', { ...set({}), spec: undefined }, '/spec spec is missing'],
  ['negative replicas', set({ replicas: -1 }), '/spec/replicas replicas is -1, and must not be negative'],
  ['groups of no pods', set({}, { size: 0 }), `${GROUP}/size size is 0, and must be at least 1`],
  [
    'two containers of one name in the workers',
    set({}, { workerTemplate: pod('a', 'a') }),
    `${GROUP}/workerTemplate/spec/containers/1/name two containers have the name a`,
  ],
  [
    'two containers of one name in the leader',
    set({}, { leaderTemplate: pod('a', 'a') }),
    `${GROUP}/leaderTemplate/spec/containers/1/name two containers have the name a`,
  ],
  [
    'a leader without containers',
    set({}, { leaderTemplate: pod() }),
    `${GROUP}/leaderTemplate/spec/containers the pod has no containers`,
  ],
])('workload/admission finds in a LeaderWorkerSet %s', (_, object, fault) => {
  expect(faultsOf(judgeObjects([object]), ID)).toEqual([`error ${fault}`]);
});

it.each<[string, object]>([
  ['of no groups', set({ replicas: 0 })],
  ['of leaders alone, without a template of their own', set({}, { size: 1 })],
  [
    'that claims what its pods mount',
    set(
      {},
      {
        volumeClaimTemplates: [{ metadata: { name: 'models' } }],
        workerTemplate: {
          spec: { containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'models', mountPath: '/m' }] }] },
        },
      },
    ),
  ],
])('workload/admission passes a LeaderWorkerSet %s', (_, object) => {
  const report = judgeObjects([object]);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});
