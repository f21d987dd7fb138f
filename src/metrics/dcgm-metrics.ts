import type { MetricDefinition } from './metric-definition';

const ACK_PAGE = 'Alibaba Cloud, "Implement auto scaling based on GPU metrics"';
const DEFAULT_COUNTERS = 'NVIDIA/dcgm-exporter, etc/default-counters.csv';
const PROFILING_COUNTERS = 'NVIDIA/dcgm-exporter, etc/dcp-metrics-included.csv';

const CARD = { type: 'gauge', scope: 'card', exporter: 'dcgm', additive: true } as const;
/** DCGM does not fill the device's own utilization fields for MIG instances; its profiling fields it does. */
const WHOLE_CARD = { ...CARD, aggregation: 'avg', validOn: ['dedicated'] } as const;
const PROFILED = {
  ...CARD,
  unit: 'ratio',
  aggregation: 'avg',
  additive: false,
  validOn: ['dedicated', 'mig'],
  source: PROFILING_COUNTERS,
} as const;

/**
 * GPU metrics under DCGM's own names. They describe a card, or a slice of one, so a pod's share of a card cannot be read
 * from them.
 */
export const DCGM_METRICS = {
  /** A duty cycle: it saturates early, and says little about latency. */
  gpuUtil: {
    ...WHOLE_CARD,
    name: 'DCGM_FI_DEV_GPU_UTIL',
    series: 'DCGM_FI_DEV_GPU_UTIL',
    description: 'Time in which any kernel ran on the card',
    unit: 'percent',
    source: ACK_PAGE,
  },
  memCopyUtil: {
    ...WHOLE_CARD,
    name: 'DCGM_FI_DEV_MEM_COPY_UTIL',
    series: 'DCGM_FI_DEV_MEM_COPY_UTIL',
    description: "Use of the card's memory bandwidth",
    unit: 'percent',
    source: DEFAULT_COUNTERS,
  },
  encUtil: {
    ...WHOLE_CARD,
    name: 'DCGM_FI_DEV_ENC_UTIL',
    series: 'DCGM_FI_DEV_ENC_UTIL',
    description: "Use of the card's video encoder",
    unit: 'percent',
    source: DEFAULT_COUNTERS,
  },
  decUtil: {
    ...WHOLE_CARD,
    name: 'DCGM_FI_DEV_DEC_UTIL',
    series: 'DCGM_FI_DEV_DEC_UTIL',
    description: "Use of the card's video decoder",
    unit: 'percent',
    source: DEFAULT_COUNTERS,
  },
  /** Servers that take their memory up front, such as vLLM, keep it flat: it can scale them out, and never in. */
  fbUsed: {
    ...CARD,
    name: 'DCGM_FI_DEV_FB_USED',
    series: 'DCGM_FI_DEV_FB_USED',
    description: 'Memory used on the card',
    unit: 'mebibytes',
    aggregation: 'sum',
    validOn: ['dedicated'],
    source: ACK_PAGE,
  },
  fbFree: {
    ...CARD,
    name: 'DCGM_FI_DEV_FB_FREE',
    series: 'DCGM_FI_DEV_FB_FREE',
    description: 'Memory free on the card',
    notForScaling: 'it falls as the load grows, so that pods without load would scale out',
    unit: 'mebibytes',
    aggregation: 'sum',
    additive: false,
    validOn: ['dedicated'],
    source: DEFAULT_COUNTERS,
  },
  grEngineActive: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    series: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    description: 'Time in which the graphics engine was active: utilization that MIG slices have too',
  },
  smActive: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_SM_ACTIVE',
    series: 'DCGM_FI_PROF_SM_ACTIVE',
    description: 'Cycles in which a multiprocessor had work. Off unless the exporter is told',
  },
  smOccupancy: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_SM_OCCUPANCY',
    series: 'DCGM_FI_PROF_SM_OCCUPANCY',
    description:
      'Warps resident on a multiprocessor, as a part of the most there can be. Off unless the exporter is told',
  },
  pipeTensorActive: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
    series: 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
    description: 'Cycles in which the tensor cores were active',
  },
  dramActive: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_DRAM_ACTIVE',
    series: 'DCGM_FI_PROF_DRAM_ACTIVE',
    description: 'Cycles in which the memory interface was active',
  },
} as const satisfies Record<string, MetricDefinition>;
