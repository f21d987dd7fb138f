import { type GpuAllocationMode, type GpuPoolFacts, WHOLE_GPU_RESOURCE } from '../../kubernetes/cluster-facts';
import type { CardParts } from '../shared-gpus';
import {
  type GpuMeasure,
  type GpuRequest,
  gpuAllocationOf,
  hasNameOfCards,
  migProfileOf,
} from '../workload/gpu-request';
import { type GpuVendor, vendorOfPool, vendorOfResource } from '../workload/gpu-vendor';
import { ANY_NODE, type NodeChoice } from '../workload/node-choice';
import { poolsSelected } from '../workload/pools-selected';
import type { Rollout } from '../workload/rollout';
import type { PodSet, WorkloadReading } from '../workload/workload-reading';
import type { ScheduledClaim } from './gpu-demand';
import { type ActingAutoscaler, constant, fixedSchedule, scheduleOf } from './replica-schedule';

/** GPUs that cannot stand in for others: an allocation, a vendor, of MIG slices a profile, and the name of the resource. */
export interface GpuKind {
  readonly allocation: GpuAllocationMode;
  readonly vendor: GpuVendor;
  /** The MIG profile; undefined for other GPUs. */
  readonly profile: string | undefined;
  /** Slices or turns that are asked for under the name of whole cards. */
  readonly hasNameOfCards: boolean;
}

/** What one service asks of one kind of GPU: `gpusPerReplica` counts GPUs, slices or turns, or GiB of memory on shared cards. */
export interface ServiceClaim extends ScheduledClaim {
  readonly kind: GpuKind;
  /** Percent of a shared card's compute; 0 where none is asked for. */
  readonly corePercent: number;
  /** What each kind of pod of a replica takes of one shared card; empty for other GPUs. */
  readonly cardParts: readonly CardParts[];
  /** A replica count or a quantity cannot be read; the numbers are then 0. */
  readonly unreadable: boolean;
  /** Where the kind is asked for first. */
  readonly request: GpuRequest;
  readonly nodes: NodeChoice;
  readonly rollout: Rollout;
}

/** The claims of a workload, one for each kind of GPU, scaled by these autoscalers. */
export function claimsOf(workload: WorkloadReading, autoscalers: readonly ActingAutoscaler[]): readonly ServiceClaim[] {
  const schedule = autoscalers.length > 0 ? scheduleOf(autoscalers) : fixedSchedule(workload.replicas);
  const { rollout, podSets, gpuRequests } = workload;
  return [...byKind(gpuRequests)].map(([, requests]): ServiceClaim => {
    const [request] = requests;
    const kind = kindOf(request);
    const gpusPerReplica = sumOf(requests, kind.allocation === 'shared' ? 'memoryGiB' : 'gpus');
    const corePercent = sumOf(requests, 'corePercent');
    const podSet = podSets.find(({ template }) => request.path.startsWith(`${template}/`));
    return {
      kind,
      schedule: schedule ?? constant({ min: 0, max: 0 }),
      gpusPerReplica: gpusPerReplica ?? 0,
      corePercent: corePercent ?? 0,
      cardParts: kind.allocation === 'shared' ? cardPartsOf(podSets, requests) : [],
      surge: (replicas) => surgeOf(rollout, replicas),
      unreadable: !schedule || gpusPerReplica === undefined || corePercent === undefined,
      request,
      nodes: podSet?.nodes ?? ANY_NODE,
      rollout,
    };
  });
}

/** All that a pod asks of shared GPUs comes from one card. */
function cardPartsOf(podSets: readonly PodSet[], requests: readonly GpuRequest[]): readonly CardParts[] {
  return podSets.map(({ template, pods }) => {
    const own = requests.filter(({ path }) => path.startsWith(`${template}/`)).map((each) => ({ ...each, pods: 1 }));
    return {
      memoryGiB: sumOf(own, 'memoryGiB') ?? 0,
      corePercent: sumOf(own, 'corePercent') ?? 0,
      count: pods,
    };
  });
}

/** Where a rollout may take a pod away first, its GPUs are enough. */
function surgeOf(rollout: Rollout, replicas: number): number {
  if (rollout.is === 'recreate' || rollout.unavailable(replicas) !== 0) return 0;
  return rollout.surge(replicas) ?? 0;
}

export function kindOf(request: GpuRequest): GpuKind {
  const { allocation, profile, resource } = request;
  return { allocation, vendor: vendorOfResource(resource), profile, hasNameOfCards: hasNameOfCards(request) };
}

/** One text for all that is of one kind. */
export function kindKey({ allocation, vendor, profile = '', hasNameOfCards: plain }: GpuKind): string {
  return [allocation, vendor, profile, plain].join(' ');
}

/** Whether what is asked for under a resource's name may be of a kind; what has the name of a card may be a part of one. */
export function mayBeOfKind(resource: string, kind: GpuKind): boolean {
  if (kind.hasNameOfCards) return resource === WHOLE_GPU_RESOURCE;
  return (
    gpuAllocationOf(resource) === kind.allocation &&
    vendorOfResource(resource) === kind.vendor &&
    migProfileOf(resource) === kind.profile
  );
}

/** Slices of two profiles cannot stand in for each other; neither can two allocations. */
function byKind(requests: readonly GpuRequest[]): ReadonlyMap<string, [GpuRequest, ...GpuRequest[]]> {
  const kinds = new Map<string, [GpuRequest, ...GpuRequest[]]>();
  for (const request of requests) {
    const kind = kindKey(kindOf(request));
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

/** The pools that hold a kind of GPU: NVIDIA's, where nothing tells. A pool or a claim that names no profile may be of any. */
export function poolsOfKind(
  { allocation, vendor, profile, hasNameOfCards: plain }: GpuKind,
  pools: readonly GpuPoolFacts[],
): readonly GpuPoolFacts[] {
  const holding = pools.filter(
    (pool) =>
      pool.allocation === allocation &&
      (vendorOfPool(pool) ?? 'NVIDIA') === vendor &&
      (pool.profile === undefined || profile === undefined || pool.profile === profile),
  );
  const named = holding.filter(hasNameOfCards);
  if (!plain) return holding.filter((pool) => !named.includes(pool));
  // GKE always calls them so, and pods say by its labels that they are there.
  return named.length > 0 ? named : holding;
}

/** The pools of its kind on whose nodes the pods of a claim may run. */
export function poolsFor(
  { kind, nodes }: Pick<ServiceClaim, 'kind' | 'nodes'>,
  pools: readonly GpuPoolFacts[],
): readonly GpuPoolFacts[] {
  return poolsSelected(nodes, poolsOfKind(kind, pools));
}

/** GPUs that a pool may have, with the nodes that it may grow by. */
export function sizeOf(pool: GpuPoolFacts): number {
  return pool.max ?? pool.count;
}
