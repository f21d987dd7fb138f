import type { MetricDefinition } from './metric-definition';

const ACK_PAGE = 'Alibaba Cloud, "Implement auto scaling based on GPU metrics"';

/** GPU metrics under DCGM's own names. They describe a card, so a pod's share of it cannot be read from them. */
export const DCGM_METRICS = {
  gpuUtil: {
    name: 'DCGM_FI_DEV_GPU_UTIL',
    series: 'DCGM_FI_DEV_GPU_UTIL',
    description: 'Time in which any kernel ran on the card',
    unit: 'percent',
    scope: 'card',
    aggregation: 'avg',
    exporter: 'dcgm',
    validOn: ['dedicated'],
    source: ACK_PAGE,
  },
  fbUsed: {
    name: 'DCGM_FI_DEV_FB_USED',
    series: 'DCGM_FI_DEV_FB_USED',
    description: 'Memory used on the card',
    unit: 'mebibytes',
    scope: 'card',
    aggregation: 'sum',
    exporter: 'dcgm',
    validOn: ['dedicated'],
    source: ACK_PAGE,
  },
} as const satisfies Record<string, MetricDefinition>;

/** GPU metrics of the ACK GPU exporter, which knows the part of each container. */
export const ACK_METRICS = {
  processSmUtil: {
    name: 'DCGM_CUSTOM_PROCESS_SM_UTIL',
    series: 'DCGM_CUSTOM_PROCESS_SM_UTIL',
    description: 'GPU utilization of the container',
    unit: 'percent',
    scope: 'container',
    aggregation: 'avg',
    exporter: 'ack',
    validOn: ['dedicated', 'shared'],
    source: ACK_PAGE,
  },
  processMemUsed: {
    name: 'DCGM_CUSTOM_PROCESS_MEM_USED',
    series: 'DCGM_CUSTOM_PROCESS_MEM_USED',
    description: 'GPU memory used by the container',
    unit: 'mebibytes',
    scope: 'container',
    aggregation: 'sum',
    exporter: 'ack',
    validOn: ['dedicated', 'shared'],
    source: ACK_PAGE,
  },
  containerMemAllocated: {
    name: 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED',
    series: 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED',
    description: 'GPU memory allocated to the container',
    unit: 'mebibytes',
    scope: 'container',
    aggregation: 'sum',
    exporter: 'ack',
    validOn: ['dedicated', 'shared'],
    source: ACK_PAGE,
  },
  /** The page calls it a percentage; its rule divides used by allocated, so the value is from 0 to 1. */
  processGpuMemUsedRatio: {
    name: 'DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO',
    series: 'DCGM_CUSTOM_PROCESS_MEM_USED',
    denominator: 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED',
    rename: { matches: '^(.*)_MEM_USED', as: '${1}_GPU_MEM_USED_RATIO' },
    description: 'GPU memory used by the container, as a part of what it was allocated',
    unit: 'ratio',
    scope: 'container',
    aggregation: 'sum',
    exporter: 'ack',
    validOn: ['dedicated', 'shared'],
    source: ACK_PAGE,
  },
} as const satisfies Record<string, MetricDefinition>;

/** Every metric we know, in the order of the catalogue. */
export const METRIC_CATALOGUE: readonly MetricDefinition[] = [
  ...Object.values(DCGM_METRICS),
  ...Object.values(ACK_METRICS),
];

const BY_NAME = new Map(METRIC_CATALOGUE.map((metric) => [metric.name, metric]));

/** The metric that the metrics API serves under this name. */
export function findMetric(name: string): MetricDefinition | undefined {
  return BY_NAME.get(name);
}

/** The metrics that are made from a series, as value or as denominator. */
export function metricsOfSeries(series: string): readonly MetricDefinition[] {
  return METRIC_CATALOGUE.filter((metric) => metric.series === series || metric.denominator === series);
}
