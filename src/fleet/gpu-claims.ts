import { type GpuClaim, type ReplicaRange, replicaRangeOfAhpa, replicaRangeOfHpa } from '../autoscaling/capacity';
import type { GpuAllocationMode } from '../kubernetes/cluster-facts';
import { describeObject, type ObjectReference, type Place } from '../source/finding';
import type { Autoscaler } from './autoscaler';
import type { Fleet } from './fleet';
import { type GpuMeasure, type GpuRequest, migProfileOf } from './gpu-request';
import type { Workload } from './workload';

/** What a cluster's workloads ask of one kind of GPU. */
export interface GpuClaims {
  readonly allocation: GpuAllocationMode;
  /** The MIG profile; undefined for other GPUs. */
  readonly profile: string | undefined;
  readonly claims: readonly WorkloadClaim[];
  /** Workloads whose replicas or GPUs cannot be read. */
  readonly unreadable: readonly string[];
  /** Where the largest claim stands. */
  readonly place: Place;
  readonly object: ObjectReference;
}

/** What one workload asks: `gpusPerReplica` counts GPUs, slices or turns, or GiB of memory on shared cards. */
export interface WorkloadClaim extends GpuClaim {
  readonly workload: string;
  /** Percent of a shared card's compute; 0 where none is asked for. */
  readonly corePercent: number;
}

type PlacedClaim = WorkloadClaim & { readonly place: Place; readonly object: ObjectReference };

/** The claims of a fleet, one entry per kind of allocation and MIG profile. */
export function gpuClaimsOf(fleet: Fleet): readonly GpuClaims[] {
  const seen = new Set<string>();
  const groups = new Map<string, { first: GpuRequest; claims: PlacedClaim[]; unreadable: string[] }>();
  for (const workload of fleet.workloads) {
    const name = describeObject(workload.object);
    if (seen.has(name)) continue;
    seen.add(name);
    for (const [kind, requests] of byKind(workload.gpuRequests)) {
      const [first] = requests;
      const group = groups.get(kind) ?? { first, claims: [], unreadable: [] };
      groups.set(kind, group);
      const replicas = replicasOf(fleet, workload, name);
      const gpusPerReplica = sumOf(requests, first.allocation === 'shared' ? 'memoryGiB' : 'gpus');
      const corePercent = sumOf(requests, 'corePercent');
      if (!replicas || gpusPerReplica === undefined || corePercent === undefined) group.unreadable.push(name);
      group.claims.push({
        workload: name,
        replicas: replicas ?? { min: 0, max: 0 },
        gpusPerReplica: gpusPerReplica ?? 0,
        corePercent: corePercent ?? 0,
        place: workload.placeOfGpu(first),
        object: workload.object,
      });
    }
  }
  return [...groups.values()].map(({ first, claims, unreadable }) => {
    const largest = claims.reduce((a, b) => (gpusAtMost(b) > gpusAtMost(a) ? b : a));
    const { place, object } = largest;
    return { allocation: first.allocation, profile: migProfileOf(first.resource), claims, unreadable, place, object };
  });
}

/** GPUs when the workload stands at its maximum. */
export function gpusAtMost({ replicas, gpusPerReplica }: GpuClaim): number {
  return replicas.max * gpusPerReplica;
}

/** Slices of two profiles cannot stand in for each other; neither can two allocations. */
function byKind(requests: readonly GpuRequest[]): ReadonlyMap<string, [GpuRequest, ...GpuRequest[]]> {
  const kinds = new Map<string, [GpuRequest, ...GpuRequest[]]>();
  for (const request of requests) {
    const kind = `${request.allocation} ${migProfileOf(request.resource) ?? ''}`;
    const group = kinds.get(kind);
    if (group) group.push(request);
    else kinds.set(kind, [request]);
  }
  return kinds;
}

/** Undefined where a quantity cannot be read. */
function sumOf(requests: readonly GpuRequest[], measure: GpuMeasure): number | undefined {
  const amounts = requests.filter((request) => request.measure === measure);
  if (amounts.some(({ amount }) => amount === undefined)) return undefined;
  return amounts.reduce((sum, { amount, pods }) => sum + amount! * pods, 0);
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
