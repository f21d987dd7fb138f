import type { MetricDefinition } from './metric-definition';
import { SERVER_METRIC } from './server-metric';

const SERVER = { ...SERVER_METRIC, engine: 'tgi', source: 'Text Generation Inference, "Metrics"' } as const;
const GAUGE = { ...SERVER, type: 'gauge', unit: 'count', aggregation: 'sum', additive: true } as const;
const LATENCY = { ...SERVER, type: 'histogram', unit: 'seconds', aggregation: 'sum', additive: false } as const;

/** Metrics that Hugging Face's Text Generation Inference exports. */
export const TGI_METRICS = {
  queueSize: {
    ...GAUGE,
    name: 'tgi_queue_size',
    series: 'tgi_queue_size',
    description: 'Requests that wait',
    meaning: 'waiting',
  },
  batchCurrentSize: {
    ...GAUGE,
    name: 'tgi_batch_current_size',
    series: 'tgi_batch_current_size',
    description: 'Requests in the batch',
    meaning: 'running',
  },
  requestCount: {
    ...SERVER,
    name: 'tgi_request_count_per_second',
    series: 'tgi_request_count',
    type: 'counter',
    description: 'Requests',
    unit: 'perSecond',
    aggregation: 'sum',
    additive: true,
  },
  requestDuration: {
    ...LATENCY,
    name: 'tgi_request_duration_seconds',
    series: 'tgi_request_duration_bucket',
    description: 'Time from a request to the end of its answer',
  },
  requestQueueDuration: {
    ...LATENCY,
    name: 'tgi_request_queue_duration_seconds',
    series: 'tgi_request_queue_duration_bucket',
    description: 'Time that a request waited',
  },
} as const satisfies Record<string, MetricDefinition>;
