import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, period } from '../sample-manifests';

const ID = 'ahpa/min-greater-than-max';

it('ahpa/min-greater-than-max finds a floor above the ceiling, at minReplicas', () => {
  const report = judgeObjects([ahpa({ spec: { minReplicas: 12 } })]);
  expect(findingsOf(report, ID)).toEqual(['error 17:16 minReplicas is 12, and maxReplicas is 10']);
  expect(helpOf(report, ID)).toEqual(['Lower minReplicas or raise maxReplicas.']);
});

const INVERTED = [
  period([
    ['* 0-8 ? * *', 1, 4],
    ['* 9-23 ? * *', 6, 4],
  ]),
];
const IN_BOUND =
  'error /spec/instanceBounds/0/bounds/1/minReplicas minReplicas is 6, and maxReplicas of the same bound is 4';

it.each<[string, object]>([
  ['in a bound', { instanceBounds: INVERTED }],
  ['in a bound where the top level cannot be read', { instanceBounds: INVERTED, minReplicas: undefined }],
])('ahpa/min-greater-than-max finds it %s', (_, spec) => {
  expect(faultsOf(judgeObjects([ahpa({ spec: spec as Record<string, unknown> })]), ID)).toEqual([IN_BOUND]);
});

it.each([
  [1, 10],
  [10, 10],
  [0, 1],
])('ahpa/min-greater-than-max passes %i to %i', (minReplicas, maxReplicas) => {
  const bounds = [period([['* * ? * *', minReplicas, maxReplicas]])];
  const report = judgeObjects([ahpa({ spec: { minReplicas, maxReplicas, instanceBounds: bounds } })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it.each([
  [undefined, 10],
  ['1', 10],
  [1, 10.5],
])('ahpa/min-greater-than-max cannot tell for %p to %p', (minReplicas, maxReplicas) => {
  const report = judgeObjects([ahpa({ spec: { minReplicas, maxReplicas } })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual(['notCheckable: minReplicas or maxReplicas cannot be read']);
});
