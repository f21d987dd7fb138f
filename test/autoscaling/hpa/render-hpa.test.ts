import type { HpaMetric, HpaSpec } from '../../../src/autoscaling/hpa/model';
import { HpaVersionError, renderHpa } from '../../../src/autoscaling/hpa/render-hpa';
import type { KubernetesMinor } from '../../../src/kubernetes/minor';
import { parseQuantity } from '../../../src/kubernetes/quantity';
import type { HpaApiVersion } from '../../../src/kubernetes/served-api';

const quantity = (text: string) => parseQuantity(text)!;

const smUtil: HpaMetric = {
  type: 'Pods',
  metric: { name: 'DCGM_CUSTOM_PROCESS_SM_UTIL' },
  target: { type: 'AverageValue', averageValue: quantity('20') },
};
const cpu: HpaMetric = { type: 'Resource', name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } };
const memory: HpaMetric = {
  type: 'Resource',
  name: 'memory',
  target: { type: 'AverageValue', averageValue: quantity('1024Mi') },
};
const queue: HpaMetric = {
  type: 'External',
  metric: { name: 'queue_depth', selector: { matchLabels: { name: 'q1' } } },
  target: { type: 'Value', value: quantity('1000') },
};
const queuePerPod: HpaMetric = {
  type: 'External',
  metric: { name: 'queue_depth' },
  target: { type: 'AverageValue', averageValue: quantity('0.5') },
};
const ingress: HpaMetric = {
  type: 'Object',
  describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'main' },
  metric: { name: 'hits' },
  target: { type: 'AverageValue', averageValue: quantity('2500') },
};
const container: HpaMetric = {
  type: 'ContainerResource',
  name: 'cpu',
  container: 'server',
  target: { type: 'Utilization', averageUtilization: 60 },
};

function hpa(metrics: readonly HpaMetric[], more: Partial<HpaSpec> = {}): HpaSpec {
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
    minReplicas: 1,
    maxReplicas: 10,
    metrics,
    ...more,
  };
}

function renderedMetrics(metrics: readonly HpaMetric[], version: HpaApiVersion, minor: KubernetesMinor) {
  return renderHpa(hpa(metrics), version, minor).spec.metrics;
}

function problemsOf(render: () => unknown): readonly { code: string; property: string }[] {
  try {
    render();
  } catch (error) {
    if (error instanceof HpaVersionError) return error.problems.map(({ code, property }) => ({ code, property }));
    throw error;
  }
  return [];
}

describe('renderHpa', () => {
  it.each([
    ['v2', '1.36'],
    ['v2beta2', '1.22'],
  ] as const)('writes the seed policy for autoscaling/%s', (version, minor) => {
    expect(renderHpa(hpa([smUtil]), version, minor)).toEqual({
      apiVersion: `autoscaling/${version}`,
      kind: 'HorizontalPodAutoscaler',
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
        minReplicas: 1,
        maxReplicas: 10,
        metrics: [
          {
            type: 'Pods',
            pods: {
              metric: { name: 'DCGM_CUSTOM_PROCESS_SM_UTIL' },
              target: { type: 'AverageValue', averageValue: '20' },
            },
          },
        ],
      },
    });
  });

  it('writes the seed policy for autoscaling/v2beta1 with flat names', () => {
    expect(renderedMetrics([smUtil], 'v2beta1', '1.22')).toEqual([
      { type: 'Pods', pods: { metricName: 'DCGM_CUSTOM_PROCESS_SM_UTIL', targetAverageValue: '20' } },
    ]);
  });

  it('puts CPU utilization last and keeps the order of the others', () => {
    const types = (renderedMetrics([cpu, queue, smUtil, memory], 'v2', '1.36') as { type: string }[]).map(
      (m) => m.type,
    );
    expect(types).toEqual(['External', 'Pods', 'Resource', 'Resource']);
    expect((renderedMetrics([cpu, memory], 'v2', '1.36') as { resource: unknown }[])[1]?.resource).toEqual({
      name: 'cpu',
      target: { type: 'Utilization', averageUtilization: 80 },
    });
  });

  it('writes quantities as the API server gives them back', () => {
    expect(renderedMetrics([queue, queuePerPod, memory], 'v2', '1.36')).toEqual([
      {
        type: 'External',
        external: {
          metric: { name: 'queue_depth', selector: { matchLabels: { name: 'q1' } } },
          target: { type: 'Value', value: '1k' },
        },
      },
      {
        type: 'External',
        external: { metric: { name: 'queue_depth' }, target: { type: 'AverageValue', averageValue: '500m' } },
      },
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
    ]);
  });

  it('writes a positive targetValue beside averageValue for an Object metric of v2beta1', () => {
    expect(renderedMetrics([ingress], 'v2beta1', '1.22')).toEqual([
      {
        type: 'Object',
        object: {
          target: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'main' },
          metricName: 'hits',
          targetValue: '2500',
          averageValue: '2500',
        },
      },
    ]);
  });

  it('writes External, Resource and selectors of v2beta1 under their own names', () => {
    expect(renderedMetrics([queue, queuePerPod, memory, cpu], 'v2beta1', '1.22')).toEqual([
      {
        type: 'External',
        external: { metricName: 'queue_depth', metricSelector: { matchLabels: { name: 'q1' } }, targetValue: '1k' },
      },
      { type: 'External', external: { metricName: 'queue_depth', targetAverageValue: '500m' } },
      { type: 'Resource', resource: { name: 'memory', targetAverageValue: '1Gi' } },
      { type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 80 } },
    ]);
  });

  it('fills both directions of behavior once any is given', () => {
    const { spec } = renderHpa(
      hpa([smUtil], { behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } }),
      'v2',
      '1.36',
    );
    expect(spec.behavior).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 600,
        selectPolicy: 'Max',
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      },
    });
  });

  it('fills an empty behavior with the scale-down window of 300 s written out', () => {
    const { behavior } = renderHpa(hpa([smUtil], { behavior: {} }), 'v2', '1.36').spec;
    expect(behavior).toMatchObject({ scaleDown: { stabilizationWindowSeconds: 300 } });
  });

  it.each<[string, HpaSpec, HpaApiVersion, KubernetesMinor, readonly { code: string; property: string }[]]>([
    [
      'behavior in v2beta1',
      hpa([smUtil], { behavior: {} }),
      'v2beta1',
      '1.22',
      [{ code: 'behavior-unsupported', property: 'behavior' }],
    ],
    [
      'behavior in v2beta2 before 1.18',
      hpa([smUtil], { behavior: {} }),
      'v2beta2',
      '1.17',
      [{ code: 'behavior-unsupported', property: 'behavior' }],
    ],
    ['behavior in v2beta2 from 1.18', hpa([smUtil], { behavior: {} }), 'v2beta2', '1.18', []],
    [
      'tolerance before 1.35, where the field is dropped',
      hpa([smUtil], { behavior: { scaleUp: { tolerance: quantity('50m') } } }),
      'v2',
      '1.34',
      [{ code: 'tolerance-unsupported', property: 'behavior.scaleUp.tolerance' }],
    ],
    ['tolerance from 1.35', hpa([smUtil], { behavior: { scaleUp: { tolerance: quantity('50m') } } }), 'v2', '1.35', []],
    [
      'a ContainerResource metric before 1.27',
      hpa([smUtil, container]),
      'v2',
      '1.26',
      [{ code: 'container-resource-unsupported', property: 'metrics[1]' }],
    ],
    ['a ContainerResource metric from 1.27', hpa([container]), 'v2', '1.27', []],
    ['v2beta1 on 1.25', hpa([smUtil]), 'v2beta1', '1.25', [{ code: 'version-not-served', property: 'apiVersion' }]],
    ['v2 on 1.22', hpa([smUtil]), 'v2', '1.22', [{ code: 'version-not-served', property: 'apiVersion' }]],
  ])('judges %s', (_, spec, version, minor, expected) => {
    expect(problemsOf(() => renderHpa(spec, version, minor))).toEqual(expected);
  });

  it('says in the error what to do', () => {
    expect(() => renderHpa(hpa([smUtil], { behavior: {} }), 'v2beta1', '1.22')).toThrow(
      'autoscaling/v2beta1 has no behavior; leave behavior out, or let the cluster use autoscaling/v2beta2',
    );
  });
});
