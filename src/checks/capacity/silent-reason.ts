import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';

/** Why it is not known whether any pool serves what is asked for under a name; undefined where that is known. */
export function silentReason(silentPools: readonly GpuPoolFacts[], resource: string): string | undefined {
  if (silentPools.length === 0) return undefined;
  const names = silentPools.map(({ name }) => name).join(', ');
  // Only labels lead pods to what is no card and is called like one.
  const facts = silentPools.every(({ allocation }) => allocation === 'dedicated')
    ? 'resource'
    : 'resource and nodeSelector';
  return `pool ${names} may hold what is asked for as ${resource}: say so with ${facts}`;
}
