import { faultsOf, judgeObjects } from '../sample';

const ID = 'workload/admission';
const budget = (spec: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'bert' },
  spec: { selector: { matchLabels: { app: 'bert' } }, ...spec },
});

it.each<[string, object, string]>([
  [
    'a budget of two limits',
    { minAvailable: 1, maxUnavailable: 1 },
    '/spec/maxUnavailable minAvailable and maxUnavailable are both set',
  ],
  ['a negative budget', { maxUnavailable: -1 }, '/spec/maxUnavailable maxUnavailable is -1'],
  ['a budget of more than all', { minAvailable: '101%' }, '/spec/minAvailable minAvailable is "101%"'],
])('workload/admission finds %s', (_, spec, fault) => {
  expect(faultsOf(judgeObjects([budget(spec)]), ID)).toEqual([`error ${fault}`]);
});

it.each<[string, object]>([
  ['a budget of one limit', { minAvailable: 200, maxUnavailable: null }],
  ['a budget of all', { minAvailable: '100%' }],
  ['a budget without a limit', {}],
])('workload/admission passes %s', (_, spec) => {
  expect(faultsOf(judgeObjects([budget(spec)]), ID)).toEqual([]);
});
