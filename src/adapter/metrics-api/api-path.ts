import type { Status } from './status';
import { badRequest, noSuchPath } from './status';

export const CUSTOM_GROUP = 'custom.metrics.k8s.io';
export const EXTERNAL_GROUP = 'external.metrics.k8s.io';
export const CUSTOM_VERSIONS = ['v1beta1', 'v1beta2'] as const;
export type CustomVersion = (typeof CUSTOM_VERSIONS)[number];
export const EXTERNAL_VERSION = 'v1beta1';

/** What a path of the metrics APIs asks for. */
export type ApiRequest =
  | { readonly is: 'customListing'; readonly version: CustomVersion }
  | { readonly is: 'externalListing' }
  | CustomApiRequest
  | ExternalApiRequest;

/** Values of metrics that describe objects. */
export interface CustomApiRequest {
  readonly is: 'custom';
  readonly version: CustomVersion;
  /** As written, such as `pods`, `pod` or `deployments.apps`. */
  readonly resource: string;
  /** Undefined for what is asked for without a namespace. */
  readonly namespace: string | undefined;
  /** `*` for all objects that the selector selects. */
  readonly name: string;
  readonly metric: string;
  readonly labelSelector: string;
  readonly metricLabelSelector: string;
}

export interface ExternalApiRequest {
  readonly is: 'external';
  readonly namespace: string;
  readonly metric: string;
  readonly labelSelector: string;
}

/** Reads a path with its query as the API server routes it. What no route takes is answered with a Status. */
export function parseApiPath(path: string): ApiRequest | Status {
  const query = path.indexOf('?');
  const decoded = decode(query === -1 ? path : path.slice(0, query));
  if (decoded === undefined) return badRequest(`invalid URL escape in ${JSON.stringify(path)}`);
  const parameters = new URLSearchParams(query === -1 ? '' : path.slice(query + 1));
  if (!decoded.startsWith('/')) return noSuchPath();
  const [apis, group, version, ...segments] = decoded.replace(/^\/|\/$/g, '').split('/');
  if (apis !== 'apis' || segments.includes('')) return noSuchPath();
  if (group === CUSTOM_GROUP) {
    const known = CUSTOM_VERSIONS.find((candidate) => candidate === version);
    return known ? customRequest(known, segments, parameters) : noSuchPath();
  }
  if (group === EXTERNAL_GROUP && version === EXTERNAL_VERSION) return externalRequest(segments, parameters);
  return noSuchPath();
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function customRequest(
  version: CustomVersion,
  segments: readonly string[],
  parameters: URLSearchParams,
): ApiRequest | Status {
  if (segments.length === 0) return { is: 'customListing', version };
  const selectors = {
    labelSelector: parameters.get('labelSelector') ?? '',
    metricLabelSelector: parameters.get('metricLabelSelector') ?? '',
  };
  const request = (resource: string, namespace: string | undefined, name: string, metric: string): ApiRequest => ({
    is: 'custom',
    version,
    resource,
    namespace,
    name,
    metric,
    ...selectors,
  });
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = segments;
  switch (segments.length) {
    case 3:
      // The route of objects without a namespace takes it too, and then finds that no metric is named.
      return first === 'namespaces' ? badRequest('invalid request path') : request(first, undefined, second, third);
    case 4:
      if (first !== 'namespaces' || third !== 'metrics') return noSuchPath();
      return request('namespaces', undefined, second, fourth);
    case 5:
      if (first !== 'namespaces') return noSuchPath();
      // "metrics" is never a resource: the request becomes one for the namespace.
      if (third === 'metrics') return request('namespaces', undefined, second, fourth);
      return request(third, second, fourth, fifth);
    default:
      return noSuchPath();
  }
}

function externalRequest(segments: readonly string[], parameters: URLSearchParams): ApiRequest | Status {
  if (segments.length === 0) return { is: 'externalListing' };
  const [first, namespace = '', metric = ''] = segments;
  if (segments.length !== 3 || first !== 'namespaces') return noSuchPath();
  return { is: 'external', namespace, metric, labelSelector: parameters.get('labelSelector') ?? '' };
}
