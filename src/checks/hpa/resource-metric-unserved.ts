import { gpuAllocationOf } from '../../autoscaling/workload/gpu-request';
import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { defineCheck, failed, notCheckable, passed } from '../check';

const SERVED = ['cpu', 'memory'];

/** A Resource metric besides cpu and memory: the API server takes it, and nothing ever serves it. */
export const resourceMetricUnserved = defineCheck<AutoscalerMetric>({
  id: 'hpa/resource-metric-unserved',
  severity: 'error',
  title: 'a Resource metric is neither cpu nor memory',
  subjects: (fleet) =>
    fleet.hpas
      .flatMap(({ metrics }) => metrics)
      .filter(({ reading }) => reading.source === 'Resource' || reading.source === 'ContainerResource'),
  run({ reading, place }) {
    const name = reading.name.value;
    if (name === undefined || name === '') return notCheckable('the metric has no name');
    if (SERVED.includes(name)) return passed;
    const isGpu = name === 'gpu' || gpuAllocationOf(name) !== undefined || name.includes('gpu');
    return failed({
      at: place,
      message: `the metrics API serves only cpu and memory of a pod, not ${name}: the autoscaler reads <unknown> and does not scale on it`,
      help: isGpu
        ? 'Scale on a GPU metric of the pods: type: Pods, with a rule of the adapter such as DCGM_FI_DEV_GPU_UTIL. In an AHPA the resource gpu is served.'
        : 'Take a metric of type Pods or External, with a rule of the adapter.',
      evidence: { resource: name },
    });
  },
});
