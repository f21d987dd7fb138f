import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { type GpuKind, kindKey, poolsFor, poolsOfKind, type ServiceClaim } from './service-claim';

/** Claims that can be served by the same pools alone, and those pools. */
export interface PoolGroup<C extends ServiceClaim = ServiceClaim> {
  readonly kind: GpuKind;
  /** None where the cluster has no such GPUs, or none on the nodes that the pods select. */
  readonly pools: readonly GpuPoolFacts[];
  /** Every claim that finds its GPUs in these pools and nowhere else. */
  readonly claims: readonly C[];
}

/**
 * The groups in which demand and supply are to be compared: for each kind of GPU all of its pools, and each part of them that
 * some claim is bound to.
 */
export function poolGroupsOf<C extends ServiceClaim>(
  claims: readonly C[],
  pools: readonly GpuPoolFacts[],
): readonly PoolGroup<C>[] {
  const choices = claims.map((claim) => ({ claim, kind: kindKey(claim.kind), own: poolsFor(claim, pools) }));
  const groups = new Map<string, PoolGroup<C>>();
  const add = (kind: string, of: GpuKind, within: readonly GpuPoolFacts[]) => {
    const key = [kind, ...within.map((pool) => pools.indexOf(pool))].join('\n');
    if (groups.has(key)) return;
    const bound = choices.filter((choice) => choice.kind === kind && isWithin(choice.own, within));
    groups.set(key, { kind: of, pools: within, claims: bound.map(({ claim }) => claim) });
  };
  const kinds = new Map(choices.map(({ claim, kind }) => [kind, claim.kind]));
  for (const [key, kind] of kinds) add(key, kind, poolsOfKind(kind, pools));
  for (const { claim, kind, own } of choices) add(kind, claim.kind, own);
  return [...groups.values()].filter((group) => group.claims.length > 0);
}

/** What finds its GPUs nowhere is a group of its own. */
function isWithin(own: readonly GpuPoolFacts[], within: readonly GpuPoolFacts[]): boolean {
  return own.length === 0 ? within.length === 0 : own.every((pool) => within.includes(pool));
}

/** A kind of GPU in words. */
export function kindText({ allocation, vendor, profile }: GpuKind): string {
  const gpus = vendor === 'NVIDIA' ? `${allocation} GPUs` : `${allocation} ${vendor} GPUs`;
  return profile === undefined ? gpus : `${gpus} of profile ${profile}`;
}
