import type { ReplicaRange } from '../autoscaling/capacity';
import { type PoolGroup, poolGroupsOf } from '../autoscaling/demand/pool-group';
import { claimsOf, type GpuKind, kindKey, poolsFor, type ServiceClaim } from '../autoscaling/demand/service-claim';
import { silentPoolsOf } from '../autoscaling/demand/silent-pools';
import type { GpuPoolFacts } from '../kubernetes/cluster-facts';
import { describeObject, type ObjectReference, type Place } from '../source/finding';
import type { Fleet } from './fleet';
import type { Manifest } from './manifest';
import { uncountedOfKind } from './uncounted-gpus';

/** What a cluster's workloads ask of the same GPUs. */
export interface GpuClaims extends GpuKind {
  /** The pools that may serve them; none where the cluster's are unknown or have no such GPU. */
  readonly pools: readonly GpuPoolFacts[];
  /** Where no pool is known to serve them: those that may, and do not say so. */
  readonly silentPools: readonly GpuPoolFacts[];
  readonly claims: readonly WorkloadClaim[];
  /** Workloads whose replicas or GPUs cannot be read. */
  readonly unreadable: readonly string[];
  /** Workloads of which nothing tells on which of several pools they may run. */
  readonly unplaced: readonly string[];
  /** Objects of kinds that are not modelled, which may take such GPUs too. */
  readonly uncounted: readonly string[];
  /** Where the largest claim stands. */
  readonly place: Place;
  readonly object: ObjectReference;
}

/** What one workload asks of one kind of GPU. */
export interface WorkloadClaim extends ServiceClaim {
  readonly workload: string;
  readonly manifest: Manifest;
  /** Over all times. */
  readonly replicas: ReplicaRange;
  readonly place: Place;
  readonly object: ObjectReference;
}

const GROUPS = new WeakMap<Fleet, readonly GpuClaims[]>();

/** The claims of a fleet: for each kind of GPU, and for each part of its pools that some workload is bound to. */
export function gpuClaimsOf(fleet: Fleet): readonly GpuClaims[] {
  const known = GROUPS.get(fleet) ?? groupsIn(fleet);
  GROUPS.set(fleet, known);
  return known;
}

/** The claims that find their GPUs where one does, and nowhere else; its own among them. */
export function rivalsOf(claim: WorkloadClaim, fleet: Fleet): GpuClaims {
  const own = poolsFor(claim, fleet.context.facts.gpuPools ?? []);
  const key = kindKey(claim.kind);
  return gpuClaimsOf(fleet).find(
    (group) =>
      kindKey(group) === key && group.pools.length === own.length && own.every((pool) => group.pools.includes(pool)),
  )!;
}

function groupsIn(fleet: Fleet): readonly GpuClaims[] {
  const all = fleet.context.facts.gpuPools ?? [];
  const groups: readonly PoolGroup<WorkloadClaim>[] = poolGroupsOf(workloadClaimsOf(fleet), all);
  return groups.map(({ kind, pools, claims }) => {
    const { place, object } = claims.reduce((a, b) => (gpusAtMost(b) > gpusAtMost(a) ? b : a));
    const unreadable = claims.filter((claim) => claim.unreadable).map(({ workload }) => workload);
    const silent = new Set(pools.length > 0 ? [] : claims.flatMap((claim) => silentPoolsOf(claim, all)));
    const silentPools = all.filter((pool) => silent.has(pool));
    const uncounted = uncountedOfKind(kind, fleet);
    const unplaced = claims
      .filter((claim) => claim.nodes.unclear && poolsFor(claim, all).length > 1)
      .map(({ workload }) => workload);
    return { ...kind, pools, silentPools, claims, unreadable, unplaced, uncounted, place, object };
  });
}

/** GPUs when the workload stands at its maximum. */
export function gpusAtMost({ replicas, gpusPerReplica }: WorkloadClaim): number {
  return replicas.max * gpusPerReplica;
}

const CLAIMS = new WeakMap<Fleet, readonly WorkloadClaim[]>();

/** The claims of every workload, in the order of the files; one that is given twice counts once. */
export function workloadClaimsOf(fleet: Fleet): readonly WorkloadClaim[] {
  const known = CLAIMS.get(fleet) ?? claimsIn(fleet);
  CLAIMS.set(fleet, known);
  return known;
}

function claimsIn(fleet: Fleet): readonly WorkloadClaim[] {
  const seen = new Set<string>();
  return fleet.workloads.flatMap((workload) => {
    const name = describeObject(workload.object);
    if (seen.has(name)) return [];
    seen.add(name);
    const acting = fleet.autoscalersOn(name).filter(({ acts }) => acts);
    return claimsOf(workload.reading, acting).map((claim) => ({
      ...claim,
      workload: name,
      manifest: workload.manifest,
      replicas: claim.schedule.overall,
      place: workload.placeOfGpu(claim.request),
      object: workload.object,
    }));
  });
}
