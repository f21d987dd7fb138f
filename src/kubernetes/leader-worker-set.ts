/** The workload whose replica is a group of pods. Source: kubernetes-sigs/lws, `api/leaderworkerset/v1`. */
export const LEADER_WORKER_SET = { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet' } as const;

/** The label that names the set of a pod, on leaders and workers. */
export const LEADER_WORKER_SET_LABEL = 'leaderworkerset.sigs.k8s.io/name';
