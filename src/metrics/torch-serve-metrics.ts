import type { MetricDefinition } from './metric-definition';
import { SERVER_METRIC } from './server-metric';

const COUNTER = {
  ...SERVER_METRIC,
  type: 'counter',
  aggregation: 'sum',
  engine: 'torchServe',
  requires: 'metrics_mode=prometheus',
  source: 'TorchServe, "Metrics API" and "TorchServe Metrics"',
} as const;

/** Metrics that TorchServe exports. */
export const TORCH_SERVE_METRICS = {
  inferenceRequests: {
    ...COUNTER,
    name: 'ts_inference_requests_per_second',
    series: 'ts_inference_requests_total',
    description: 'Requests',
    unit: 'perSecond',
    additive: true,
  },
  queueLatency: {
    ...COUNTER,
    name: 'ts_queue_latency_per_request_us',
    series: 'ts_queue_latency_microseconds',
    denominator: 'ts_inference_requests_total',
    description: 'Time that a request waited, on average',
    unit: 'microseconds',
    additive: false,
  },
  inferenceLatency: {
    ...COUNTER,
    name: 'ts_inference_latency_per_request_us',
    series: 'ts_inference_latency_microseconds',
    denominator: 'ts_inference_requests_total',
    description: 'Time from a request to its answer, on average',
    unit: 'microseconds',
    additive: false,
  },
} as const satisfies Record<string, MetricDefinition>;
