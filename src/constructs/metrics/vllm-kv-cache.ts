import { ENGINE_VERSION_RULE, isEarlierEngine, isEngineVersion } from '../../metrics/engine-version';
import { VLLM_METRICS } from '../../metrics/vllm-metrics';
import { refuseCall } from '../problems/refused-call';
import type { VllmVersion } from '../service/engine';
import { createMetric } from './create-metric';
import type { ShareMetric } from './metric-target';

/** The use of vLLM's KV cache, under the name that a version has for it. */
export type VllmKvCache = ShareMetric<
  'vllm_kv_cache_usage_perc' | 'vllm_gpu_cache_usage_perc',
  'ratio',
  (typeof VLLM_METRICS.kvCacheUsagePerc.validOn)[number],
  never
>;

/** The metric of the KV cache in a version of vLLM: it was renamed. */
export function vllmKvCache(version: VllmVersion): VllmKvCache {
  if (!isEngineVersion(version)) {
    refuseCall('metrics.vllm.kvCache(version)', [
      {
        code: 'engine',
        property: 'version',
        value: version,
        allowed: ENGINE_VERSION_RULE,
        help: 'Write the version that Engine.vllm has.',
      },
    ]);
  }
  const { kvCacheUsagePerc, gpuCacheUsagePerc } = VLLM_METRICS;
  const isOld = isEarlierEngine(version, kvCacheUsagePerc.since);
  return (isOld ? createMetric(gpuCacheUsagePerc) : createMetric(kvCacheUsagePerc)) as VllmKvCache;
}
