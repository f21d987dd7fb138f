import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { vendorOfPool } from '../workload/gpu-vendor';
import type { GpuKind } from './service-claim';

/** Pools that may hold a kind of GPU, of which nothing says whether they do. They count where no other pool holds it. */
export function silentPoolsOf(
  { allocation, vendor }: GpuKind,
  pools: readonly GpuPoolFacts[],
): readonly GpuPoolFacts[] {
  if (allocation !== 'dedicated' || vendor === 'NVIDIA') return [];
  return pools.filter((pool) => pool.allocation === 'dedicated' && vendorOfPool(pool) === undefined);
}
