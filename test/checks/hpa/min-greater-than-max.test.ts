import { findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { hpa } from '../sample-manifests';

const ID = 'hpa/min-greater-than-max';

it('hpa/min-greater-than-max finds a floor above the ceiling, at minReplicas', () => {
  const report = judgeObjects([hpa({ spec: { minReplicas: 5 } })]);
  expect(findingsOf(report, ID)).toEqual(['error 10:16 minReplicas is 5, and maxReplicas is 4']);
  expect(helpOf(report, ID)).toEqual(['Lower minReplicas or raise maxReplicas.']);
});

it.each(['autoscaling/v2', 'autoscaling/v2beta2', 'autoscaling/v2beta1', 'autoscaling/v1'])(
  'hpa/min-greater-than-max reads %s',
  (apiVersion) => {
    expect(findingsOf(judgeObjects([hpa({ apiVersion, spec: { minReplicas: 5 } })]), ID)).toHaveLength(1);
  },
);

it.each([
  [4, 4],
  [1, 4],
  [undefined, 1],
  [0, 4],
  // 0 is refused for itself, by hpa/admission.
  [1, 0],
])('hpa/min-greater-than-max passes %p to %p', (minReplicas, maxReplicas) => {
  const report = judgeObjects([hpa({ spec: { minReplicas, maxReplicas } })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it.each([undefined, '4', null])('hpa/min-greater-than-max cannot tell where maxReplicas is %p', (maxReplicas) => {
  const report = judgeObjects([hpa({ spec: { minReplicas: 5, maxReplicas } })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual(['notCheckable: maxReplicas cannot be read']);
});
