import { type GpuPoolFacts, WHOLE_GPU_RESOURCE } from '../../kubernetes/cluster-facts';
import { vendorOfPool } from '../workload/gpu-vendor';
import { poolsSelected } from '../workload/pools-selected';
import type { ServiceClaim } from './service-claim';

type Claim = Pick<ServiceClaim, 'kind' | 'request' | 'nodes'>;

/** Pools that may hold what a claim asks for, of which nothing says whether they do. They count where no other pool holds it. */
export function silentPoolsOf(claim: Claim, pools: readonly GpuPoolFacts[]): readonly GpuPoolFacts[] {
  return poolsSelected(
    claim.nodes,
    pools.filter((pool) => mayHold(pool, claim)),
  );
}

function mayHold(pool: GpuPoolFacts, { kind: { allocation, vendor }, request }: Claim): boolean {
  if (allocation !== 'dedicated') return false;
  if (pool.allocation === 'dedicated') return vendor !== 'NVIDIA' && vendorOfPool(pool) === undefined;
  // Slices and turns have the name of cards by some settings.
  const isPart = pool.allocation === 'mig' || pool.allocation === 'timeSliced';
  return isPart && pool.resource === undefined && request.resource === WHOLE_GPU_RESOURCE;
}
