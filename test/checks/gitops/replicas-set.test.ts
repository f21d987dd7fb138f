import { findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, hpa } from '../sample-manifests';

const ID = 'gitops/replicas-set';

const fixed = (replicas: unknown, annotations?: Record<string, string>) =>
  deployment({ spec: { replicas }, ...(annotations && { annotations }) });

it('gitops/replicas-set finds a replica count beside an HPA, at the count', () => {
  const report = judgeObjects([hpa(), fixed(2)]);
  expect(findingsOf(report, ID)).toEqual([
    'error 40:13 spec.replicas is 2, and HorizontalPodAutoscaler default/bert writes the count too: every sync sets it back to 2',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Remove replicas. Where the workload already runs, do it in two steps, or the API server fills in 1: first let the autoscaler own the field.',
  ]);
  expect(report.diagnostics[0]!.object?.kind).toBe('Deployment');
});

const HPA_WRITES = 'HorizontalPodAutoscaler default/bert writes the count too';
const TARGET = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'bert' };

describe('gitops/replicas-set on', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    [
      '0 replicas, which switch the HPA off',
      [hpa(), fixed(0)],
      [`error spec.replicas is 0, and ${HPA_WRITES}: every sync sets it back to 0`],
    ],
    [
      'a StatefulSet',
      [hpa({ spec: { scaleTargetRef: TARGET } }), deployment({ kind: 'StatefulSet', spec: { replicas: 2 } })],
      [`error spec.replicas is 2, and ${HPA_WRITES}: every sync sets it back to 2`],
    ],
    [
      'an AHPA in auto',
      [ahpa(), fixed(2)],
      [
        'error spec.replicas is 2, and AdvancedHorizontalPodAutoscaler default/bert writes the count too: every sync sets it back to 2',
      ],
    ],
    [
      'one HPA in two API versions, once',
      [hpa(), hpa({ apiVersion: 'autoscaling/v2beta2' }), fixed(2)],
      [`error spec.replicas is 2, and ${HPA_WRITES}: every sync sets it back to 2`],
    ],
    [
      'two autoscalers, once',
      [hpa(), ahpa(), fixed(2)],
      [
        'error spec.replicas is 2, and HorizontalPodAutoscaler default/bert and AdvancedHorizontalPodAutoscaler default/bert write the count too: every sync sets it back to 2',
      ],
    ],
    [
      'a workload that is being handed over',
      [hpa(), fixed(2, { 'foresail.dev/hand-over': 'true' })],
      ['info spec.replicas stays for the release in which HorizontalPodAutoscaler default/bert takes over'],
    ],
    ['an AHPA in observer, which never scales', [ahpa({ spec: { scaleStrategy: 'observer' } }), fixed(2)], []],
    ['a workload without a count', [hpa(), deployment()], []],
    ['a count that is null, which the API server drops', [hpa(), fixed(null)], []],
    ['a count without an autoscaler', [fixed(2)], []],
    ['the count of another workload', [hpa(), deployment(), deployment({ name: 'llama', spec: { replicas: 2 } })], []],
  ])('%s', (_, objects, findings) => {
    const report = judgeObjects(objects);
    const found = report.diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual(findings);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('gitops/replicas-set cannot tell', () => {
  it.each<[string, readonly object[], string]>([
    [
      'for a workload that stands elsewhere',
      [hpa()],
      'Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
    ],
    [
      'for a workload that is missing',
      [hpa(), deployment({ name: 'llama' })],
      'Deployment default/bert is not among the manifests',
    ],
    [
      'for a kind that is not modelled',
      [hpa({ spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'bert' } } })],
      'Rollout default/bert (argoproj.io/v1alpha1) is of a kind that is not modelled',
    ],
  ])('%s', (_, objects, reason) => {
    expect(reasonsOf(judgeObjects(objects), ID)).toEqual([`notCheckable: ${reason}`]);
  });
});
