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
    const series = origins.map(({ origin }) => (origin.is === 'pods' ? origin.series : '')).join(', ');
    return failed({
      at: hpa.manifest.at(hpa.reading.minReplicas.path),
      object: hpa.object,
      message: `minReplicas is 0, and ${series} comes from the pods themselves: with the last pod it vanishes, and nothing wakes the service again`,
      help: 'Set minReplicas to 1, or scale on a series of what stands before the service, such as a queue or a gateway.',
      evidence: { series },
    });
  },
});

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
