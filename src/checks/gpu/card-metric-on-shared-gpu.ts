import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { seriesOf } from '../../fleet/metric-series';
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
    if (found?.series !== undefined && !isCardSeries(found.series)) return passed;
    const target = fleet.targetOf(metric.autoscaler);
    if (target.is === 'unknown') return notCheckable(target.reason);
    if (target.is === 'missing') return notCheckable(`${target.what} is not among the manifests`);
    const { gpuRequests } = target.workload;
    const part = gpuRequests.find(({ allocation }) => allocation !== 'dedicated');
    if (!part) return passed;
    if (found?.series === undefined) return notCheckable('nothing tells from which series the metric is made');
    if (part.allocation === 'mig') {
      // DCGM's profiling fields are of the slice where there is one; its device fields are not.
      if (metricsOfSeries(found.series).some(({ validOn }) => validOn.includes('mig'))) return passed;
      return notCheckable(`whether ${found.series} is of the MIG slice or of the whole card depends on the exporter`);
    }
    return failed({
      at: metric.place,
      message: `${found.series} is a value of the whole card, and the pods hold a part of one (${part.resource}): each sees its neighbours' load`,
      help: 'Scale on DCGM_CUSTOM_PROCESS_SM_UTIL or another metric of the container, or on one of the inference server.',
      evidence: { series: found.series, resource: part.resource },
    });
  },
});
