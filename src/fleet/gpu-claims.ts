import { type GpuClaim, type ReplicaRange, replicaRangeOfAhpa, replicaRangeOfHpa } from '../autoscaling/capacity';
import type { GpuAllocationMode } from '../kubernetes/cluster-facts';
import { describeObject, type ObjectReference, type Place } from '../source/finding';
import type { Autoscaler } from './autoscaler';
import type { Fleet } from './fleet';
import type { Workload } from './workload';

/** What a cluster's workloads ask of one kind of GPU. */
export interface GpuClaims {
  readonly allocation: GpuAllocationMode;
  readonly claims: readonly WorkloadClaim[];
  /** Workloads whose replicas or GPUs cannot be read. */
  readonly unreadable: readonly string[];
  /** Where the largest claim stands. */
  readonly place: Place;
  readonly object: ObjectReference;
}

export interface WorkloadClaim extends GpuClaim {
  readonly workload: string;
}

/** The claims of a fleet, one entry per kind of allocation. */
export function gpuClaimsOf(fleet: Fleet): readonly GpuClaims[] {
  const seen = new Set<string>();
  const byMode = new Map<
    GpuAllocationMode,
    { claims: (WorkloadClaim & { place: Place; object: ObjectReference })[]; unreadable: string[] }
  >();
  for (const workload of fleet.workloads) {
    const name = describeObject(workload.object);
    if (seen.has(name)) continue;
    seen.add(name);
    for (const [allocation, gpusPerReplica] of gpusOf(workload)) {
      const group = byMode.get(allocation) ?? { claims: [], unreadable: [] };
      byMode.set(allocation, group);
      const replicas = replicasOf(fleet, workload, name);
      const first = workload.gpuRequests.find((request) => request.allocation === allocation)!;
      if (!replicas || gpusPerReplica === undefined) group.unreadable.push(name);
      group.claims.push({
        workload: name,
        replicas: replicas ?? { min: 0, max: 0 },
        gpusPerReplica: gpusPerReplica ?? 0,
        place: workload.placeOfGpu(first),
        object: workload.object,
      });
    }
  }
  return [...byMode].map(([allocation, { claims, unreadable }]) => {
    const largest = claims.reduce((a, b) => (gpusAtMost(b) > gpusAtMost(a) ? b : a));
    return { allocation, claims, unreadable, place: largest.place, object: largest.object };
  });
}

/** GPUs when the workload stands at its maximum. */
export function gpusAtMost({ replicas, gpusPerReplica }: GpuClaim): number {
  return replicas.max * gpusPerReplica;
}

/** GPUs of one pod by allocation; undefined where a quantity cannot be read. */
function gpusOf(workload: Workload): ReadonlyMap<GpuAllocationMode, number | undefined> {
  const sums = new Map<GpuAllocationMode, number | undefined>();
  for (const { allocation, amount } of workload.gpuRequests) {
    const sum = sums.has(allocation) ? sums.get(allocation) : 0;
    sums.set(allocation, sum === undefined || amount === undefined ? undefined : sum + amount);
  }
  return sums;
}

/** What the autoscalers that act may set; without one, the manifest's own count. */
function replicasOf(fleet: Fleet, workload: Workload, name: string): ReplicaRange | undefined {
  const acting = fleet.autoscalersOn(name).filter(({ acts }) => acts);
  if (acting.length === 0) {
    const replicas = workload.replicas ?? (workload.manifest.has('/spec/replicas') ? undefined : 1);
    return replicas === undefined ? undefined : { min: replicas, max: replicas };
  }
  const ranges = acting.map(rangeOf);
  if (ranges.some((range) => range === undefined)) return undefined;
  return { min: Math.min(...ranges.map((range) => range!.min)), max: Math.max(...ranges.map((range) => range!.max)) };
}

function rangeOf(autoscaler: Autoscaler): ReplicaRange | undefined {
  return autoscaler.is === 'hpa' ? replicaRangeOfHpa(autoscaler.reading) : replicaRangeOfAhpa(autoscaler.reading);
}
