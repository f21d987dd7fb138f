import fc from 'fast-check';
import { behaviorOf, metricOf } from '../../../src/autoscaling/hpa/controller-view';
import { readHpa } from '../../../src/autoscaling/hpa/read-hpa';
import { targetMismatchOf } from '../../../src/autoscaling/hpa/target-mismatch';
import type { Json } from '../../../src/source/node';

const hpa = (version: string, metrics: Json, more: { readonly [key: string]: Json } = {}): Json => ({
  apiVersion: `autoscaling/${version}`,
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'gpu-hpa' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
    minReplicas: 1,
    maxReplicas: 10,
    metrics,
    ...more,
  },
});

const seedV2: Json = [
  { type: 'Pods', pods: { metric: { name: 'SM' }, target: { type: 'Utilization', averageValue: 20 } } },
];
const seedV2beta1: Json = [{ type: 'Pods', pods: { metricName: 'SM', targetAverageValue: 20 } }];

describe('readHpa', () => {
  it('reads the seed in both of its versions as the same metric', () => {
    for (const json of [hpa('v2', seedV2), hpa('v2beta1', seedV2beta1)]) {
      const [metric] = readHpa(json).metrics;
      expect(metricOf(metric!)).toMatchObject({
        type: 'Pods',
        metric: { name: 'SM' },
        target: { type: 'AverageValue' },
      });
      expect(metric!.target.averageValue.value!.canonical()).toBe('20');
    }
  });

  it('knows where each field stands', () => {
    const v2 = readHpa(hpa('v2', seedV2)).metrics[0]!;
    expect([v2.path, v2.sourcePath, v2.name.path, v2.target.type.path, v2.target.averageValue.path]).toEqual([
      '/spec/metrics/0',
      '/spec/metrics/0/pods',
      '/spec/metrics/0/pods/metric/name',
      '/spec/metrics/0/pods/target/type',
      '/spec/metrics/0/pods/target/averageValue',
    ]);
    const v2beta1 = readHpa(hpa('v2beta1', seedV2beta1)).metrics[0]!;
    expect([v2beta1.name.path, v2beta1.target.averageValue.path]).toEqual([
      '/spec/metrics/0/pods/metricName',
      '/spec/metrics/0/pods/targetAverageValue',
    ]);
  });

  it('takes target for the described object in an Object metric of v2beta1', () => {
    const [metric] = readHpa(
      hpa('v2beta1', [
        {
          type: 'Object',
          object: {
            target: { apiVersion: 'v1', kind: 'Service', name: 'web' },
            metricName: 'hits',
            targetValue: '100',
            averageValue: '5',
            selector: { matchLabels: { a: 'b' } },
          },
        },
      ]),
    ).metrics;
    expect(metricOf(metric!)).toMatchObject({
      type: 'Object',
      describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
      metric: { name: 'hits', selector: { matchLabels: { a: 'b' } } },
      target: { type: 'AverageValue' },
    });
  });

  it('reads the percentage of v1 as a Resource metric, and says where further metrics hide', () => {
    const reading = readHpa({
      apiVersion: 'autoscaling/v1',
      metadata: { annotations: { 'autoscaling.alpha.kubernetes.io/metrics': '[]' } },
      spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 60 },
    });
    expect(reading.metrics.map(metricOf)).toEqual([
      { type: 'Resource', name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
    ]);
    expect(reading.metrics[0]!.path).toBe('/spec/targetCPUUtilizationPercentage');
    expect(reading.metricsAnnotation).toBe('/metadata/annotations/autoscaling.alpha.kubernetes.io~1metrics');
  });

  it('says when the API server will add its default metric', () => {
    expect(readHpa(hpa('v2', [])).metricsDefaulted).toBe(true);
    expect(readHpa(hpa('v2', seedV2)).metricsDefaulted).toBe(false);
  });

  it.each<[string, Json, object | undefined]>([
    [
      'External with the type of the other field',
      { type: 'External', external: { metric: { name: 'q' }, target: { type: 'AverageValue', value: '5' } } },
      { target: { type: 'Value' } },
    ],
    [
      'Object with the type of the other field',
      {
        type: 'Object',
        object: {
          metric: { name: 'q' },
          describedObject: { kind: 'Service', name: 's' },
          target: { type: 'AverageValue', value: '5' },
        },
      },
      undefined,
    ],
    [
      'Object of type Utilization',
      {
        type: 'Object',
        object: {
          metric: { name: 'q' },
          describedObject: { kind: 'Service', name: 's' },
          target: { type: 'Utilization', averageValue: '5' },
        },
      },
      undefined,
    ],
    [
      'Resource with both fields',
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 5, averageValue: '1' } },
      },
      { target: { type: 'AverageValue' } },
    ],
    [
      'ContainerResource',
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'c', target: { type: 'Utilization', averageUtilization: 5 } },
      },
      { type: 'ContainerResource', container: 'c' },
    ],
    [
      'Pods with a percentage only',
      { type: 'Pods', pods: { metric: { name: 'q' }, target: { type: 'Utilization', averageUtilization: 5 } } },
      undefined,
    ],
    [
      'a metric without a name',
      { type: 'Pods', pods: { target: { type: 'AverageValue', averageValue: 5 } } },
      undefined,
    ],
  ])('gives the metric that the controller makes of it: %s', (_, metric, expected) => {
    const read = metricOf(readHpa(hpa('v2', [metric])).metrics[0]!);
    if (expected === undefined) expect(read).toBeUndefined();
    else expect(read).toMatchObject(expected);
  });

  it('reads behavior, and none in v2beta1', () => {
    const behavior: Json = {
      scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }], selectPolicy: 'Min', tolerance: '0.05' },
    };
    const reading = readHpa(hpa('v2', seedV2, { behavior }));
    expect(behaviorOf(reading)).toMatchObject({
      scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }], selectPolicy: 'Min' },
    });
    expect(behaviorOf(reading)?.scaleUp?.tolerance?.canonical()).toBe('50m');
    expect(readHpa(hpa('v2beta1', seedV2beta1, { behavior })).behavior).toBeUndefined();
  });

  it('tells a field of the wrong type from a missing one', () => {
    const { minReplicas, maxReplicas } = readHpa({ spec: { minReplicas: '1', maxReplicas: null } });
    expect([minReplicas.given, minReplicas.value]).toEqual([true, undefined]);
    expect([maxReplicas.given, maxReplicas.value]).toEqual([false, undefined]);
  });

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom('v1', 'v2beta1', 'v2beta2', 'v2', 'v3'), fc.json(), fc.json(), (version, a, b) => {
        const metrics = [
          JSON.parse(a),
          { type: 'Pods', pods: JSON.parse(b) },
          { type: 'Object', object: JSON.parse(a) },
        ];
        const reading = readHpa(hpa(version, metrics, { behavior: JSON.parse(b), scaleTargetRef: JSON.parse(a) }));
        for (const metric of reading.metrics) expect(() => [metricOf(metric), targetMismatchOf(metric)]).not.toThrow();
        expect(() => [behaviorOf(reading), readHpa(JSON.parse(a))]).not.toThrow();
      }),
    );
  });
});

describe('targetMismatchOf', () => {
  const mismatch = (metric: Json, version = 'v2') => targetMismatchOf(readHpa(hpa(version, [metric])).metrics[0]!);
  const pods = (target: Json): Json => ({ type: 'Pods', pods: { metric: { name: 'q' }, target } });
  const external = (target: Json): Json => ({ type: 'External', external: { metric: { name: 'q' }, target } });
  const object = (target: Json): Json => ({ type: 'Object', object: { metric: { name: 'q' }, target } });
  const resource = (target: Json): Json => ({ type: 'Resource', resource: { name: 'cpu', target } });

  it.each([
    ['the seed', pods({ type: 'Utilization', averageValue: 20 }), 'AverageValue', false],
    ['a Pods metric of type Value', pods({ type: 'Value', averageValue: 20 }), 'AverageValue', false],
    ['External, average for value', external({ type: 'AverageValue', value: 5 }), 'Value', false],
    ['External, value for average', external({ type: 'Value', averageValue: 5 }), 'AverageValue', false],
    ['Object, average for value', object({ type: 'AverageValue', value: 5 }), 'Value', true],
    ['Resource, percent for an amount', resource({ type: 'Utilization', averageValue: 5 }), 'AverageValue', false],
    ['Resource, amount for percent', resource({ type: 'AverageValue', averageUtilization: 5 }), 'Utilization', false],
  ])('finds %s', (_, metric, expected, fails) => {
    expect(mismatch(metric)).toMatchObject({ expected, fails });
  });

  it.each([
    ['Pods', pods({ type: 'AverageValue', averageValue: 20 })],
    ['External', external({ type: 'Value', value: 5 })],
    ['Object with both values', object({ type: 'Value', value: 5, averageValue: 1 })],
    ['Resource', resource({ type: 'Utilization', averageUtilization: 5 })],
    ['no type at all', pods({ averageValue: 20 })],
    ['a field that is refused anyway', pods({ type: 'Utilization', averageUtilization: 20 })],
    ['a type that does not exist', pods({ type: 'Average', averageValue: 20 })],
  ])('accepts %s', (_, metric) => {
    expect(mismatch(metric)).toBeUndefined();
  });

  it('has nothing to say about v2beta1, which has no type', () => {
    expect(mismatch({ type: 'Pods', pods: { metricName: 'q', targetAverageValue: 20 } }, 'v2beta1')).toBeUndefined();
  });
});
