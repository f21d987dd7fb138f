import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { type GpuKind, poolsFor, poolsOfKind, type ServiceClaim } from './service-claim';

/** Claims that can be served by the same pools alone, and those pools. */
export interface PoolGroup<C extends ServiceClaim = ServiceClaim> {
  readonly kind: GpuKind;
  /** None where the cluster has no such GPUs. */
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
  const choices = claims.map((claim) => ({ claim, pools: poolsFor(claim, pools) }));
  const groups = new Map<string, PoolGroup<C>>();
  const add = (kind: GpuKind, within: readonly GpuPoolFacts[]) => {
    const key = [kind.allocation, kind.profile ?? '', kind.hasNameOfCards, ...within.map(({ name }) => name)].join(
      '\n',
    );
    if (groups.has(key)) return;
    const bound = choices.filter(
      ({ claim, pools: own }) => isSameKind(claim.kind, kind) && own.every((pool) => within.includes(pool)),
    );
    groups.set(key, { kind, pools: within, claims: bound.map(({ claim }) => claim) });
  };
  for (const { claim } of choices) add(claim.kind, poolsOfKind(claim.kind, pools));
  for (const { claim, pools: own } of choices) if (own.length > 0) add(claim.kind, own);
  return [...groups.values()];
}

function isSameKind(a: GpuKind, b: GpuKind): boolean {
  return a.allocation === b.allocation && a.profile === b.profile && a.hasNameOfCards === b.hasNameOfCards;
}

/** A kind of GPU in words. */
export function kindText({ allocation, profile }: GpuKind): string {
  return profile === undefined ? `${allocation} GPUs` : `${allocation} GPUs of profile ${profile}`;
}
