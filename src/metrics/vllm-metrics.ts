import type { MetricDefinition } from './metric-definition';
import { SERVER_METRIC } from './server-metric';

const SERVER = { ...SERVER_METRIC, engine: 'vllm', source: 'vLLM, "Production Metrics"' } as const;
/** One series for each engine; a pod has several with data parallelism. */
const REQUESTS = { ...SERVER, type: 'gauge', unit: 'count', aggregation: 'sum', additive: true } as const;
const CACHE = { ...SERVER, type: 'gauge', unit: 'ratio', aggregation: 'avg', additive: false } as const;
const RATE = { ...SERVER, type: 'counter', unit: 'perSecond', aggregation: 'sum', additive: true } as const;
const LATENCY = { ...SERVER, type: 'histogram', unit: 'seconds', aggregation: 'sum', additive: false } as const;
const RENAMED = 'vllm-project/vllm#18354 renamed it, vllm-project/vllm#29330 removed the old name';

/** Metrics that vLLM exports. */
export const VLLM_METRICS = {
  numRequestsWaiting: {
    ...REQUESTS,
    name: 'vllm_num_requests_waiting',
    series: 'vllm:num_requests_waiting',
    description: 'Requests that wait for a place in the batch',
    meaning: 'waiting',
  },
  numRequestsRunning: {
    ...REQUESTS,
    name: 'vllm_num_requests_running',
    series: 'vllm:num_requests_running',
    description: 'Requests in the batch',
    meaning: 'running',
  },
  /** Demand, unlike the queue alone, which is empty most of the time. */
  numRequests: {
    ...REQUESTS,
    name: 'vllm_num_requests',
    series: 'vllm:num_requests_running',
    addend: 'vllm:num_requests_waiting',
    description: 'Requests in the batch and in the queue',
    meaning: 'demand',
  },
  kvCacheUsagePerc: {
    ...CACHE,
    name: 'vllm_kv_cache_usage_perc',
    series: 'vllm:kv_cache_usage_perc',
    description: 'Use of the KV cache. The name says percent, the value is from 0 to 1',
    meaning: 'cache',
    since: '0.9.2',
    source: RENAMED,
  },
  gpuCacheUsagePerc: {
    ...CACHE,
    name: 'vllm_gpu_cache_usage_perc',
    series: 'vllm:gpu_cache_usage_perc',
    description: 'Use of the KV cache under its old name, from 0 to 1',
    meaning: 'cache',
    until: '0.11.0',
    source: `${RENAMED}; 0.11 hides it, and 0.12.0 has it no more`,
  },
  promptTokens: {
    ...RATE,
    name: 'vllm_prompt_tokens_per_second',
    series: 'vllm:prompt_tokens_total',
    description: 'Tokens of prompts that were read',
  },
  generationTokens: {
    ...RATE,
    name: 'vllm_generation_tokens_per_second',
    series: 'vllm:generation_tokens_total',
    description: 'Tokens that were generated',
  },
  requestSuccess: {
    ...RATE,
    name: 'vllm_request_success_per_second',
    series: 'vllm:request_success_total',
    description: 'Requests that were answered',
  },
  timeToFirstToken: {
    ...LATENCY,
    name: 'vllm_time_to_first_token_seconds',
    series: 'vllm:time_to_first_token_seconds_bucket',
    description: 'Time from a request to its first token',
  },
  interTokenLatency: {
    ...LATENCY,
    name: 'vllm_inter_token_latency_seconds',
    series: 'vllm:inter_token_latency_seconds_bucket',
    description: 'Time from one token to the next',
    since: '0.10.2',
    source: 'vllm-project/vllm#24110',
  },
  e2eRequestLatency: {
    ...LATENCY,
    name: 'vllm_e2e_request_latency_seconds',
    series: 'vllm:e2e_request_latency_seconds_bucket',
    description: 'Time from a request to the end of its answer',
  },
  requestQueueTime: {
    ...LATENCY,
    name: 'vllm_request_queue_time_seconds',
    series: 'vllm:request_queue_time_seconds_bucket',
    description: 'Time that a request waited',
  },
} as const satisfies Record<string, MetricDefinition>;
