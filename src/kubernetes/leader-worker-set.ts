/** The workload whose replica is a group of pods. Source: kubernetes-sigs/lws, `api/leaderworkerset/v1`. */
export const LEADER_WORKER_SET = { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet' } as const;

/** The label that names the set of a pod, on leaders and workers. */
export const LEADER_WORKER_SET_LABEL = 'leaderworkerset.sigs.k8s.io/name';

const LONGEST_LABEL_VALUE = 63;
const LONGEST_REVISION_HASH = 10;

/**
 * How long the name of a set may be. Its pods carry the label `controller-revision-hash`: the set's name, for workers the index
 * of their group, and a hash. Under a longer name they are not created. Source: kubernetes-sigs/lws#410 and #991.
 *
 * @param groups how many groups there may be at a time
 * @param size the pods of a group
 */
export function longestSetName(groups: number, size: number): number {
  const greatestIndex = String(Math.max(1, groups) - 1);
  const added = size > 1 ? `-${greatestIndex}-` : '-';
  return LONGEST_LABEL_VALUE - added.length - LONGEST_REVISION_HASH;
}
