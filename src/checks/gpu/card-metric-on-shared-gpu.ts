import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { seriesOf } from '../../fleet/metric-series';
import { isCardSeries } from '../../metrics/card-series';
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
    const target = fleet.targetOf(metric.autoscaler);
    if (target.is === 'unknown') return notCheckable(target.reason);
    if (target.is === 'missing') return notCheckable(`${target.what} is not among the manifests`);
    const shared = target.workload.gpuRequests.find(
      ({ allocation }) => allocation === 'shared' || allocation === 'timeSliced',
    );
    if (!shared) return passed;
    const found = seriesOf(metric, fleet, project, snapshot);
    if (!found) return notCheckable('nothing tells from which series the metric is made');
    if (!isCardSeries(found.series)) return passed;
    return failed({
      at: metric.place,
      message: `${found.series} is a value of the whole card, and the pods hold a part of one (${shared.resource}): each sees its neighbours' load`,
      help: 'Scale on DCGM_CUSTOM_PROCESS_SM_UTIL or another metric of the container, or on one of the inference server.',
      evidence: { series: found.series, resource: shared.resource },
    });
  },
});
