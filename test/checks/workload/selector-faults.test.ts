import { faultsOf, judgeObjects } from '../sample';
import { deployment } from '../sample-manifests';

const ID = 'workload/admission';
const labels = { 'a b': 'c', app: 'a b' };
const budget = (selector: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'bert' },
  spec: { maxUnavailable: 1, selector },
});
const service = (spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'bert' }, spec });

it.each<[string, object, readonly string[]]>([
  [
    'a Service',
    service({ selector: labels, ports: [{ port: 80 }] }),
    [
      '/spec/selector/a b selector has "a b", which is no label key',
      '/spec/selector/app selector has "a b" for app, which is no label value',
    ],
  ],
  [
    'a disruption budget by labels',
    budget({ matchLabels: labels }),
    [
      '/spec/selector/matchLabels/a b the selector names the label "a b", which is no label key',
      '/spec/selector/matchLabels/app the selector asks for app "a b", which is no label value',
    ],
  ],
  [
    'a disruption budget by expressions',
    budget({
      matchExpressions: [
        { key: 'app', operator: 'In' },
        { key: 'app', operator: 'Exists', values: ['a'] },
        { key: 'app', operator: 'Is', values: ['a'] },
      ],
    }),
    [
      '/spec/selector/matchExpressions/0/operator the selector has In without values',
      '/spec/selector/matchExpressions/1/operator the selector has Exists with values',
      '/spec/selector/matchExpressions/2/operator the selector has the operator "Is", which is none',
    ],
  ],
  [
    'a workload',
    deployment({
      spec: { selector: { matchLabels: { app: 'bert' }, matchExpressions: [{ key: '/', operator: 'Exists' }] } },
    }),
    [
      '/spec/selector the selector does not match the labels of the pod template',
      '/spec/selector/matchExpressions/0/key the selector names the label "/", which is no label key',
    ],
  ],
])('workload/admission finds selectors that are none: %s', (_, object, faults) => {
  expect(faultsOf(judgeObjects([object]), ID)).toEqual(faults.map((fault) => `error ${fault}`));
});

it.each<[string, object]>([
  ['a budget of every pod', budget({})],
  ['a budget by expressions', budget({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['', 'a'] }] })],
  ['values that something fills in', budget({ matchExpressions: [{ key: 'app', operator: 'In', values: '${APPS}' }] })],
  ['a Service without a selector', service({ ports: [{ port: 80 }] })],
])('workload/admission passes %s', (_, object) => {
  expect(faultsOf(judgeObjects([object]), ID)).toEqual([]);
});
