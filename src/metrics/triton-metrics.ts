import type { MetricDefinition } from './metric-definition';
import { SERVER_METRIC } from './server-metric';

const SERVER = { ...SERVER_METRIC, engine: 'triton', source: 'Triton Inference Server, "Metrics"' } as const;
/** One series for each model and version. */
const COUNTER = { ...SERVER, type: 'counter', aggregation: 'sum' } as const;

/** Metrics that the Triton Inference Server exports. */
export const TRITON_METRICS = {
  /** 1 where requests wait as long as they are computed: the load that the pod has grown too small for. */
  queueComputeRatio: {
    ...COUNTER,
    name: 'nv_inference_queue_compute_ratio',
    series: 'nv_inference_queue_duration_us',
    denominator: 'nv_inference_compute_infer_duration_us',
    description: 'Time that requests waited by the time that they were computed',
    unit: 'quotient',
    additive: false,
    source: 'triton-inference-server/tutorials, "Autoscaling and Load Balancing Generative AI w/ Triton Server"',
  },
  pendingRequestCount: {
    ...SERVER,
    name: 'nv_inference_pending_request_count',
    series: 'nv_inference_pending_request_count',
    type: 'gauge',
    description: 'Requests that wait for a model',
    meaning: 'waiting',
    unit: 'count',
    aggregation: 'sum',
    additive: true,
  },
  requestSuccess: {
    ...COUNTER,
    name: 'nv_inference_request_success_per_second',
    series: 'nv_inference_request_success',
    description: 'Requests that were answered',
    unit: 'perSecond',
    additive: true,
  },
  inferenceCount: {
    ...COUNTER,
    name: 'nv_inference_count_per_second',
    series: 'nv_inference_count',
    description: 'Inferences, each element of a batch counted',
    unit: 'perSecond',
    additive: true,
  },
  queueTime: {
    ...COUNTER,
    name: 'nv_inference_queue_time_us',
    series: 'nv_inference_queue_duration_us',
    denominator: 'nv_inference_request_success',
    description: 'Time that a request waited, on average',
    unit: 'microseconds',
    additive: false,
  },
  requestTime: {
    ...COUNTER,
    name: 'nv_inference_request_time_us',
    series: 'nv_inference_request_duration_us',
    denominator: 'nv_inference_request_success',
    description: 'Time from a request to its answer, on average',
    unit: 'microseconds',
    additive: false,
  },
  /** Triton asks the whole card, so on anything but whole cards the neighbours count too. */
  gpuUtilization: {
    ...SERVER,
    name: 'nv_gpu_utilization',
    series: 'nv_gpu_utilization',
    type: 'gauge',
    description: 'GPU utilization of the cards that Triton sees',
    unit: 'ratio',
    scope: 'card',
    aggregation: 'avg',
    additive: false,
    validOn: ['dedicated'],
  },
} as const satisfies Record<string, MetricDefinition>;
