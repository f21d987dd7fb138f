import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import type { MetricTarget } from './metric-target';

function requested<const R extends 'cpu' | 'memory'>(resource: R) {
  return {
    /** Percent of what the pods request, averaged over them. */
    utilization: (averageUtilization: number): MetricTarget<'Resource', R, GpuAllocationMode, never> => ({
      source: 'Resource',
      series: resource,
      validOn: ['dedicated', 'shared', 'mig', 'timeSliced'],
      needs: [],
      values: { kind: 'resource', resource, averageUtilization },
    }),
  };
}

/** What an autoscaler reads without an adapter rule. */
export const RESOURCE_METRICS = {
  /** CPU: of little worth for a service that works on its GPU. */
  cpu: requested('cpu'),
  /** Memory of the node, not of the GPU. */
  memory: requested('memory'),
  gpu: {
    /** Percent of the GPUs of a pod. AHPA alone reads it, from Prometheus. */
    utilization: (averageUtilization: number): MetricTarget<'AhpaResource', 'gpu', 'dedicated', never> => ({
      source: 'AhpaResource',
      series: 'gpu',
      validOn: ['dedicated'],
      needs: [],
      values: { kind: 'resource', resource: 'gpu', averageUtilization },
    }),
  },
} as const;
