import { type GpuPoolFacts, WHOLE_GPU_RESOURCE } from '../../kubernetes/cluster-facts';
import { gkePartOf } from './gke-part';
import type { GpuRequest } from './gpu-request';
import { vendorOfPool } from './gpu-vendor';
import { labelsChosen, type NodeChoice } from './node-choice';
import { poolsSelected } from './pools-selected';

/**
 * A request as the nodes answer it. What a pod asks for as `nvidia.com/gpu` is a card, a slice or a turn: GKE's labels say which;
 * else the pool does, and the labels that the pod selects say which pool. Where they leave a choice, it counts as a card.
 */
export function requestOnPools(request: GpuRequest, nodes: NodeChoice, pools: readonly GpuPoolFacts[]): GpuRequest {
  if (request.resource !== WHOLE_GPU_RESOURCE) return request;
  const part = gkePartOf(labelsChosen(nodes));
  if (part) return { ...request, ...part };
  const possible = poolsSelected(nodes, pools.filter(hasWholeGpuResource));
  const parts = possible.filter(({ allocation }) => allocation !== 'dedicated');
  const [first] = parts;
  if (!first) return request;
  if (parts.length < possible.length) return { ...request, mayBePart: true };
  return { ...request, allocation: first.allocation, profile: first.profile };
}

function hasWholeGpuResource(pool: GpuPoolFacts): boolean {
  if (pool.allocation !== 'dedicated') return pool.resource === WHOLE_GPU_RESOURCE;
  return (vendorOfPool(pool) ?? 'NVIDIA') === 'NVIDIA';
}
