import type { AutoscalerMetric, Hpa } from '../../fleet/autoscaler';
import { requestOf } from '../../fleet/metric-request';
import { seriesOf } from '../../fleet/metric-series';
import { supplyOf } from '../../fleet/supply';
import { metricsOfSeries } from '../../metrics/catalogue';
import { type CheckContext, defineCheck, failed, notCheckable, passed } from '../check';

/** At zero replicas the pods' own series are gone: an HPA that reads nothing else never wakes. */
export const scaleToZeroUnreachable = defineCheck<Hpa>({
  id: 'hpa/scale-to-zero-unreachable',
  severity: 'error',
  title: 'nothing wakes a service that was scaled to zero',
  subjects: (fleet) => fleet.hpas.filter(({ reading }) => reading.minReplicas.value === 0),
  run(hpa, context) {
    const outside = hpa.metrics.filter(({ reading }) => reading.source === 'External' || reading.source === 'Object');
    // hpa/admission reports an HPA without one.
    if (outside.length === 0) return notCheckable('it has no External or Object metric, which the API server refuses');
    const origins = outside.map((metric) => ({ metric, origin: originOf(metric, context) }));
    if (origins.some(({ origin }) => origin.is === 'elsewhere')) return passed;
    const unknown = origins.find(({ origin }) => origin.is === 'unknown');
    if (unknown)
      return notCheckable(`nothing tells whether ${unknown.metric.reading.name.value} has values without a pod`);
    const names = origins.flatMap(({ origin }) => (origin.is === 'pods' ? [origin.series] : []));
    const series = names.join(', ');
    return failed({
      at: hpa.manifest.at(hpa.reading.minReplicas.path),
      object: hpa.object,
      message: `minReplicas is 0, and ${endingsOf(names)}, and nothing wakes the service again`,
      help: 'Set minReplicas to 1, or scale on a series of what stands before the service, such as a queue or a gateway.',
      evidence: { series },
    });
  },
});

/** What becomes of series without a pod. The exporter of the GPUs runs on, one on each node. */
function endingsOf(series: readonly string[]): string {
  const ofGpus = series.filter(isOfGpu);
  const ofPods = series.filter((name) => !isOfGpu(name));
  return [
    ...(ofPods.length > 0
      ? [`${ofPods.join(', ')} comes from the pods themselves: with the last pod it vanishes`]
      : []),
    ...(ofGpus.length > 0 ? [`${ofGpus.join(', ')} tells of GPUs: without a pod none works for it`] : []),
  ].join('; ');
}

function isOfGpu(series: string): boolean {
  return metricsOfSeries(series).every(({ exporter }) => exporter !== 'service');
}

type Origin =
  | { readonly is: 'pods'; readonly series: string }
  | { readonly is: 'elsewhere' }
  | { readonly is: 'unknown' };

/** Who exports the series of a metric: inference servers and GPU exporters do so for pods that run. */
function originOf(metric: AutoscalerMetric, { fleet, project, snapshot }: CheckContext): Origin {
  const request = requestOf(metric);
  if (request && supplyOf(request, fleet, project, snapshot).is === 'builtIn') return { is: 'elsewhere' };
  const series = seriesOf(metric, fleet, project, snapshot)?.series;
  return series !== undefined && metricsOfSeries(series).length > 0 ? { is: 'pods', series } : { is: 'unknown' };
}
