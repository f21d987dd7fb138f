import type { MetricDefinition } from './metric-definition';

const ACK_PAGE = 'Alibaba Cloud, "Implement auto scaling based on GPU metrics"';
const DEFAULT_COUNTERS = 'NVIDIA/dcgm-exporter, etc/default-counters.csv';
const PROFILING_COUNTERS = 'NVIDIA/dcgm-exporter, etc/dcp-metrics-included.csv';

const CARD = { type: 'gauge', scope: 'card', exporter: 'dcgm', additive: true } as const;
/** DCGM does not fill the device's own utilization fields for MIG instances; its profiling fields it does. */
const WHOLE_CARD = { ...CARD, aggregation: 'avg', validOn: ['dedicated'] } as const;
/** What cards move or draw adds up over the cards of a pod. DCGM gives it for the whole card alone. */
const SUMMED = { ...CARD, aggregation: 'sum', validOn: ['dedicated'] } as const;
/**
 * DCGM rates these itself: the value is a rate, also where an exporter's list of fields calls it a counter. They have no
 * meaning for a slice: NVIDIA/DCGM#88.
 */
const BYTES = {
  ...SUMMED,
  unit: 'perSecond',
  source: 'NVIDIA/dcgm-exporter#87 and #88: a gauge, whatever type a list of fields gives it',
} as const;
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
  pipeFp64Active: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_PIPE_FP64_ACTIVE',
    series: 'DCGM_FI_PROF_PIPE_FP64_ACTIVE',
    description: 'Cycles in which the pipe for 64-bit floats was active. Off unless the exporter is told',
  },
  pipeFp32Active: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_PIPE_FP32_ACTIVE',
    series: 'DCGM_FI_PROF_PIPE_FP32_ACTIVE',
    description: 'Cycles in which the pipe for 32-bit floats and integers was active. Off unless the exporter is told',
  },
  pipeFp16Active: {
    ...PROFILED,
    name: 'DCGM_FI_PROF_PIPE_FP16_ACTIVE',
    series: 'DCGM_FI_PROF_PIPE_FP16_ACTIVE',
    description:
      'Cycles in which the pipe for 16-bit floats, tensor cores aside, was active. Off unless the exporter is told',
  },
  pcieTxBytes: {
    ...BYTES,
    name: 'DCGM_FI_PROF_PCIE_TX_BYTES',
    series: 'DCGM_FI_PROF_PCIE_TX_BYTES',
    description: 'Bytes that the card sent over PCIe, as DCGM rates them',
  },
  pcieRxBytes: {
    ...BYTES,
    name: 'DCGM_FI_PROF_PCIE_RX_BYTES',
    series: 'DCGM_FI_PROF_PCIE_RX_BYTES',
    description: 'Bytes that the card received over PCIe, as DCGM rates them',
  },
  nvlinkTxBytes: {
    ...BYTES,
    name: 'DCGM_FI_PROF_NVLINK_TX_BYTES',
    series: 'DCGM_FI_PROF_NVLINK_TX_BYTES',
    description: 'Bytes that the card sent over NVLink, as DCGM rates them. Off unless the exporter is told',
  },
  nvlinkRxBytes: {
    ...BYTES,
    name: 'DCGM_FI_PROF_NVLINK_RX_BYTES',
    series: 'DCGM_FI_PROF_NVLINK_RX_BYTES',
    description: 'Bytes that the card received over NVLink, as DCGM rates them. Off unless the exporter is told',
  },
  powerUsage: {
    ...SUMMED,
    name: 'DCGM_FI_DEV_POWER_USAGE',
    series: 'DCGM_FI_DEV_POWER_USAGE',
    description: 'Power that the card draws',
    unit: 'watts',
    source: DEFAULT_COUNTERS,
  },
} as const satisfies Record<string, MetricDefinition>;
