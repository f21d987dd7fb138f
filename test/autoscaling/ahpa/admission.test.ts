import fc from 'fast-check';
import { ahpaAdmissionProblems } from '../../../src/autoscaling/ahpa/admission';
import { readAhpa } from '../../../src/autoscaling/ahpa/read-ahpa';
import { replicaRangeOfAhpa } from '../../../src/autoscaling/capacity';
import type { Json } from '../../../src/source/node';

const utilizationOf = (name: string): Json => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization: 20 } },
});
const GPU = utilizationOf('gpu');
const LATENCY: Json = {
  type: 'External',
  external: { metric: { name: 'request_seconds_p95' }, target: { type: 'Value', value: '2' } },
};

/** The seed's object with parts of its spec replaced; undefined removes a field. */
function ahpa(more: { readonly [key: string]: Json | undefined } = {}, apiVersion?: string): Json {
  const spec: { [key: string]: Json | undefined } = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert-intent-detection' },
    metrics: [GPU],
    minReplicas: 0,
    maxReplicas: 100,
    scaleStrategy: 'observer',
    prediction: { quantile: 95, scaleUpForward: 180 },
    instanceBounds: [
      {
        startTime: '2021-12-16 00:00:00',
        endTime: '2022-12-16 00:00:00',
        bounds: [{ cron: '* 0-8 ? * MON-FRI', maxReplicas: 50, minReplicas: 4 }],
      },
    ],
    ...more,
  };
  return JSON.parse(
    JSON.stringify({
      apiVersion: apiVersion ?? 'autoscaling.alibabacloud.com/v1beta1',
      kind: 'AdvancedHorizontalPodAutoscaler',
      metadata: { name: 'fib-gpu', namespace: 'default' },
      spec,
    }),
  );
}

const problemsOf = (json: Json) =>
  ahpaAdmissionProblems(readAhpa(json)).map(({ code, severity, path }) => [code, severity, path]);
const quantile = (value: Json) => ({ prediction: { quantile: value, scaleUpForward: 180 } });
const QUANTILE = '/spec/prediction/quantile';
const FORWARD = '/spec/prediction/scaleUpForward';

describe('ahpaAdmissionProblems', () => {
  it.each<[string, { readonly [key: string]: Json | undefined }, readonly (readonly string[])[]]>([
    ['the seed', {}, []],
    ['behavior', { behavior: {} }, [['unknown-field', 'warning', '/spec/behavior']]],
    [
      'a misspelt field in a bound',
      { instanceBounds: [{ startTime: 'x', endTime: 'y', bounds: [{ crone: '' }] }] },
      [['unknown-field', 'warning', '/spec/instanceBounds/0/bounds/0/crone']],
    ],
    ['a quantile of 0', quantile(0), [['quantile-out-of-range', 'error', QUANTILE]]],
    ['a quantile of 100', quantile(100), [['quantile-out-of-range', 'error', QUANTILE]]],
    ['a quantile of 1', quantile(1), [['quantile-out-of-range', 'error', QUANTILE]]],
    ['a negative quantile', quantile(-5), [['quantile-out-of-range', 'error', QUANTILE]]],
    ['a fraction', quantile(0.95), [['quantile-fraction', 'warning', QUANTILE]]],
    ['a quantile between whole numbers', quantile(95.5), [['quantile-not-integer', 'warning', QUANTILE]]],
    ['a low quantile', quantile(50), [['quantile-low', 'warning', QUANTILE]]],
    ['a quantile of 80', quantile(80), []],
    ['a quantile as text', quantile('95'), [['wrong-type', 'warning', QUANTILE]]],
    ['no quantile', { prediction: { scaleUpForward: 180 } }, [['missing', 'warning', QUANTILE]]],
    ['no lead time', { prediction: { quantile: 95 } }, [['scale-up-forward', 'error', FORWARD]]],
    ['a lead time of 0', { prediction: { quantile: 95, scaleUpForward: 0 } }, [['scale-up-forward', 'error', FORWARD]]],
    [
      'a lead time of more than an hour',
      { prediction: { quantile: 95, scaleUpForward: 3601 } },
      [['scale-up-forward-too-long', 'info', FORWARD]],
    ],
    [
      'min above max',
      { minReplicas: 101, instanceBounds: undefined },
      [['min-greater-than-max', 'error', '/spec/minReplicas']],
    ],
    ['a negative minimum', { minReplicas: -1 }, [['min-replicas', 'error', '/spec/minReplicas']]],
    [
      'a bound above the maximum',
      { maxReplicas: 40 },
      [['bound-exceeds-top-level', 'warning', '/spec/instanceBounds/0/bounds/0/maxReplicas']],
    ],
    [
      'a bound below the minimum',
      { minReplicas: 5 },
      [['bound-exceeds-top-level', 'warning', '/spec/instanceBounds/0/bounds/0/minReplicas']],
    ],
    ['no strategy', { scaleStrategy: undefined }, []],
    ['auto', { scaleStrategy: 'auto' }, []],
    ['reactive', { scaleStrategy: 'reactive' }, [['strategy-unverified', 'info', '/spec/scaleStrategy']]],
    [
      'proactive',
      { scaleStrategy: 'proactive' },
      [
        ['strategy-unverified', 'info', '/spec/scaleStrategy'],
        ['proactive-only', 'warning', '/spec/scaleStrategy'],
      ],
    ],
    ['an unknown strategy', { scaleStrategy: 'automatic' }, [['scale-strategy', 'warning', '/spec/scaleStrategy']]],
    [
      'a Pods metric',
      { metrics: [{ type: 'Pods', pods: { metric: { name: 'SM' }, target: {} } }] },
      [['metric-type-unsupported', 'warning', '/spec/metrics/0/type']],
    ],
    [
      'an unknown resource',
      {
        metrics: [
          { type: 'Resource', resource: { name: 'gpus', target: { type: 'Utilization', averageUtilization: 20 } } },
        ],
      },
      [['resource-name-unknown', 'warning', '/spec/metrics/0/resource/name']],
    ],
    [
      'a Resource metric with an amount',
      {
        metrics: [{ type: 'Resource', resource: { name: 'gpu', target: { type: 'AverageValue', averageValue: 20 } } }],
      },
      [
        ['unknown-field', 'warning', '/spec/metrics/0/resource/target/averageValue'],
        ['target-type-mismatch', 'warning', '/spec/metrics/0/resource/target'],
      ],
    ],
    [
      'an External metric',
      {
        metrics: [
          {
            type: 'External',
            external: { metric: { name: 'q' }, target: { type: 'AverageValue', averageValue: '5' } },
          },
        ],
      },
      [],
    ],
    ['two metrics while observing', { metrics: [GPU, GPU] }, []],
    [
      'two metrics that scale',
      { metrics: [GPU, GPU], scaleStrategy: 'auto' },
      [['several-metrics', 'info', '/spec/metrics']],
    ],
    [
      'a latency before a demand',
      { metrics: [LATENCY, GPU], scaleStrategy: 'auto' },
      [['several-metrics', 'warning', '/spec/metrics/0']],
    ],
    [
      'a response time before a demand',
      { metrics: [utilizationOf('rt'), GPU], scaleStrategy: 'proactive' },
      [
        ['strategy-unverified', 'info', '/spec/scaleStrategy'],
        ['proactive-only', 'warning', '/spec/scaleStrategy'],
        ['several-metrics', 'warning', '/spec/metrics/0'],
      ],
    ],
    [
      'a demand before a latency',
      { metrics: [GPU, LATENCY], scaleStrategy: 'auto' },
      [['several-metrics', 'info', '/spec/metrics']],
    ],
    ['two metrics that are only observed', { metrics: [LATENCY, GPU] }, []],
    ['no metrics', { metrics: [] }, [['missing', 'warning', '/spec/metrics']]],
    [
      'no target',
      { scaleTargetRef: undefined },
      [
        ['missing', 'warning', '/spec/scaleTargetRef/kind'],
        ['missing', 'warning', '/spec/scaleTargetRef/name'],
      ],
    ],
  ])('judges %s', (_, more, expected) => {
    expect(problemsOf(ahpa(more))).toEqual(expected);
  });

  it.each([
    ['autoscaling.alibabacloud.com/v1alpha1', 'is not the API of Alibaba'],
    ['autoscaling.crane.io/v1alpha1', 'but of Crane, which has a kind of the same name'],
  ])('refuses %s', (apiVersion, message) => {
    const [problem] = ahpaAdmissionProblems(readAhpa(ahpa({}, apiVersion)));
    expect(problem).toMatchObject({ code: 'api-version', severity: 'error', path: '/apiVersion' });
    expect(problem?.message).toContain(message);
  });

  it('says that a rule rests on the reconstructed schema', () => {
    const [problem] = ahpaAdmissionProblems(readAhpa(ahpa({ boundaries: {} })));
    expect(problem?.message).toBe(
      'AHPA has no field "boundaries" here (by the reconstructed schema: the vendor publishes none)',
    );
  });

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (a, b) => {
        const json = ahpa({ metrics: JSON.parse(a), instanceBounds: JSON.parse(b), prediction: JSON.parse(a) });
        expect(() => [ahpaAdmissionProblems(readAhpa(json)), readAhpa(JSON.parse(a))]).not.toThrow();
      }),
    );
  });
});

describe('replicaRangeOfAhpa', () => {
  it('spans the top level and every bound', () => {
    expect(replicaRangeOfAhpa(readAhpa(ahpa()))).toEqual({ min: 0, max: 100 });
    expect(replicaRangeOfAhpa(readAhpa(ahpa({ minReplicas: 6, maxReplicas: 20 })))).toEqual({ min: 4, max: 50 });
    expect(replicaRangeOfAhpa(readAhpa(ahpa({ maxReplicas: undefined })))).toBeUndefined();
  });
});
