import { type GpuPoolFacts, WHOLE_GPU_RESOURCE } from '../../kubernetes/cluster-facts';
import type { GpuRequest } from './gpu-request';
import { vendorOfPool } from './gpu-vendor';
import { poolsSelected } from './pools-selected';

/**
 * A request as the nodes answer it. What a pod asks for as `nvidia.com/gpu` is a card, a slice or a turn: the pool says which,
 * and the labels that the pod selects say which pool. Where they leave a choice, it counts as a card.
 */
export function requestOnPools(
  request: GpuRequest,
  nodeSelector: { readonly [label: string]: string },
  pools: readonly GpuPoolFacts[],
): GpuRequest {
  if (request.resource !== WHOLE_GPU_RESOURCE) return request;
  const possible = poolsSelected(nodeSelector, pools.filter(hasWholeGpuResource));
  const parts = possible.filter(({ allocation }) => allocation !== 'dedicated');
  const [part] = parts;
  if (!part) return request;
  if (parts.length < possible.length) return { ...request, mayBePart: true };
  return { ...request, allocation: part.allocation, profile: part.profile };
}

function hasWholeGpuResource(pool: GpuPoolFacts): boolean {
  if (pool.allocation !== 'dedicated') return pool.resource === WHOLE_GPU_RESOURCE;
  return (vendorOfPool(pool) ?? 'NVIDIA') === 'NVIDIA';
}
