import { faultsOf, findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { ahpa, period } from '../sample-manifests';

const ID = 'ahpa/admission';
const BY_SCHEMA = '(by the reconstructed schema: the vendor publishes none)';

it('ahpa/admission finds a Pods metric, at its type, and says what the rule rests on', () => {
  const text = `apiVersion: autoscaling.alibabacloud.com/v1beta1
kind: AdvancedHorizontalPodAutoscaler
metadata: {name: bert}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: bert}
  metrics:
    - type: Pods
      pods:
        metric: {name: DCGM_CUSTOM_PROCESS_SM_UTIL}
        target: {type: AverageValue, averageValue: "20"}
  minReplicas: 1
  maxReplicas: 10
  prediction: {quantile: 95, scaleUpForward: 180}
`;
  const report = judgeSample({ files: { 'ahpa.yaml': text } });
  expect(findingsOf(report, ID)).toEqual([`warning 7:13 AHPA is not known to read Pods metrics ${BY_SCHEMA}`]);
  expect(helpOf(report, ID)).toEqual(['Use External (through the external metrics API) or Resource.']);
});

const forward = (scaleUpForward: unknown) => ({ prediction: { quantile: 95, scaleUpForward } });
const resource = (name: string, target: object) => ({ type: 'Resource', resource: { name, target } });
const percent = (averageUtilization: number) => ({ type: 'Utilization', averageUtilization });

describe('ahpa/admission finds', () => {
  it.each<[string, object, readonly string[]]>([
    ['a field of HPA', { behavior: {} }, [`warning /spec/behavior AHPA has no field "behavior" here ${BY_SCHEMA}`]],
    ['a negative floor', { minReplicas: -1 }, ['error /spec/minReplicas minReplicas is -1']],
    ['a ceiling of 0', { minReplicas: 0, maxReplicas: 0 }, ['error /spec/maxReplicas maxReplicas is 0']],
    [
      'a bound above the top level',
      { instanceBounds: [period([['* * ? * *', 1, 50]])] },
      [
        'warning /spec/instanceBounds/0/bounds/0/maxReplicas maxReplicas is 50, above the 10 that holds outside of the bounds; the bound wins while it is active',
      ],
    ],
    ['no lead', forward(undefined), ['error /spec/prediction/scaleUpForward scaleUpForward is missing']],
    ['a lead of 0', forward(0), ['error /spec/prediction/scaleUpForward scaleUpForward is 0']],
    [
      'a lead of more than an hour',
      forward(3601),
      [
        'info /spec/prediction/scaleUpForward scaleUpForward is 3601 s: pods are started more than an hour before they are needed',
      ],
    ],
    [
      'a misspelt strategy',
      { scaleStrategy: 'observe' },
      [
        `warning /spec/scaleStrategy "observe" is no scaleStrategy that is known ${BY_SCHEMA}; did you mean "observer"?`,
      ],
    ],
    [
      'a strategy that no vendor page shows',
      { scaleStrategy: 'reactive' },
      ['info /spec/scaleStrategy scaleStrategy reactive is not in the vendor documents that were read'],
    ],
    [
      'the forecast alone',
      { scaleStrategy: 'proactive' },
      [
        'info /spec/scaleStrategy scaleStrategy proactive is not in the vendor documents that were read',
        'warning /spec/scaleStrategy proactive scales by the forecast alone: load that was not foreseen gets no pods',
      ],
    ],
    [
      'an unknown resource',
      { metrics: [resource('gpus', percent(20))] },
      [
        `warning /spec/metrics/0/resource/name "gpus" is no resource that AHPA is known to read ${BY_SCHEMA}; did you mean "gpu" or "cpu"?`,
      ],
    ],
    [
      'a resource target that is no utilization',
      { metrics: [resource('rps', { type: 'AverageValue' })] },
      [
        `warning /spec/metrics/0/resource/target a Resource metric of AHPA takes type: Utilization and averageUtilization ${BY_SCHEMA}`,
      ],
    ],
    [
      'two metrics, of which one is forecast',
      { metrics: [resource('gpu', percent(20)), resource('cpu', percent(60))] },
      ['info /spec/metrics of 2 metrics probably only the first drives the forecast'],
    ],
    ['no metrics', { metrics: [] }, [`warning /spec/metrics metrics is missing or empty ${BY_SCHEMA}`]],
    [
      'a ceiling that is text',
      { maxReplicas: '10' },
      [`warning /spec/maxReplicas maxReplicas cannot be "10" ${BY_SCHEMA}`],
    ],
  ])('%s', (_, spec, findings) => {
    const report = judgeObjects([ahpa({ spec: spec as Record<string, unknown> })]);
    expect([...faultsOf(report, ID)].sort()).toEqual(findings);
  });

  it('a version that is not that of Alibaba', () => {
    const report = judgeObjects([ahpa({ apiVersion: 'autoscaling.alibabacloud.com/v1alpha1' })]);
    expect(faultsOf(report, ID)).toEqual([
      "error /apiVersion autoscaling.alibabacloud.com/v1alpha1 is not the API of Alibaba's AHPA",
    ]);
    expect(helpOf(report, ID)).toEqual(['Use autoscaling.alibabacloud.com/v1beta1.']);
  });
});

it.each<[string, object]>([
  ['a plain AHPA', {}],
  [
    'an AHPA in observer, with two metrics',
    { scaleStrategy: 'observer', metrics: [resource('gpu', percent(20)), resource('cpu', percent(60))] },
  ],
  ['a floor above the ceiling, which has a check of its own', { minReplicas: 11 }],
  ['a quantile out of range, which has a check of its own', { prediction: { quantile: 1, scaleUpForward: 180 } }],
  ['a lead of an hour', forward(3600)],
])('ahpa/admission passes %s', (_, spec) => {
  const report = judgeObjects([ahpa({ spec: spec as Record<string, unknown> })]);
  expect(findingsOf(report, ID)).toEqual([]);
  // What cannot be read is itself a finding of this check.
  expect(reasonsOf(report, ID)).toEqual([]);
});

it("ahpa/admission leaves Crane's kind of the same name alone", () => {
  const report = judgeObjects([ahpa({ apiVersion: 'autoscaling.crane.io/v1alpha1' })]);
  expect(report.diagnostics).toEqual([]);
  expect(report.notModelled).toHaveLength(1);
});
