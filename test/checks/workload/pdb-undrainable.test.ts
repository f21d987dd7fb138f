import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, period } from '../sample-manifests';

const ID = 'workload/pdb-undrainable';
const budget = (spec: object, app = 'bert') => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'bert' },
  spec: { selector: { matchLabels: { app } }, ...spec },
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
    [budget({ maxUnavailable: '0%' }, 'elsewhere')],
    '/spec/maxUnavailable maxUnavailable is "0%", so no pod may ever be evicted',
  ],
])('workload/pdb-undrainable finds %s', (_, objects, message) => {
  expect(faultsOf(judgeObjects(objects), ID)).toEqual([`warning ${message}, ${waits}`]);
});

it.each<[string, readonly object[]]>([
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
  ['by a share that is none', [budget({ minAvailable: 'most' }), deployment()], 'minAvailable cannot be read'],
])('workload/pdb-undrainable cannot tell %s', (_, objects, reason) => {
  const report = judgeObjects(objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
});
