import type { AhpaReading } from './ahpa/read-ahpa';
import type { HpaReplicas } from './hpa/hpa-reading';

/** The fewest and the most replicas that an autoscaler may set. */
export interface ReplicaRange {
  readonly min: number;
  readonly max: number;
}

/** The range of an HPA; undefined where maxReplicas cannot be read. */
export function replicaRangeOfHpa(hpa: HpaReplicas): ReplicaRange | undefined {
  const max = hpa.maxReplicas.value;
  return max === undefined ? undefined : { min: hpa.minReplicas.value ?? 1, max };
}

/** The range of an AHPA over its top-level replicas and all bounds; undefined where maxReplicas cannot be read. */
export function replicaRangeOfAhpa(ahpa: AhpaReading): ReplicaRange | undefined {
  const top = ahpa.maxReplicas.value;
  if (top === undefined) return undefined;
  let min = ahpa.minReplicas.value ?? 0;
  let max = top;
  for (const { bounds } of ahpa.instanceBounds) {
    for (const bound of bounds) {
      min = Math.min(min, bound.minReplicas ?? min);
      max = Math.max(max, bound.maxReplicas ?? max);
    }
  }
  return { min, max };
}

/** What one workload asks of a pool. */
export interface GpuClaim {
  readonly replicas: ReplicaRange;
  /** GPUs, or slices, of one pod. */
  readonly gpusPerReplica: number;
}

export interface GpuDemand {
  /** Held even when nothing is asked of the services. */
  readonly min: number;
  /** Needed when all services stand at their maximum at once. */
  readonly max: number;
}

/** The sum of replicas times GPUs over workloads of one pool. */
export function gpuDemandOf(claims: Iterable<GpuClaim>): GpuDemand {
  let min = 0;
  let max = 0;
  for (const { replicas, gpusPerReplica } of claims) {
    min += replicas.min * gpusPerReplica;
    max += replicas.max * gpusPerReplica;
  }
  return { min, max };
}
