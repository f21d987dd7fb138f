import { isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import { BEHAVIOR_PRESETS, type BehaviorPreset } from '../../metrics/behavior-presets';
import { METRIC_PRESETS, UTILIZATION_PRESET } from '../../metrics/presets';
import { VLLM_METRICS } from '../../metrics/vllm-metrics';
import { refuseCall } from '../problems/refused-call';
import { record, shaped } from '../problems/shape';
import type { Behavior } from '../scaling/behavior';
import type { VllmVersion } from '../service/engine';
import type { MetricTarget, Provenance } from './metric-target';
import { metrics } from './metrics';

/** A batch as a server's flag states it. */
export interface BatchProps {
  /** The most requests that one pod computes at once, such as vLLM's `--max-num-seqs`: an integer of at least 1. */
  readonly maxBatch: number;
}

/** The target itself, with the word on where its threshold comes from. */
function from<T extends MetricTarget>({ source, tune }: Provenance, target: T): T {
  return { ...target, provenance: { source, tune } };
}

const BATCH = record({
  maxBatch: shaped(isPositiveInt32, POSITIVE_INT32_RULE, 'Write the most requests that one pod computes at once.'),
});

function share(name: string, preset: Provenance & { readonly target: number }, batch: BatchProps): number {
  refuseCall(name, BATCH(batch, ''));
  return Math.round(preset.target * batch.maxBatch);
}

function behavior({ scaleUp, scaleDown }: BehaviorPreset): Behavior {
  return { scaleUp, scaleDown };
}

const { vllmQueue, vllmDemand, vllmKvCache, tgiQueue, tgiBatch } = METRIC_PRESETS;
const { sglangQueue, sglangTokenUsage, tritonQueueCompute } = METRIC_PRESETS;

const RENAMED_IN = VLLM_METRICS.kvCacheUsagePerc.since;

const waiting = () => from(vllmQueue, metrics.vllm.numRequestsWaiting.perPod(vllmQueue.target));

/**
 * Thresholds and behaviors to start from: plain values, to be spread, shortened or replaced. None knows your model, your
 * hardware or your promise, so each must be tuned; docs/presets.md says where each comes from and how to tune it.
 */
export const presets = {
  vllm: {
    /** Requests that wait, 5 per pod. */
    queue: () => [waiting()] as const,
    /** Requests that wait and that run, at 0.8 of the largest batch: demand, which falls before a queue is empty. */
    demand: (batch: BatchProps) =>
      [
        from(
          vllmDemand,
          metrics.vllm.numRequests.perPod(share('presets.vllm.demand({ maxBatch })', vllmDemand, batch)),
        ),
      ] as const,
    /**
     * Requests that wait, 5 per pod, and the KV cache at 0.7.
     *
     * @param version the version of vLLM, for the name that it has for the KV cache; 0.9.2 or later where it is left out
     */
    queueAndKvCache: (version: VllmVersion = RENAMED_IN) =>
      [waiting(), from(vllmKvCache, metrics.vllm.kvCache(version).perPod(vllmKvCache.target))] as const,
    /** The same before vLLM 0.9.2, which calls the KV cache otherwise; 0.11.0 has that name no more. */
    queueAndGpuCache: () =>
      [waiting(), from(vllmKvCache, metrics.vllm.gpuCacheUsagePerc.perPod(vllmKvCache.target))] as const,
  },
  tgi: {
    /** Requests that wait, 5 per pod. */
    queue: () => [from(tgiQueue, metrics.tgi.queueSize.perPod(tgiQueue.target))] as const,
    /** Requests in the batch, at 0.8 of the largest one. */
    batch: (batch: BatchProps) =>
      [
        from(tgiBatch, metrics.tgi.batchCurrentSize.perPod(share('presets.tgi.batch({ maxBatch })', tgiBatch, batch))),
      ] as const,
  },
  sglang: {
    /** Requests that wait, 5 per pod, and the token pool at 0.8. */
    queueAndTokenUsage: () =>
      [
        from(sglangQueue, metrics.sglang.numQueueReqs.perPod(sglangQueue.target)),
        from(sglangTokenUsage, metrics.sglang.tokenUsage.perPod(sglangTokenUsage.target)),
      ] as const,
  },
  triton: {
    /** Time that requests wait by the time that they are computed, at 1. */
    queueCompute: () =>
      [from(tritonQueueCompute, metrics.triton.queueComputeRatio.perPod(tritonQueueCompute.target))] as const,
  },
  /** A model that is no LLM, on cards of its own: utilization at 60 %, under every known label convention. */
  dedicatedUtilization: () => {
    const card = metrics.dcgm.gpuUtil;
    const utilization = metrics.byConvention({
      ack: metrics.ack.processSmUtil,
      dcgmExporter: card,
      dcgmHonorLabels: card,
      gke: card,
    });
    return [from(UTILIZATION_PRESET, utilization.perPod(UTILIZATION_PRESET.target))] as const;
  },
  /**
   * How fast an HPA may scale. With `startup` of the policy, pods are added no more often than once in `startup.expected`: the
   * periods of `scaleUp` are stretched to it. What an author writes in place of `scaleUp` stays as it is written.
   */
  behavior: {
    /** Few and dear GPUs, load that changes slowly: one pod at a time. */
    conservative: behavior(BEHAVIOR_PRESETS.conservative),
    /** People who wait for an answer: up at once, down slowly. */
    interactive: behavior(BEHAVIOR_PRESETS.interactive),
    /** Work that may wait: no reaction to a burst, and GPUs given back soon. */
    batch: behavior(BEHAVIOR_PRESETS.batch),
  },
} as const;
