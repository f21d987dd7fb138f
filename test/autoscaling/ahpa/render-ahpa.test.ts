import type { AhpaSpec } from '../../../src/autoscaling/ahpa/model';
import { renderAhpa } from '../../../src/autoscaling/ahpa/render-ahpa';
import { parseQuantity } from '../../../src/kubernetes/quantity';

const seed: AhpaSpec = {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert-intent-detection' },
  metrics: [{ type: 'Resource', name: 'gpu', target: { type: 'Utilization', averageUtilization: 20 } }],
  minReplicas: 1,
  maxReplicas: 50,
  scaleStrategy: 'observer',
  prediction: { quantile: 95, scaleUpForward: 180 },
  boundsTimezone: 'Asia/Shanghai',
  instanceBounds: [
    {
      startTime: '2026-01-01 00:00:00',
      endTime: '2030-01-01 00:00:00',
      bounds: [{ cron: '* 0-8 ? * MON-FRI', minReplicas: 4, maxReplicas: 50 }],
    },
  ],
};

describe('renderAhpa', () => {
  it('writes the seed policy in the vendor sample form', () => {
    expect(renderAhpa(seed)).toEqual({
      apiVersion: 'autoscaling.alibabacloud.com/v1beta1',
      kind: 'AdvancedHorizontalPodAutoscaler',
      annotations: { 'foresail.dev/bounds-timezone': 'Asia/Shanghai' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert-intent-detection' },
        metrics: [
          { type: 'Resource', resource: { name: 'gpu', target: { type: 'Utilization', averageUtilization: 20 } } },
        ],
        minReplicas: 1,
        maxReplicas: 50,
        scaleStrategy: 'observer',
        prediction: { quantile: 95, scaleUpForward: 180 },
        instanceBounds: [
          {
            startTime: '2026-01-01 00:00:00',
            endTime: '2030-01-01 00:00:00',
            bounds: [{ cron: '* 0-8 ? * MON-FRI', minReplicas: 4, maxReplicas: 50 }],
          },
        ],
      },
    });
  });

  it('writes an External metric with its labels and a canonical threshold', () => {
    const { spec } = renderAhpa({
      ...seed,
      metrics: [
        {
          type: 'External',
          metric: { name: 'requests_per_second', matchLabels: { service: 'bert' } },
          target: { type: 'AverageValue', averageValue: parseQuantity('1.5')! },
        },
      ],
    });
    expect(spec.metrics).toEqual([
      {
        type: 'External',
        external: {
          metric: { name: 'requests_per_second', selector: { matchLabels: { service: 'bert' } } },
          target: { type: 'AverageValue', averageValue: '1500m' },
        },
      },
    ]);
  });

  it('leaves out what the policy does not say', () => {
    const { boundsTimezone: _zone, instanceBounds: _bounds, ...plain } = seed;
    const { annotations, spec } = renderAhpa(plain);
    expect(annotations).toEqual({});
    expect(Object.keys(spec)).toEqual([
      'scaleTargetRef',
      'metrics',
      'minReplicas',
      'maxReplicas',
      'scaleStrategy',
      'prediction',
    ]);
  });
});
