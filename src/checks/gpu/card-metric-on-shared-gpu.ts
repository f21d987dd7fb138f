import { type GpuRequest, hasNameOfCards } from '../../autoscaling/workload/gpu-request';
import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { type MetricSeries, seriesOf, seriesReadFor } from '../../fleet/metric-series';
import { isCardSeries } from '../../metrics/card-series';
import { metricsOfSeries } from '../../metrics/catalogue';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** A metric of the whole card for pods that hold a part of it: it shows the neighbours' load too. */
export const cardMetricOnSharedGpu = defineCheck<AutoscalerMetric>({
  id: 'gpu/card-metric-on-shared-gpu',
  severity: 'error',
  title: 'a service on a shared GPU scales on a metric of the whole card',
  subjects: (fleet) =>
    fleet.autoscalers
      .flatMap(({ metrics }) => metrics)
      .filter(({ reading }) => reading.source === 'Pods' || reading.source === 'External'),
  run(metric, { fleet, project, snapshot }) {
    const found = seriesOf(metric, fleet, project, snapshot);
    const read = found ? seriesReadFor(found) : [undefined];
    const cards = read.filter((series) => series !== undefined).filter(isCardSeries);
    const isKnown = read.every((series) => series !== undefined);
    if (isKnown && cards.length === 0) return passed;
    const target = fleet.targetOf(metric.autoscaler);
    if (target.is === 'unknown') return notCheckable(target.reason);
    if (target.is === 'missing') return notCheckable(`${target.what} is not among the manifests`);
    const { gpuRequests } = target.workload;
    const part = gpuRequests.find(({ allocation }) => allocation !== 'dedicated');
    if (!part) {
      const doubtful = gpuRequests.find(({ mayBePart }) => mayBePart);
      return doubtful ? notCheckable(doubtReason(doubtful)) : passed;
    }
    // DCGM's profiling fields are of the slice where there is one; its device fields are not.
    const [card] = part.allocation === 'mig' ? cards.filter((series) => !isOfSlice(series)) : cards;
    if (card === undefined) return isKnown ? passed : notCheckable(unknownReason(found));
    if (part.allocation === 'mig') {
      return notCheckable(`whether ${card} is of the MIG slice or of the whole card depends on the exporter`);
    }
    return failed({
      at: metric.place,
      message: `${card} is a value of the whole card, and the pods hold a part of one (${partText(part)}): each sees its neighbours' load`,
      help: 'Scale on DCGM_CUSTOM_PROCESS_SM_UTIL or another metric of the container, or on one of the inference server.',
      evidence: { series: card, resource: part.resource },
    });
  },
});

/** The name alone would say that it is a card. */
function partText(part: GpuRequest): string {
  if (!hasNameOfCards(part)) return part.resource;
  return `${part.resource}, which is a ${part.allocation === 'mig' ? 'slice' : 'turn'} in the pool that they select`;
}

function doubtReason({ resource }: GpuRequest): string {
  return `the pods may run where ${resource} is a whole card, and where it is a part of one: they select no nodes that tell`;
}

function isOfSlice(series: string): boolean {
  return metricsOfSeries(series).some(({ validOn }) => validOn.includes('mig'));
}

function unknownReason(found: MetricSeries | undefined): string {
  return found?.series === undefined
    ? 'nothing tells from which series the metric is made'
    : 'the query selects series by a pattern, or has template actions that are not read';
}
