import type { MetricDefinition } from './metric-definition';
import { SGLANG_METRICS } from './sglang-metrics';
import { TGI_METRICS } from './tgi-metrics';
import { TRITON_METRICS } from './triton-metrics';
import { VLLM_METRICS } from './vllm-metrics';

/** A threshold to start from: what it is, who says so, and what to do with it. No preset knows your model or your promise. */
export interface PresetValue {
  /** The metric; several where it is another one under each label convention. */
  readonly metrics: readonly MetricDefinition[];
  /** The threshold for one pod. Where `of` is given, it is multiplied by that. */
  readonly target: number;
  /** What the author must say for the threshold to be a number, in words. */
  readonly of?: string;
  readonly source: string;
  /** How to find the value that is right for a service. */
  readonly tune: string;
}

const GKE = 'Google Cloud, "Best practices for autoscaling LLM inference workloads with GPUs on GKE"';
const RAISE_QUEUE =
  'Load a pod until its latency breaks your promise, and take the queue just before. Many start from 3 to 5.';
const LOWER_BATCH =
  'Load a pod until its latency breaks your promise; take 70 to 80 % of the batch that it really reaches.';
const WATCH_CACHE =
  'Lower it where requests are preempted before the queue grows; raise it where pods stand half empty.';

/** Thresholds for a metric per pod, by what scales on them. */
export const METRIC_PRESETS = {
  vllmQueue: {
    metrics: [VLLM_METRICS.numRequestsWaiting],
    target: 5,
    source: GKE,
    tune: RAISE_QUEUE,
  },
  vllmDemand: {
    metrics: [VLLM_METRICS.numRequests],
    target: 0.8,
    of: 'the largest batch, --max-num-seqs',
    source: GKE,
    tune: LOWER_BATCH,
  },
  vllmKvCache: {
    metrics: [VLLM_METRICS.kvCacheUsagePerc, VLLM_METRICS.gpuCacheUsagePerc],
    target: 0.7,
    source: 'an assumption: room for the requests of the time in which a new pod starts',
    tune: WATCH_CACHE,
  },
  tgiQueue: { metrics: [TGI_METRICS.queueSize], target: 5, source: GKE, tune: RAISE_QUEUE },
  tgiBatch: {
    metrics: [TGI_METRICS.batchCurrentSize],
    target: 0.8,
    of: 'the largest batch',
    source: GKE,
    tune: LOWER_BATCH,
  },
  sglangQueue: {
    metrics: [SGLANG_METRICS.numQueueReqs],
    target: 5,
    source: `${GKE}, which names vLLM and TGI; SGLang queues in the same way`,
    tune: RAISE_QUEUE,
  },
  sglangTokenUsage: {
    metrics: [SGLANG_METRICS.tokenUsage],
    target: 0.8,
    source: 'an assumption, as for the KV cache of vLLM',
    tune: WATCH_CACHE,
  },
  tritonQueueCompute: {
    metrics: [TRITON_METRICS.queueComputeRatio],
    target: 1,
    source: 'triton-inference-server/tutorials, "Autoscaling and Load Balancing Generative AI w/ Triton Server"',
    tune: 'At 1, a request waits as long as it is computed. Lower it where that is longer than you promise.',
  },
} as const satisfies Record<string, PresetValue>;

/** The utilization of a card that one pod has to itself, in percent. Which series says it depends on the convention. */
export const UTILIZATION_PRESET = {
  target: 60,
  source: 'an assumption: the rest is room for the time in which a new pod starts',
  tune: 'Not for LLM servers, whose cards are busy from the first request on. Load a pod, and take the utilization at which its latency bends. On ACK it is the average over the processes of a pod: with several on one card, lower it.',
} as const;
