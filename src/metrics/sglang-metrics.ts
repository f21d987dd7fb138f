import type { MetricDefinition } from './metric-definition';
import { SERVER_METRIC } from './server-metric';

const SERVER = {
  ...SERVER_METRIC,
  engine: 'sglang',
  requires: '--enable-metrics',
  source: 'SGLang, "Production Metrics"',
} as const;
/** With tensor or pipeline parallelism each rank may write a series of the same requests, so the greatest counts, not the sum. */
const RANKED = { ...SERVER, type: 'gauge', aggregation: 'max' } as const;
/** With data parallelism each rank has requests of its own. */
const DEMAND = {
  ...RANKED,
  summedOver: 'dp_rank',
  additive: true,
  source: 'SGLang, "Production Metrics"; sgl-project/sglang#7597 on the ranks',
} as const;
const LATENCY = { ...SERVER, type: 'histogram', unit: 'seconds', aggregation: 'sum', additive: false } as const;

/** Metrics that SGLang exports. */
export const SGLANG_METRICS = {
  numQueueReqs: {
    ...DEMAND,
    name: 'sglang_num_queue_reqs',
    series: 'sglang:num_queue_reqs',
    description: 'Requests that wait',
    meaning: 'waiting',
    unit: 'count',
  },
  numRunningReqs: {
    ...DEMAND,
    name: 'sglang_num_running_reqs',
    series: 'sglang:num_running_reqs',
    description: 'Requests in the batch',
    meaning: 'running',
    unit: 'count',
  },
  tokenUsage: {
    ...RANKED,
    name: 'sglang_token_usage',
    series: 'sglang:token_usage',
    description: 'Use of the token pool, which is the KV cache, from 0 to 1',
    meaning: 'cache',
    unit: 'ratio',
    additive: false,
  },
  genThroughput: {
    ...DEMAND,
    name: 'sglang_gen_throughput',
    series: 'sglang:gen_throughput',
    description: 'Tokens that were generated, as the server rates them itself',
    unit: 'perSecond',
  },
  e2eRequestLatency: {
    ...LATENCY,
    name: 'sglang_e2e_request_latency_seconds',
    series: 'sglang:e2e_request_latency_seconds_bucket',
    description: 'Time from a request to the end of its answer',
  },
  timeToFirstToken: {
    ...LATENCY,
    name: 'sglang_time_to_first_token_seconds',
    series: 'sglang:time_to_first_token_seconds_bucket',
    description: 'Time from a request to its first token',
  },
} as const satisfies Record<string, MetricDefinition>;
