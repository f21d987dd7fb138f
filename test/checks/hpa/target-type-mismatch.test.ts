import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { hpa } from '../sample-manifests';

const ID = 'hpa/target-type-mismatch';

type Target = Readonly<Record<string, unknown>>;

const METRIC = { name: 'DCGM_CUSTOM_PROCESS_SM_UTIL' };

/** A metric of each source, in the shape of v2 and v2beta2. */
const SOURCES = {
  Pods: (target: Target) => ({ type: 'Pods', pods: { metric: METRIC, target } }),
  External: (target: Target) => ({ type: 'External', external: { metric: METRIC, target } }),
  Object: (target: Target) => ({
    type: 'Object',
    object: { metric: METRIC, describedObject: { apiVersion: 'v1', kind: 'Service', name: 'bert' }, target },
  }),
  Resource: (target: Target) => ({ type: 'Resource', resource: { name: 'cpu', target } }),
  ContainerResource: (target: Target) => ({
    type: 'ContainerResource',
    containerResource: { name: 'cpu', container: 'server', target },
  }),
};

function judge(metric: object, apiVersion = 'autoscaling/v2') {
  return judgeObjects([hpa({ apiVersion, spec: { metrics: [metric] } })]);
}

it('hpa/target-type-mismatch finds a Pods target that is called a utilization, at its type', () => {
  const report = judge(SOURCES.Pods({ type: 'Utilization', averageValue: 20 }));
  expect(findingsOf(report, ID)).toEqual([
    'warning 18:17 DCGM_CUSTOM_PROCESS_SM_UTIL: target.type is Utilization, but averageValue is set: the controller follows averageValue, so this works as AverageValue',
  ]);
  expect(helpOf(report, ID)).toEqual(['Write type: AverageValue.']);
});

const FIELDS = { value: '20', averageValue: '20', averageUtilization: 20 };

/** What each type gives with each field: fine, read as another type, failing at run time, or refused by the API server. */
const TABLE: readonly (readonly [keyof typeof SOURCES, keyof typeof FIELDS, Readonly<Record<string, string>>])[] = [
  ['Pods', 'averageValue', { AverageValue: 'fine', Utilization: 'AverageValue', Value: 'AverageValue' }],
  ['Pods', 'value', { AverageValue: 'refused', Utilization: 'refused', Value: 'refused' }],
  ['Pods', 'averageUtilization', { AverageValue: 'refused', Utilization: 'refused', Value: 'refused' }],
  ['External', 'value', { AverageValue: 'Value', Utilization: 'Value', Value: 'fine' }],
  ['External', 'averageValue', { AverageValue: 'fine', Utilization: 'AverageValue', Value: 'AverageValue' }],
  ['External', 'averageUtilization', { AverageValue: 'refused', Utilization: 'refused', Value: 'refused' }],
  ['Object', 'value', { AverageValue: 'fails', Utilization: 'fails', Value: 'fine' }],
  ['Object', 'averageValue', { AverageValue: 'fine', Utilization: 'fails', Value: 'fails' }],
  ['Object', 'averageUtilization', { AverageValue: 'refused', Utilization: 'refused', Value: 'refused' }],
  ['Resource', 'averageUtilization', { AverageValue: 'Utilization', Utilization: 'fine', Value: 'Utilization' }],
  ['Resource', 'averageValue', { AverageValue: 'fine', Utilization: 'AverageValue', Value: 'AverageValue' }],
  ['Resource', 'value', { AverageValue: 'refused', Utilization: 'refused', Value: 'refused' }],
  [
    'ContainerResource',
    'averageUtilization',
    { AverageValue: 'Utilization', Utilization: 'fine', Value: 'Utilization' },
  ],
  ['ContainerResource', 'averageValue', { AverageValue: 'fine', Utilization: 'AverageValue', Value: 'AverageValue' }],
  ['ContainerResource', 'value', { AverageValue: 'refused', Utilization: 'refused', Value: 'refused' }],
];

const CASES = TABLE.flatMap(([source, field, outcomes]) =>
  Object.entries(outcomes).map(([type, outcome]) => [source, type, field, outcome] as const),
);

describe.each(['autoscaling/v2', 'autoscaling/v2beta2'])('hpa/target-type-mismatch in %s', (apiVersion) => {
  it.each(CASES)('%s with type %s and %s: %s', (source, type, field, outcome) => {
    const report = judge(SOURCES[source]({ type, [field]: FIELDS[field] }), apiVersion);
    const found = report.diagnostics
      .filter(({ check }) => check === ID)
      .map(({ severity, evidence }) => (severity === 'error' ? 'fails' : evidence?.expected));
    expect(found).toEqual(outcome === 'fine' || outcome === 'refused' ? [] : [outcome]);
    expect(report.diagnostics.some(({ check }) => check === 'hpa/admission')).toBe(outcome === 'refused');
  });

  it.each([
    ['Value', 0],
    ['AverageValue', 0],
    ['Utilization', 1],
  ])('an Object target of type %s with both fields: %i findings', (type, count) => {
    const report = judge(SOURCES.Object({ type, value: '20', averageValue: '20' }), apiVersion);
    expect(findingsOf(report, ID)).toHaveLength(count);
  });
});

it('hpa/target-type-mismatch says that an Object target with another field fails', () => {
  expect(faultsOf(judge(SOURCES.Object({ type: 'Value', averageValue: '20' })), ID)).toEqual([
    'error /spec/metrics/0/object/target/type DCGM_CUSTOM_PROCESS_SM_UTIL: target.type is Value, but averageValue is set: the controller finds no target and does not scale',
  ]);
});

it('hpa/target-type-mismatch leaves a type that does not exist to hpa/admission', () => {
  const report = judge(SOURCES.Pods({ type: 'Average', averageValue: '20' }));
  expect(report.diagnostics.map(({ check, message }) => [check, message])).toEqual([
    ['hpa/admission', '"Average" is no target type'],
  ]);
});

describe('hpa/target-type-mismatch passes versions that have no target type', () => {
  it.each([
    ['Pods', { type: 'Pods', pods: { metricName: 'm', targetAverageValue: 20 } }],
    ['External by value', { type: 'External', external: { metricName: 'm', targetValue: 20 } }],
    ['External by average', { type: 'External', external: { metricName: 'm', targetAverageValue: 20 } }],
    [
      'Object',
      { type: 'Object', object: { metricName: 'm', target: { kind: 'Service', name: 'bert' }, targetValue: 20 } },
    ],
    ['Resource by utilization', { type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 80 } }],
    ['Resource by average', { type: 'Resource', resource: { name: 'cpu', targetAverageValue: '500m' } }],
  ])('v2beta1 %s', (_, metric) => {
    const report = judge(metric, 'autoscaling/v2beta1');
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('v1', () => {
    const spec = { metrics: undefined, targetCPUUtilizationPercentage: 80 };
    const report = judgeObjects([hpa({ apiVersion: 'autoscaling/v1', spec })]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it.each([
  ['no type and two sources', { pods: {}, resource: {} }],
  ['an unknown type and no source', { type: 'Pod' }],
])('hpa/target-type-mismatch cannot tell for a metric with %s', (_, metric) => {
  const report = judge(metric);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual(["notCheckable: the metric's type cannot be read"]);
});
