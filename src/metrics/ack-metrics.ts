import type { MetricDefinition } from './metric-definition';

const CONTAINER = {
  type: 'gauge',
  scope: 'container',
  exporter: 'ack',
  validOn: ['dedicated', 'shared'],
  source: 'Alibaba Cloud, "Implement auto scaling based on GPU metrics"',
} as const;

/** GPU metrics of the ACK GPU exporter, which knows the part of each container. */
export const ACK_METRICS = {
  processSmUtil: {
    ...CONTAINER,
    name: 'DCGM_CUSTOM_PROCESS_SM_UTIL',
    series: 'DCGM_CUSTOM_PROCESS_SM_UTIL',
    description:
      'GPU utilization of the container, as the average of its processes: two at 45 % of one card each give 45. The rule is that of the page',
    unit: 'percent',
    aggregation: 'avg',
    additive: true,
  },
  processMemUsed: {
    ...CONTAINER,
    name: 'DCGM_CUSTOM_PROCESS_MEM_USED',
    series: 'DCGM_CUSTOM_PROCESS_MEM_USED',
    description: 'GPU memory used by the container',
    unit: 'mebibytes',
    aggregation: 'sum',
    additive: true,
  },
  containerMemAllocated: {
    ...CONTAINER,
    name: 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED',
    series: 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED',
    description: 'GPU memory allocated to the container',
    notForScaling: 'it is what the pod asked for, whatever the load',
    unit: 'mebibytes',
    aggregation: 'sum',
    additive: true,
  },
  /** The page calls it a percentage; its rule divides used by allocated, so the value is from 0 to 1. */
  processGpuMemUsedRatio: {
    ...CONTAINER,
    name: 'DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO',
    series: 'DCGM_CUSTOM_PROCESS_MEM_USED',
    denominator: 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED',
    rename: { matches: '^(.*)_MEM_USED', as: '${1}_GPU_MEM_USED_RATIO' },
    description: 'GPU memory used by the container, as a part of what it was allocated',
    unit: 'ratio',
    aggregation: 'sum',
    additive: false,
  },
} as const satisfies Record<string, MetricDefinition>;
