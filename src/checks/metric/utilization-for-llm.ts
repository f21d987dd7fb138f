import type { AutoscalerMetric } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import { llmServerOf } from '../../fleet/llm-server';
import { seriesOf } from '../../fleet/metric-series';
import { metricsOfSeries } from '../../metrics/catalogue';
import { type CheckContext, defineCheck, failed, notCheckable, passed } from '../check';

/** What an LLM server does to a series of its GPU. */
type Effect = 'saturates' | 'stays';

/** The load of a GPU that an LLM server fills, or its memory that the server takes at the start. */
export const utilizationForLlm = defineCheck<AutoscalerMetric>({
  id: 'metric/utilization-for-llm',
  severity: 'warning',
  title: 'an LLM server scales on GPU utilization or GPU memory',
  subjects: (fleet) => fleet.autoscalers.flatMap(({ metrics }) => metrics).filter(mayBeOfGpu),
  run(metric, context) {
    const found = effectOf(metric, context);
    if (!found) return passed;
    const target = context.fleet.targetOf(metric.autoscaler);
    if (target.is === 'unknown') return notCheckable(target.reason);
    if (target.is === 'missing') return notCheckable(`${target.what} is not among the manifests`);
    const server = llmServerOf(target.workload);
    if (server === undefined) return passed;
    const { series, effect } = found;
    const why =
      effect === 'saturates'
        ? 'one request after the other keeps it near 100 %, so it does not tell a busy server from an overloaded one'
        : 'the server takes the memory when it starts, so it does not follow the load';
    return failed({
      at: metric.place,
      object: metric.object,
      message: `${series} of ${server}: ${why}`,
      help: 'Scale on requests that wait or run, or on the KV cache, which the server exports itself.',
      evidence: { series, server },
    });
  },
});

function mayBeOfGpu({ reading }: AutoscalerMetric): boolean {
  if (reading.source === 'Resource') return reading.name.value === 'gpu';
  return reading.source === 'Pods' || reading.source === 'External';
}

function effectOf(
  metric: AutoscalerMetric,
  { fleet, project, snapshot }: CheckContext,
): { readonly series: string; readonly effect: Effect } | undefined {
  if (metric.reading.source === 'Resource') return { series: 'the resource gpu', effect: 'saturates' };
  const series = seriesIn(fleet, metric, project, snapshot);
  if (series === undefined) return undefined;
  const known = metricsOfSeries(series);
  if (known.some(({ exporter }) => exporter === 'service')) return undefined;
  if (/(?:_GPU_UTIL|_SM_UTIL|_GR_ENGINE_ACTIVE|_SM_ACTIVE)$/.test(series)) return { series, effect: 'saturates' };
  return /(?:_FB_USED|_FB_FREE|_MEM_USED|_MEM_USED_RATIO|_FB_USED_PERCENT)$/.test(series)
    ? { series, effect: 'stays' }
    : undefined;
}

function seriesIn(
  fleet: Fleet,
  metric: AutoscalerMetric,
  project: CheckContext['project'],
  snapshot: CheckContext['snapshot'],
): string | undefined {
  return seriesOf(metric, fleet, project, snapshot)?.series;
}
