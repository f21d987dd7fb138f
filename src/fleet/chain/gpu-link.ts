import { replicaRangeOfAhpa, replicaRangeOfHpa } from '../../autoscaling/capacity';
import type { Autoscaler } from '../autoscaler';
import type { DecisionLink, GpuLink } from '../chain';
import type { Fleet } from '../fleet';
import type { ScaledTarget } from './scale-pods';

/** The GPUs behind the replicas; undefined where the workload is not known, or asks for none. */
export function gpuLink(
  autoscaler: Autoscaler,
  { workload }: ScaledTarget,
  { context }: Fleet,
  decision: DecisionLink | undefined,
): GpuLink | undefined {
  if (!workload || workload.gpuRequests.length === 0) return undefined;
  const range =
    autoscaler.is === 'hpa' ? replicaRangeOfHpa(autoscaler.reading) : replicaRangeOfAhpa(autoscaler.reading);
  const perReplica = new Map<string, number | undefined>();
  for (const { resource, amount, pods } of workload.gpuRequests) {
    const sum = perReplica.has(resource) ? perReplica.get(resource) : 0;
    perReplica.set(resource, sum === undefined || amount === undefined ? undefined : sum + amount * pods);
  }
  const allocations = workload.gpuRequests.map(({ allocation }) => allocation);
  return {
    perReplica: [...perReplica].map(([resource, amount]) => ({ resource, amount })),
    replicas: { now: decision?.current, desired: decision?.desired, atMost: range?.max },
    pools: (context.facts.gpuPools ?? []).filter(({ allocation }) => allocations.includes(allocation)),
  };
}
