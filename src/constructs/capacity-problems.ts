import { AHPA_KIND } from '../autoscaling/ahpa/model';
import { readAhpa } from '../autoscaling/ahpa/read-ahpa';
import { type DemandPeak, demandWeeksOf, peakOf } from '../autoscaling/demand/gpu-demand';
import { minuteText } from '../autoscaling/demand/minute-text';
import { kindText, type PoolGroup, poolGroupsOf } from '../autoscaling/demand/pool-group';
import type { ActingAutoscaler } from '../autoscaling/demand/replica-schedule';
import { claimsOf, type ServiceClaim, sizeOf } from '../autoscaling/demand/service-claim';
import { readHpaReplicas } from '../autoscaling/hpa/read-hpa';
import { WORKLOAD_KINDS, WorkloadReading } from '../autoscaling/workload/workload-reading';
import type { GpuPoolFacts } from '../kubernetes/cluster-facts';
import type { Json } from '../source/node';
import type { Manifest, RenderedManifest } from './object-problems';
import type { PolicyProblem } from './policy-error';

const MOST_NAMED = 5;

/** What one service asks of one kind of GPU, by the name of its workload. */
interface NamedClaim extends ServiceClaim {
  readonly name: string;
}

/**
 * Services that do not fit into the pools at their maximum, in some window of their schedules, or while one of them is rolled
 * out. The objects count as they will be written, whoever makes them.
 */
export function capacityProblems(
  objects: readonly RenderedManifest[],
  pools: readonly GpuPoolFacts[],
): readonly PolicyProblem[] {
  const groups = poolGroupsOf(namedClaims(objects), pools);
  // A service without any pool is a need that is unmet, and a pool of no size is a fault: both are reported as that.
  return groups.filter((group) => group.pools.length > 0 && group.pools.every(hasSize)).flatMap(groupProblems);
}

function hasSize({ count, max = count }: GpuPoolFacts): boolean {
  return Number.isInteger(count) && Number.isInteger(max) && count >= 0 && max >= count;
}

function namedClaims(objects: readonly RenderedManifest[]): readonly NamedClaim[] {
  const autoscalers = new Map<string, ActingAutoscaler[]>();
  for (const { manifest } of objects) {
    const target = manifest.spec?.scaleTargetRef;
    const autoscaler = target && acting(manifest);
    if (!autoscaler) continue;
    const key = keyOf(manifest, target);
    autoscalers.set(key, [...(autoscalers.get(key) ?? []), autoscaler]);
  }
  return objects.flatMap(({ manifest }) => {
    const { kind, metadata } = manifest;
    if (!WORKLOAD_KINDS.some((known) => known === kind)) return [];
    const workload = new WorkloadReading(manifest as unknown as Json, kind);
    const own = autoscalers.get(keyOf(manifest, { kind, name: metadata.name })) ?? [];
    return claimsOf(workload, own).map((claim) => ({ ...claim, name: metadata.name }));
  });
}

function acting(manifest: Manifest): ActingAutoscaler | undefined {
  const json = manifest as unknown as Json;
  if (manifest.kind === 'HorizontalPodAutoscaler') return { is: 'hpa', reading: readHpaReplicas(json) };
  if (manifest.kind !== AHPA_KIND || (manifest.spec?.scaleStrategy ?? 'observer') === 'observer') return undefined;
  return { is: 'ahpa', reading: readAhpa(json) };
}

function keyOf({ metadata }: Manifest, { kind, name }: { readonly kind: string; readonly name: string }): string {
  return [metadata.namespace ?? '', kind, name].join('\n');
}

function groupProblems(group: PoolGroup<NamedClaim>): readonly PolicyProblem[] {
  const available = supplyOf(group);
  if (available === undefined) return [];
  const weeks = demandWeeksOf(group.claims);
  const peak = peakOf(weeks);
  if (peak.demand > available) return [exceeded(group, peak, available)];
  const rollout = peakOf(weeks, true);
  return rollout.demand > available ? [exceededByRollout(group, rollout, available)] : [];
}

/** Undefined where the memory of a shared card is not declared. */
function supplyOf({ kind, pools }: PoolGroup): number | undefined {
  if (kind.allocation !== 'shared') return pools.reduce((sum, pool) => sum + sizeOf(pool), 0);
  if (pools.some(({ memoryGiB }) => memoryGiB === undefined)) return undefined;
  return pools.reduce((sum, pool) => sum + sizeOf(pool) * pool.memoryGiB!, 0);
}

function exceeded(group: PoolGroup<NamedClaim>, peak: DemandPeak, available: number): PolicyProblem {
  return {
    code: 'capacity',
    summary: `at their maximum the services need ${amountText(group, peak)}, but ${poolsText(group)} ${available}.`,
    why: largestOf(group),
    help: "Lower scaling.maxReplicas, raise the pool's max, or give the services schedules whose peaks are apart.",
  };
}

function exceededByRollout(group: PoolGroup<NamedClaim>, peak: DemandPeak, available: number): PolicyProblem {
  return {
    code: 'capacity',
    summary: `at their maximum and while one of them is rolled out the services need ${amountText(group, peak)}, but ${poolsText(group)} ${available}.`,
    why: `${largestOf(group)}\nThe new pods of a rollout would stay Pending until load falls.`,
    help: 'Drop rollout.spareReplicas, so that an old pod goes first, lower scaling.maxReplicas, or raise the pool.',
  };
}

function amountText({ kind }: PoolGroup, { demand, minute }: DemandPeak): string {
  const unit = kind.allocation === 'shared' ? 'GiB of shared GPUs' : kindText(kind);
  return `${demand} ${unit}${minute === undefined ? '' : `, first on ${minuteText(minute)}`}`;
}

function poolsText({ pools }: PoolGroup): string {
  const names = pools.map(({ name }) => name);
  return names.length === 1 ? `pool ${names[0]} holds` : `pools ${names.join(', ')} hold`;
}

function largestOf({ claims }: PoolGroup<NamedClaim>): string {
  const most = ({ schedule, gpusPerReplica }: NamedClaim) => schedule.overall.max * gpusPerReplica;
  const largest = [...claims].sort((a, b) => most(b) - most(a)).slice(0, MOST_NAMED);
  const texts = largest.map((claim) => {
    const { name, schedule, gpusPerReplica } = claim;
    return `${name} ${schedule.overall.max} x ${gpusPerReplica} = ${most(claim)}`;
  });
  const more = claims.length - largest.length;
  return `${texts.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`;
}
