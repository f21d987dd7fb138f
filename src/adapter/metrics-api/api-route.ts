import type { ApiResource } from '../../kubernetes/resource-table';
import { resourceKey } from '../rules/resource-association';
import { CUSTOM_GROUP, EXTERNAL_GROUP, EXTERNAL_VERSION } from './api-path';

/** A request for a custom metric, before it is a path. */
export interface CustomRoute {
  readonly resource: ApiResource;
  /** Undefined for what is asked for without a namespace. */
  readonly namespace: string | undefined;
  /** `*` for all that the selector selects. */
  readonly name: string;
  readonly metric: string;
  /** As text. @default '' */
  readonly labelSelector?: string;
  readonly metricLabelSelector?: string;
}

/** The path of a request as `kubectl get --raw` takes it. */
export function customPath({ resource, namespace, name, metric, ...selectors }: CustomRoute): string {
  const isNamespace = resource.group === '' && resource.resource === 'namespaces';
  const scope = namespace === undefined ? '' : `namespaces/${segment(namespace)}/`;
  const object = isNamespace
    ? `namespaces/${segment(name)}/metrics`
    : `${scope}${resourceKey(resource)}/${segment(name)}`;
  return `/apis/${CUSTOM_GROUP}/v1beta1/${object}/${segment(metric)}${queryOf({ ...selectors })}`;
}

/** The path of a request for an external metric. */
export function externalPath(namespace: string, metric: string, labelSelector = ''): string {
  return `/apis/${EXTERNAL_GROUP}/${EXTERNAL_VERSION}/namespaces/${segment(namespace)}/${segment(metric)}${queryOf({ labelSelector })}`;
}

function segment(text: string): string {
  return text === '*' ? text : encodeURIComponent(text);
}

function queryOf(parameters: { readonly [name: string]: string | undefined }): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0
    ? ''
    : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&')}`;
}
