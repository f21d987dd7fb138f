import { customPath, externalPath } from '../../adapter/metrics-api/api-route';
import { isNamespaced } from '../../adapter/registry';
import type { AutoscalerMetric } from '../autoscaler';
import type { ApiLink, MetricLink } from '../chain';
import type { Fleet } from '../fleet';
import { type MetricRequest, requestOf, requestText } from '../metric-request';
import { resourceRequestOf, utilizationOf } from '../resource-request';
import type { ScaledTarget } from './scale-pods';
import { broken, type EarlyEnd, open } from './step';

/** A request with its place in the API. */
export interface ResolvedRequest {
  readonly request: MetricRequest;
  readonly link: ApiLink;
  /** The object that is asked for by name; undefined for all pods of the target, and for external metrics. */
  readonly objectName: string | undefined;
  /** The namespace in the request; undefined for namespaces themselves. */
  readonly namespace: string | undefined;
}

/** What the autoscaler asks the metrics APIs for. */
export function resolveRequest(
  metric: AutoscalerMetric,
  link: MetricLink,
  target: ScaledTarget,
  fleet: Fleet,
): ResolvedRequest | EarlyEnd {
  const request = requestOf(metric);
  if (!request) return notAsked(metric, link, fleet);
  const { namespace } = target;
  if (request.api === 'external') {
    const path = externalPath(namespace, request.name, link.selector);
    return { request, link: { api: 'external', entry: request.name, path }, objectName: undefined, namespace };
  }
  const { resource } = request;
  const isNamespace = resource.group === '' && resource.resource === 'namespaces';
  const isPods = metric.reading.source === 'Pods';
  // The controller asks for its own namespace, whatever name is written.
  const objectName = isPods ? undefined : isNamespace ? namespace : (metric.reading.describedObject.name.value ?? '');
  const path = customPath({
    resource,
    namespace: isNamespace ? undefined : namespace,
    name: objectName ?? '*',
    metric: request.name,
    ...(isPods && target.selector !== undefined && { labelSelector: target.selector }),
    metricLabelSelector: link.selector,
  });
  if (!isNamespace && !isNamespaced(resource)) {
    return broken(
      'api',
      `${resource.kind} metrics are served without namespace, and the controller asks for ${path}`,
      'Scale on a Pods metric: metrics of nodes and volumes can be read by people only.',
      metric.place,
    );
  }
  return {
    request,
    link: { api: 'custom', entry: requestText(request), path },
    objectName,
    namespace: isNamespace ? undefined : namespace,
  };
}

/** Metrics that no adapter rule serves. */
function notAsked(metric: AutoscalerMetric, { type, name }: MetricLink, fleet: Fleet): EarlyEnd {
  const { autoscaler, reading, place } = metric;
  if (type === 'Object') {
    const { kind } = reading.describedObject;
    return open('api', `the kind ${kind.value ?? '(none)'} is not known, so its resource cannot be told`);
  }
  if (autoscaler.is === 'ahpa') {
    return open(
      'api',
      `AHPA reads ${name} from Prometheus itself, by the URL in the ConfigMap application-intelligence; no adapter rule takes part`,
    );
  }
  if (name !== 'cpu' && name !== 'memory') {
    return broken(
      'api',
      `metrics.k8s.io knows cpu and memory alone: a Resource metric ${name} never has a value`,
      'Scale on a Pods metric of the GPU exporter.',
      place,
    );
  }
  const source = `${name} comes from metrics.k8s.io, which metrics-server serves; no adapter rule takes part`;
  const asked = utilizationOf(metric);
  const requested = asked && resourceRequestOf(autoscaler, asked, fleet);
  if (requested?.is !== 'missing') return open('api', source);
  return broken(
    'api',
    `${requested.what}: the controller reports "missing request for ${name}", and the metric never has a value`,
    `Write resources.requests.${name}, or scale by averageValue.`,
    place,
  );
}
