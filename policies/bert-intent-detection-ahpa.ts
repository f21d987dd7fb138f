import { Duration, definePolicy, Gpu, metrics, ScalingPolicy, Schedule } from 'foresail';

/** The BERT service of "Implement AHPA elastic prediction based on GPU metrics", with its bounds put right. */
export const bertAhpa = definePolicy('bert-intent-detection-ahpa', {
  image: 'registry.cn-hangzhou.aliyuncs.com/ai-samples/bert-intent-detection:1.0.1',
  port: 80,
  namespace: 'ahpa',
  gpu: Gpu.dedicated(1),
  resources: { requests: { cpu: '200m', memory: '500M' }, limits: { cpu: '1', memory: '2G' } },
  service: { name: 'bert-intent-detection-svc', type: 'LoadBalancer' },
  scaling: ScalingPolicy.ahpa({
    name: 'fib-gpu',
    minReplicas: 1,
    maxReplicas: 50,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
    scaleStrategy: 'observer',
    schedule: Schedule.weekly({
      timeZone: 'Asia/Shanghai',
      from: '2026-01-01',
      until: '2036-01-01',
      weekdays: {
        '00:00': { minReplicas: 4, maxReplicas: 50 },
        '09:00': { minReplicas: 10, maxReplicas: 50 },
        '16:00': { minReplicas: 12, maxReplicas: 50 },
      },
      weekend: { '00:00': { minReplicas: 4, maxReplicas: 50 } },
    }),
  }),
});
