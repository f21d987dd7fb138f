import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import type { PolicyProblem } from '../problems/policy-error';

/** A pool that a policy names, and to whose nodes nothing takes its pods rather than to those of others. */
export function distinctionProblems(pool: GpuPoolFacts, all: readonly GpuPoolFacts[]): readonly PolicyProblem[] {
  const others = all.filter((other) => other !== pool && other.resource === pool.resource && admits(other, pool));
  if (others.length === 0) return [];
  const names = others.map(({ name }) => name).join(', ');
  return [
    {
      code: 'gpu-pool',
      property: 'pool',
      value: pool.name,
      allowed: `a pool whose nodes can be told from those of ${names}`,
      why: `Nothing keeps the pods from the nodes of ${names}: they select and tolerate what those have, too.`,
      help: `Give ${pool.name} a nodeSelector with a label that the nodes of ${names} do not have, or leave pool out.`,
    },
  ];
}

/** Whether pods placed on one pool may land on the nodes of another: those have its labels, and no taint of their own. */
function admits(other: GpuPoolFacts, placed: GpuPoolFacts): boolean {
  const labels = other.nodeSelector ?? {};
  const selected = Object.entries(placed.nodeSelector ?? {});
  const tolerated = new Set(placed.tolerations?.map((each) => JSON.stringify(each)));
  return (
    selected.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    (other.tolerations ?? []).every(
      (taint) => taint.effect === 'PreferNoSchedule' || tolerated.has(JSON.stringify(taint)),
    )
  );
}
