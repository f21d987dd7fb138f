import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, period } from '../sample-manifests';

const ID = 'workload/pdb-undrainable';
const budget = (spec: object, app = 'bert') => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'bert' },
  spec: { selector: { matchLabels: { app } }, ...spec },
});
const group = (replicas: number) => ({
  apiVersion: 'leaderworkerset.x-k8s.io/v1',
  kind: 'LeaderWorkerSet',
  metadata: { name: 'llama' },
  spec: {
    replicas,
    leaderWorkerTemplate: {
      size: 4,
      leaderTemplate: {
        metadata: { labels: { role: 'leader' } },
        spec: { containers: [{ name: 'server', image: 'a:1' }] },
      },
      workerTemplate: { spec: { containers: [{ name: 'server', image: 'a:1' }] } },
    },
  },
});
const waits = 'and a drain of its node waits for ever';

it.each<[string, readonly object[], string]>([
  [
    'a floor of one pod that must stay',
    [budget({ minAvailable: 1 }), deployment(), hpa()],
    '/spec/minAvailable minAvailable is 1, and Deployment default/bert may stand at 1 pod: then none may be evicted',
  ],
  [
    'a percentage that rounds up to the floor',
    [budget({ minAvailable: '60%' }), deployment(), hpa({ spec: { minReplicas: 2 } })],
    '/spec/minAvailable minAvailable is "60%", and Deployment default/bert may stand at 2 pods: then none may be evicted',
  ],
  [
    'a window with a lower floor',
    [
      budget({ minAvailable: 1 }),
      deployment(),
      ahpa({ spec: { minReplicas: 2, instanceBounds: [period([['* 0-6 ? * *', 1, 4]])] } }),
    ],
    '/spec/minAvailable minAvailable is 1, and Deployment default/bert may stand at 1 pod: then none may be evicted',
  ],
  [
    'a budget of nothing',
    [budget({ maxUnavailable: '0%' }), deployment({ spec: { replicas: 3 } })],
    '/spec/maxUnavailable maxUnavailable is "0%", so no pod may ever be evicted',
  ],
  [
    'all of a service that may stand at zero',
    [budget({ minAvailable: '100%' }), deployment(), hpa({ spec: { minReplicas: 0 } })],
    '/spec/minAvailable minAvailable is "100%", so no pod may ever be evicted',
  ],
  [
    'the first pod of a service that may stand at zero',
    [budget({ minAvailable: 1 }), deployment(), hpa({ spec: { minReplicas: 0 } })],
    '/spec/minAvailable minAvailable is 1, and Deployment default/bert may stand at 1 pod: then none may be evicted',
  ],
  [
    'the leaders of groups, not counting their workers',
    [budget({ minAvailable: 2, selector: { matchLabels: { role: 'leader' } } }), group(2)],
    '/spec/minAvailable minAvailable is 2, and LeaderWorkerSet default/llama may stand at 2 pods: then none may be evicted',
  ],
  [
    'all pods of groups, by the label of their controller',
    [budget({ minAvailable: 8, selector: { matchLabels: { 'leaderworkerset.sigs.k8s.io/name': 'llama' } } }), group(2)],
    '/spec/minAvailable minAvailable is 8, and LeaderWorkerSet default/llama may stand at 8 pods: then none may be evicted',
  ],
  [
    'an empty selector, which takes all pods',
    [budget({ minAvailable: 1, selector: {} }), deployment()],
    '/spec/minAvailable minAvailable is 1, and Deployment default/bert may stand at 1 pod: then none may be evicted',
  ],
])('workload/pdb-undrainable finds %s', (_, objects, message) => {
  expect(faultsOf(judgeObjects(objects), ID)).toEqual([`warning ${message}, ${waits}`]);
});

it.each<[string, readonly object[]]>([
  ['a budget of one pod of nobody', [budget({ maxUnavailable: 1 }, 'elsewhere')]],
  ['a budget of one pod', [budget({ maxUnavailable: 1 }), deployment(), hpa()]],
  ['a floor above what must stay', [budget({ minAvailable: 1 }), deployment(), hpa({ spec: { minReplicas: 2 } })]],
  [
    'a floor above what must stay, by a selector with nulls',
    [
      budget({ minAvailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'Exists', values: null }] } }),
      deployment({ spec: { replicas: 2 } }),
    ],
  ],
  ['a workload without replicas', [budget({ minAvailable: 1 }), deployment({ spec: { replicas: 0 } })]],
])('workload/pdb-undrainable passes %s', (_, objects) => {
  const report = judgeObjects(objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it.each<[string, readonly object[], string]>([
  [
    'about pods of nobody',
    [budget({ minAvailable: 1 }, 'other'), deployment()],
    'its selector matches no workload among the files',
  ],
  [
    'by a count that is none',
    [budget({ minAvailable: 1 }), deployment({ spec: { replicas: 'two' } })],
    'the replicas of Deployment default/bert cannot be read',
  ],
  [
    'by a selector that is none',
    [budget({ minAvailable: 1, selector: { matchExpressions: [null] } }), deployment()],
    'its selector cannot be read',
  ],
  [
    'what a budget of nothing keeps of nobody',
    [budget({ maxUnavailable: 0 }, 'elsewhere'), deployment()],
    'its selector matches no workload among the files',
  ],
  [
    'by no selector',
    [budget({ maxUnavailable: 0, selector: undefined }), deployment()],
    'its selector matches no workload among the files',
  ],
  [
    'by an empty selector of policy/v1beta1, which takes no pods',
    [{ ...budget({ minAvailable: 1, selector: {} }), apiVersion: 'policy/v1beta1' }, deployment()],
    'its selector matches no workload among the files',
  ],
  ['by a negative number', [budget({ maxUnavailable: -1 }), deployment()], 'maxUnavailable cannot be read'],
  ['by a number in quotes', [budget({ maxUnavailable: '0' }), deployment()], 'maxUnavailable cannot be read'],
  [
    'by two limits',
    [budget({ maxUnavailable: 1, minAvailable: 1 }), deployment()],
    'it has both minAvailable and maxUnavailable, which the API server refuses',
  ],
  ['by a share that is none', [budget({ minAvailable: 'most' }), deployment()], 'minAvailable cannot be read'],
])('workload/pdb-undrainable cannot tell %s', (_, objects, reason) => {
  const report = judgeObjects(objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
});
