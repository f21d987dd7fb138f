import { type ApiResource, BUILT_IN_RESOURCES, findResource } from '../kubernetes/resource-table';
import type { AutoscalerMetric } from './autoscaler';
import { groupOf } from './recognise';

/** What an autoscaler asks the metrics APIs for. */
export type MetricRequest =
  | { readonly api: 'custom'; readonly resource: ApiResource; readonly name: string }
  | { readonly api: 'external'; readonly name: string };

const PODS = findResource({ resource: 'pods' })!;

/**
 * The request of a metric; undefined for a resource metric, which no adapter rule serves, and for one that cannot be read.
 * Source: the HPA controller asks Pods metrics for `pods/*`, Object metrics for the described object.
 */
export function requestOf({ reading }: AutoscalerMetric): MetricRequest | undefined {
  const name = reading.name.value;
  if (name === undefined || name === '') return undefined;
  if (reading.source === 'External') return { api: 'external', name };
  if (reading.source === 'Pods') return { api: 'custom', resource: PODS, name };
  if (reading.source !== 'Object') return undefined;
  const { apiVersion, kind } = reading.describedObject;
  const group = groupOf(apiVersion.value ?? '');
  const resource = BUILT_IN_RESOURCES.find((known) => known.kind === kind.value && known.group === group);
  return resource && { api: 'custom', resource, name };
}

/** `pods/NAME`, as the listing of the API writes it; an external metric is its name alone. */
export function requestText(request: MetricRequest): string {
  if (request.api === 'external') return request.name;
  const { group, resource } = request.resource;
  return `${resource}${group === '' ? '' : `.${group}`}/${request.name}`;
}
