import { METRICS_BY_EXPORTER } from '../../metrics/catalogue';
import type { MetricDefinition } from '../../metrics/metric-definition';
import { createMetric, type MetricOf } from './create-metric';
import { customMetric } from './custom-metric';
import { metricByConvention } from './metric-by-convention';
import { RESOURCE_METRICS } from './resource-metrics';
import { vllmKvCache } from './vllm-kv-cache';

type Catalogue<T extends { readonly [name: string]: MetricDefinition }> = { readonly [K in keyof T]: MetricOf<T[K]> };

function catalogue<const T extends { readonly [name: string]: MetricDefinition }>(definitions: T): Catalogue<T> {
  const entries = Object.entries(definitions).map(([key, definition]) => [key, createMetric(definition)]);
  return Object.fromEntries(entries) as Catalogue<T>;
}

/**
 * The metrics a policy can scale on. Names follow the series: `metrics.ack.processSmUtil` is
 * `DCGM_CUSTOM_PROCESS_SM_UTIL`.
 */
export const metrics = {
  /** Series of the ACK GPU exporter, which knows each container's part of a card: for dedicated and shared GPUs. */
  ack: catalogue(METRICS_BY_EXPORTER.ack),
  /** DCGM's series of a card, for dedicated GPUs; its profiling ones (`DCGM_FI_PROF_*`) for MIG slices too. */
  dcgm: catalogue(METRICS_BY_EXPORTER.dcgm),
  /** What vLLM exports. */
  vllm: {
    ...catalogue(METRICS_BY_EXPORTER.vllm),
    /**
     * The use of the KV cache, from 0 to 1, under the name that the version has for it: `kvCacheUsagePerc` from 0.9.2 on,
     * `gpuCacheUsagePerc` before.
     */
    kvCache: vllmKvCache,
  },
  /** What the Triton Inference Server exports. */
  triton: catalogue(METRICS_BY_EXPORTER.triton),
  /** What Text Generation Inference exports. */
  tgi: catalogue(METRICS_BY_EXPORTER.tgi),
  /** What SGLang exports. */
  sglang: catalogue(METRICS_BY_EXPORTER.sglang),
  /** What TorchServe exports. */
  torchServe: catalogue(METRICS_BY_EXPORTER.torchServe),
  /** What the autoscaler reads without an adapter rule. */
  resource: RESOURCE_METRICS,
  /** A series that the service itself exports. */
  custom: customMetric,
  /**
   * Another metric for each label convention, so that one policy runs on clusters of several. It is valid on the GPU
   * allocations that all its entries allow; a cluster whose convention has no entry refuses the policy.
   */
  byConvention: metricByConvention,
} as const;
