import { definePolicy, Gpu, metrics, ScalingPolicy } from 'foresail';

/** The pod's utilization: of its container where the ACK exporter runs, else of the card that it has to itself. */
const utilization = metrics.byConvention({ ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.gpuUtil });

/** The BERT service of "Implement auto scaling based on GPU metrics". */
export const bert = definePolicy('bert-intent-detection', {
  image: 'registry.cn-hangzhou.aliyuncs.com/ai-samples/bert-intent-detection:1.0.1',
  port: 80,
  gpu: Gpu.dedicated(1),
  service: { name: 'bert-intent-detection-svc', type: 'LoadBalancer' },
  scaling: ScalingPolicy.hpa({ name: 'gpu-hpa', minReplicas: 1, maxReplicas: 10, metrics: [utilization.perPod(20)] }),
});
