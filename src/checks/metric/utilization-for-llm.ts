import type { AutoscalerMetric } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import { llmServerOf } from '../../fleet/llm-server';
import { seriesOf } from '../../fleet/metric-series';
import { isCardSeries } from '../../metrics/card-series';
import { findMetric, metricsOfSeries } from '../../metrics/catalogue';
import { LLM_EFFECTS, LLM_LOAD_HELP, type LlmEffect, llmEffectOf } from '../../metrics/llm-load';
import { type CheckContext, defineCheck, failed, notCheckable, passed } from '../check';

/** The load of a GPU that an LLM server fills, or its memory that the server takes at the start. */
export const utilizationForLlm = defineCheck<AutoscalerMetric>({
  id: 'metric/utilization-for-llm',
  severity: 'warning',
  title: 'an LLM server scales on GPU utilization or GPU memory',
  subjects: (fleet) =>
    fleet.autoscalers.flatMap(({ metrics }) => metrics).filter((metric) => mayBeOfGpu(metric, fleet)),
  run(metric, context) {
    const found = effectOf(metric, context);
    if (found.effect === 'none') return passed;
    const target = context.fleet.targetOf(metric.autoscaler);
    if (target.is === 'unknown') return notCheckable(target.reason);
    if (target.is === 'missing') return notCheckable(`${target.what} is not among the manifests`);
    const server = llmServerOf(target.workload);
    if (server === undefined) return passed;
    if (found.effect === 'unknown') return notCheckable(found.reason);
    const { series, effect } = found;
    return failed({
      at: metric.place,
      object: metric.object,
      message: `${series} of ${server}: ${LLM_EFFECTS[effect]}`,
      help: LLM_LOAD_HELP,
      evidence: { series, server },
    });
  },
});

/** Names that speak of a GPU, whatever makes them. */
const OF_GPU = /gpu|dcgm|cuda|nvidia|vram|accelerator/i;

/** A name that says nothing, and that no rule can explain, is left alone. */
function mayBeOfGpu({ reading }: AutoscalerMetric, fleet: Fleet): boolean {
  const name = reading.name.value ?? '';
  if (reading.source === 'Resource') return name === 'gpu';
  if (reading.source !== 'Pods' && reading.source !== 'External') return false;
  return fleet.ruleSets.length > 0 || OF_GPU.test(name) || findMetric(name) !== undefined;
}

type Found =
  | { readonly effect: LlmEffect; readonly series: string }
  | { readonly effect: 'none' }
  | { readonly effect: 'unknown'; readonly reason: string };

function effectOf(metric: AutoscalerMetric, { fleet, project, snapshot }: CheckContext): Found {
  if (metric.reading.source === 'Resource') return { series: 'the resource gpu', effect: 'saturates' };
  const name = metric.reading.name.value ?? '';
  const series = seriesOf(metric, fleet, project, snapshot)?.series;
  if (series === undefined) {
    return OF_GPU.test(name)
      ? { effect: 'unknown', reason: `${name} is called like a metric of a GPU, and nothing tells its series` }
      : { effect: 'none' };
  }
  const known = metricsOfSeries(series);
  if (known.some(({ exporter }) => exporter === 'service')) return { effect: 'none' };
  const effect = llmEffectOf(series);
  if (effect) return { series, effect };
  if (known.length > 0 || isCardSeries(series) || !OF_GPU.test(series)) return { effect: 'none' };
  return { effect: 'unknown', reason: `${series} is called like a metric of a GPU, and is no series that is known` };
}
