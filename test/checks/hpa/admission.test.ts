import { faultsOf, findingsOf, helpOf, judgeObjects, kubernetes, reasonsOf } from '../sample';
import { hpa } from '../sample-manifests';

const ID = 'hpa/admission';

const QUEUE = { metric: { name: 'queue_length' }, target: { type: 'AverageValue', averageValue: '5' } };
const QUEUE_METRIC = { type: 'External', external: QUEUE };

it('hpa/admission finds a Pods target without averageValue, at the target', () => {
  const target = { type: 'Utilization', averageUtilization: 20 };
  const report = judgeObjects([
    hpa({ spec: { metrics: [{ type: 'Pods', pods: { metric: { name: 'DCGM_CUSTOM_PROCESS_SM_UTIL' }, target } }] } }),
  ]);
  expect(findingsOf(report, ID)).toEqual(['error 17:9 a Pods metric needs target.averageValue']);
  expect(helpOf(report, ID)).toEqual([
    'Write averageValue (with type: AverageValue) in place of averageUtilization: only Resource metrics have a utilization.',
  ]);
});

it('hpa/admission finds an HPA without a spec, and says nothing else', () => {
  const report = judgeObjects([{ ...hpa(), spec: undefined }]);
  expect(faultsOf(report, ID)).toEqual([expect.stringMatching(/\/spec spec is missing$/)]);
});

describe('hpa/admission finds', () => {
  it.each<[string, object, string]>([
    ['maxReplicas 0', { maxReplicas: 0 }, '/spec/maxReplicas maxReplicas is 0, but must be greater than 0'],
    ['a negative floor', { minReplicas: -1 }, '/spec/minReplicas minReplicas is -1'],
    [
      'a target that is no path segment',
      { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'ml/bert' } },
      '/spec/scaleTargetRef/name scaleTargetRef.name is "ml/bert"',
    ],
    [
      'an unknown metric type',
      { metrics: [{ type: 'Pod', pods: QUEUE }] },
      '/spec/metrics/0/type "Pod" is no metric type',
    ],
    [
      'a source that is not the one of the type',
      { metrics: [{ type: 'External', external: QUEUE, pods: QUEUE }] },
      '/spec/metrics/0/pods type is External, so the fields of Pods must not be there',
    ],
    [
      'a slash in a metric name',
      { metrics: [{ type: 'External', external: { ...QUEUE, metric: { name: 'nvidia.com/gpu_util' } } }] },
      '/spec/metrics/0/external/metric/name "nvidia.com/gpu_util" cannot be a metric name, which becomes a part of a request path',
    ],
    [
      'a target of 0',
      { metrics: [{ type: 'External', external: { ...QUEUE, target: { type: 'Value', value: '0' } } }] },
      '/spec/metrics/0/external/target/value the target is 0, but must be positive',
    ],
    [
      'two targets of an External metric',
      { metrics: [{ type: 'External', external: { ...QUEUE, target: { type: 'Value', value: 5, averageValue: 5 } } }] },
      '/spec/metrics/0/external/target the metric has both target.value and target.averageValue',
    ],
    [
      'a stabilization window of more than an hour',
      { behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } },
      '/spec/behavior/scaleDown/stabilizationWindowSeconds stabilizationWindowSeconds is 3601, but must be from 0 to 3600',
    ],
    [
      'a period of more than half an hour',
      { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 1801 }] } } },
      '/spec/behavior/scaleUp/policies/0/periodSeconds periodSeconds is 1801, but must be from 1 to 1800',
    ],
    [
      'an empty list of policies',
      { behavior: { scaleDown: { selectPolicy: 'Disabled', policies: [] } } },
      '/spec/behavior/scaleDown/policies the list of policies is empty, which is refused even with selectPolicy: Disabled',
    ],
  ])('%s', (_, spec, finding) => {
    expect(faultsOf(judgeObjects([hpa({ spec: spec as Record<string, unknown> })]), ID)).toEqual([`error ${finding}`]);
  });
});

describe('hpa/admission judges minReplicas: 0 by the minor and the metrics', () => {
  const zero = hpa({ spec: { minReplicas: 0, metrics: [QUEUE_METRIC] } });

  it.each(['1.16', '1.36'])('refused on %s, where the gate is off by default', (minor) => {
    expect(faultsOf(judgeObjects([zero], kubernetes(minor)), ID)).toEqual([
      `error /spec/minReplicas minReplicas: 0 needs the feature gate HPAScaleToZero, which is off by default on Kubernetes ${minor}`,
    ]);
  });

  it('taken on 1.37, where it is on, with a metric that outlives the pods', () => {
    expect(findingsOf(judgeObjects([zero], kubernetes('1.37')), ID)).toEqual([]);
  });

  it('refused on 1.37 with Pods metrics alone', () => {
    expect(faultsOf(judgeObjects([hpa({ spec: { minReplicas: 0 } })], kubernetes('1.37')), ID)).toEqual([
      'error /spec/minReplicas minReplicas: 0 needs an Object or External metric: the others vanish with the last pod',
    ]);
  });
});

describe('hpa/admission judges by the minor', () => {
  const perContainer = {
    type: 'ContainerResource',
    containerResource: { name: 'cpu', container: 'server', target: { type: 'Utilization', averageUtilization: 80 } },
  };
  const groupless = { apiVersion: 'v1', kind: 'Deployment', name: 'bert' };

  it.each<[string, object, string, number]>([
    ['ContainerResource', { metrics: [perContainer] }, '1.26', 1],
    ['ContainerResource', { metrics: [perContainer] }, '1.27', 0],
    ['a target without an API group', { scaleTargetRef: groupless }, '1.33', 0],
    ['a target without an API group', { scaleTargetRef: groupless }, '1.34', 1],
  ])('%s on %s.%s: %i findings', (_, spec, minor, count) => {
    const report = judgeObjects([hpa({ spec: spec as Record<string, unknown> })], kubernetes(minor));
    expect(findingsOf(report, ID)).toHaveLength(count);
  });
});

it.each([
  [
    'a metric name with a colon',
    { metrics: [{ type: 'External', external: { ...QUEUE, metric: { name: 'vllm:num_requests_waiting' } } }] },
  ],
  ['no metrics at all', { metrics: undefined }],
  ['complete behavior', { behavior: { scaleDown: { stabilizationWindowSeconds: 3600, selectPolicy: 'Disabled' } } }],
  ['a floor above the ceiling, which has a check of its own', { minReplicas: 9 }],
])('hpa/admission passes %s', (_, spec) => {
  const report = judgeObjects([hpa({ spec })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('hpa/admission cannot tell where maxReplicas cannot be read', () => {
  expect(reasonsOf(judgeObjects([hpa({ spec: { maxReplicas: 'ten' } })]), ID)).toEqual([
    'notCheckable: maxReplicas cannot be read',
  ]);
});
