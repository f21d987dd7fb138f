import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import type { Container } from './container';
import type { PodSet } from './workload-reading';

/** What an HPA measures in percent of what is requested. */
export interface UtilizationOf {
  readonly resource: string;
  /** The one container of a ContainerResource metric; undefined for all of a pod. */
  readonly container: string | undefined;
}

export type RequestState =
  | { readonly is: 'given' }
  /** The controller finds no utilization for the pods. */
  | { readonly is: 'missing'; readonly containers: readonly string[] }
  | { readonly is: 'unread' }
  | { readonly is: 'noContainer'; readonly name: string }
  /** The pod as a whole has resources, and nothing tells that they count. */
  | { readonly is: 'ofPod' };

const GIVEN: RequestState = { is: 'given' };

/**
 * Whether the pods request what a utilization is a part of. Each container has to, sidecars too, and init containers do not; a
 * limit becomes the request where there is none. From 1.34 on the resources of the pod count for all of its containers together.
 * Source: kubernetes/kubernetes, pkg/controller/podautoscaler/replica_calculator.go; #120001 for sidecars, #132430 for pods.
 */
export function requestStateOf(
  { spec, containers, initContainers }: PodSet,
  { resource, container }: UtilizationOf,
  minor: KubernetesMinor,
): RequestState {
  const sidecars = atLeast(minor, '1.29') ? initContainers.filter(({ isSidecar }) => isSidecar) : [];
  const running = [...containers, ...sidecars];
  if (running.length === 0) return { is: 'unread' };
  const counted = container === undefined ? running : running.filter(({ name }) => name === container);
  if (container !== undefined && counted.length === 0) return { is: 'noContainer', name: container };
  const without = counted.filter((one) => !requests(one, resource)).map(({ name }) => name);
  const ofPod = spec.object('resources');
  if (without.length === 0) return GIVEN;
  if (container === undefined && ofPod.given) {
    const isGiven = ofPod.object('requests').has(resource) || ofPod.object('limits').has(resource);
    return isGiven && atLeast(minor, '1.34') ? GIVEN : { is: 'ofPod' };
  }
  return { is: 'missing', containers: without };
}

function requests(container: Container, resource: string): boolean {
  return container.resources('requests').has(resource) || container.resources('limits').has(resource);
}
