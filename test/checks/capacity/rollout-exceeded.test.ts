import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, period } from '../sample-manifests';
import { ADD_FIRST, judgeOnPool, server, TAKE_FIRST } from '../serving';

const ID = 'capacity/rollout-exceeded';
const AT = '/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu';

it('capacity/rollout-exceeded finds services that fit without a rollout only', () => {
  const report = judgeOnPool(4, server({}, {}, ADD_FIRST), hpa());
  expect(faultsOf(report, ID)).toEqual([
    `warning ${AT} at their maximum and while one of them is rolled out the services need 5 dedicated GPUs, and the pools a10 hold 4: its new pods stay Pending until load falls`,
  ]);
  expect(faultsOf(report, 'capacity/gpus-exceeded')).toEqual([]);
});

it('capacity/rollout-exceeded looks at each window', () => {
  const day = ahpa({ spec: { maxReplicas: 2, instanceBounds: [period([['* 9-17 ? * MON-FRI', 1, 3]])] } });
  const report = judgeOnPool(3, server({}, {}, ADD_FIRST), day);
  expect(faultsOf(report, ID)[0]).toContain('the services need 4 dedicated GPUs, first on Mon 09:00');
});

it.each<[string, readonly object[]]>([
  ['a GPU to spare', [server({}, {}, ADD_FIRST), hpa({ spec: { maxReplicas: 3 } })]],
  ['a rollout that takes a pod away first', [server({}, {}, TAKE_FIRST), hpa()]],
  ['a sum that is too much without a rollout', [server({}, {}, ADD_FIRST), hpa({ spec: { maxReplicas: 9 } })]],
])('capacity/rollout-exceeded passes %s', (_, objects) => {
  const report = judgeOnPool(4, ...objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('capacity/rollout-exceeded cannot tell without pools, or by what it cannot read', () => {
  expect(reasonsOf(judgeObjects([server()]), ID)).toEqual(["notCheckable: the cluster's GPU pools are not declared"]);
  expect(reasonsOf(judgeOnPool(4, deployment({ spec: { replicas: '2' } })), ID)).toEqual([
    'notCheckable: the replicas or GPUs of Deployment default/bert cannot be read',
  ]);
});
