import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';

/**
 * The pools on whose nodes pods with a node selector may run. A pool that says otherwise about a label that the pods select is
 * none of them; of the others, those that are known to have most of the labels.
 */
export function poolsSelected(
  nodeSelector: { readonly [label: string]: string },
  pools: readonly GpuPoolFacts[],
): readonly GpuPoolFacts[] {
  const wanted = Object.entries(nodeSelector);
  const known = (pool: GpuPoolFacts, key: string) =>
    Object.hasOwn(pool.nodeSelector ?? {}, key) ? pool.nodeSelector![key] : undefined;
  const possible = pools.filter((pool) => wanted.every(([key, value]) => (known(pool, key) ?? value) === value));
  const sure = (pool: GpuPoolFacts) => wanted.filter(([key, value]) => known(pool, key) === value).length;
  const most = Math.max(0, ...possible.map(sure));
  return possible.filter((pool) => sure(pool) === most);
}
