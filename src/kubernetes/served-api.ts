import { type AnyMinor, atLeast, compareMinors, type KubernetesMinor } from './minor';

/** The minors that serve one version of one kind. Sources: the lifecycle tags in k8s.io/api. */
export interface ServedApi {
  readonly apiVersion: string;
  readonly kind: string;
  /** The first minor that served it. */
  readonly from: AnyMinor;
  /** The last minor that served it; absent where it is still served. */
  readonly to?: AnyMinor;
  readonly deprecatedFrom?: AnyMinor;
  /** The `apiVersion` to move to. */
  readonly successor?: string;
}

/** The versions of HorizontalPodAutoscaler that carry a list of metrics. */
export type HpaApiVersion = 'v2' | 'v2beta2' | 'v2beta1';

export const HPA_API_VERSIONS: readonly HpaApiVersion[] = ['v2', 'v2beta2', 'v2beta1'];

const current = (apiVersion: string, kind: string, from: AnyMinor): ServedApi => ({ apiVersion, kind, from });

const removed = (
  apiVersion: string,
  kind: string,
  [from, deprecatedFrom, to]: readonly [AnyMinor, AnyMinor, AnyMinor],
  successor: string,
): ServedApi => ({ apiVersion, kind, from, deprecatedFrom, to, successor });

const HPA = 'HorizontalPodAutoscaler';
const PDB = 'PodDisruptionBudget';

/** Every API whose life we know. */
export const SERVED_APIS: readonly ServedApi[] = [
  current('v1', 'Service', '1.0'),
  current('v1', 'ConfigMap', '1.2'),
  current('v1', 'ReplicationController', '1.0'),
  current('apps/v1', 'Deployment', '1.9'),
  current('apps/v1', 'StatefulSet', '1.9'),
  current('apps/v1', 'ReplicaSet', '1.9'),
  current('apps/v1', 'DaemonSet', '1.9'),
  current('autoscaling/v1', HPA, '1.2'),
  current('autoscaling/v2', HPA, '1.23'),
  removed('autoscaling/v2beta2', HPA, ['1.12', '1.23', '1.25'], 'autoscaling/v2'),
  removed('autoscaling/v2beta1', HPA, ['1.8', '1.22', '1.24'], 'autoscaling/v2'),
  current('policy/v1', PDB, '1.21'),
  removed('policy/v1beta1', PDB, ['1.5', '1.21', '1.24'], 'policy/v1'),
  removed('extensions/v1beta1', 'Deployment', ['1.1', '1.8', '1.15'], 'apps/v1'),
  removed('extensions/v1beta1', 'ReplicaSet', ['1.2', '1.8', '1.15'], 'apps/v1'),
  removed('extensions/v1beta1', 'DaemonSet', ['1.1', '1.8', '1.15'], 'apps/v1'),
  removed('apps/v1beta1', 'Deployment', ['1.6', '1.8', '1.15'], 'apps/v1'),
  removed('apps/v1beta1', 'StatefulSet', ['1.5', '1.8', '1.15'], 'apps/v1'),
  removed('apps/v1beta2', 'Deployment', ['1.8', '1.9', '1.15'], 'apps/v1'),
  removed('apps/v1beta2', 'StatefulSet', ['1.8', '1.9', '1.15'], 'apps/v1'),
  removed('apps/v1beta2', 'ReplicaSet', ['1.8', '1.9', '1.15'], 'apps/v1'),
  removed('apps/v1beta2', 'DaemonSet', ['1.8', '1.9', '1.15'], 'apps/v1'),
];

const BY_NAME = new Map(SERVED_APIS.map((api) => [`${api.apiVersion} ${api.kind}`, api]));

/** What we know about a version of a kind; undefined where we know nothing, which says nothing about a cluster. */
export function servedApi(apiVersion: string, kind: string): ServedApi | undefined {
  return BY_NAME.get(`${apiVersion} ${kind}`);
}

/** Whether a minor is known to serve a version of a kind. False for what we know nothing about: ask `servedApi` first. */
export function isServed(apiVersion: string, kind: string, minor: string): boolean {
  const api = servedApi(apiVersion, kind);
  if (!api || !atLeast(minor, api.from)) return false;
  return api.to === undefined || compareMinors(minor, api.to) <= 0;
}

/** The best HorizontalPodAutoscaler version that a minor serves. */
export function defaultHpaApiVersion(minor: KubernetesMinor): HpaApiVersion {
  return atLeast(minor, '1.23') ? 'v2' : 'v2beta2';
}
