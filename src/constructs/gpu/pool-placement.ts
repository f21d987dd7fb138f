import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import type { Toleration } from '../../kubernetes/toleration';
import type { PolicyProblem } from '../problems/policy-error';
import type { Gpu, GpuLimits } from './gpu';
import { ACK_SCHEDULE_LABEL } from './gpu-pool';
import { profileProblems } from './gpu-problems';
import { distinctionProblems } from './pool-distinction';

/** How a pod gets to the GPUs it asks for. */
export interface Placement {
  readonly nodeSelector?: { readonly [label: string]: string };
  readonly tolerations?: readonly Toleration[];
}

/** The pools that could serve a pod; a pool that names no MIG profile may hold any. */
function candidates(gpu: Gpu, pool: string | undefined, pools: readonly GpuPoolFacts[]): readonly GpuPoolFacts[] {
  return pools.filter(
    ({ name, allocation, profile }) =>
      allocation === gpu.mode &&
      (pool === undefined || name === pool) &&
      (gpu.profile === undefined || profile === undefined || profile === gpu.profile),
  );
}

/** Node selector and tolerations of the pool that a pod runs on. Where `placementProblems` finds none, all pools agree. */
export function placementOf(gpu: Gpu, pool: string | undefined, pools: readonly GpuPoolFacts[]): Placement {
  const { nodeSelector, tolerations } = candidates(gpu, pool, pools)[0] ?? {};
  return { ...(nodeSelector && { nodeSelector }), ...(tolerations && { tolerations }) };
}

/** What a pod asks for on its pool: its GPUs, by the name that the nodes have for them. */
export function limitsOn(gpu: Gpu, pool: string | undefined, pools: readonly GpuPoolFacts[]): GpuLimits {
  const resource = candidates(gpu, pool, pools)[0]?.resource;
  if (resource === undefined) return gpu.limits;
  return { [resource]: Object.values(gpu.limits).reduce((sum, amount) => sum + amount, 0) };
}

/** A pool that is not there, several that differ, one whose nodes cannot be told from others, or one that hands out its cards in another way than the pod asks. */
export function placementProblems(
  gpu: Gpu,
  pool: string | undefined,
  pools: readonly GpuPoolFacts[],
): readonly PolicyProblem[] {
  const ofMode = pools.filter(({ allocation }) => allocation === gpu.mode);
  // The unmet need of a pool is reported elsewhere.
  if (ofMode.length === 0) return [];
  const found = candidates(gpu, pool, pools);
  const [first] = found;
  // A profile that is none is reported as that.
  if (!first && gpu.profile !== undefined && profileProblems('gpu', gpu.profile).length > 0) return [];
  if (!first) return [missingPool(gpu, pool, ofMode)];
  const indistinct = pool === undefined ? [] : distinctionProblems(first, candidates(gpu, undefined, pools));
  if (indistinct.length > 0) return indistinct;
  const ways = new Set(found.map(({ name, resource }) => JSON.stringify([resource, placementOf(gpu, name, pools)])));
  if (ways.size > 1) {
    return [
      {
        code: 'gpu-pool',
        property: 'pool',
        value: pool,
        allowed: `one of ${found.map(({ name }) => name).join(', ')}`,
        why: 'The pools have different nodes, and the pods must select one of them.',
        help: `Write pool: '${first.name}', for this cluster alone with policy.with({ pool: '${first.name}' }).`,
      },
    ];
  }
  return [...coreProblems(gpu, first), ...turnProblems(gpu, first)];
}

function missingPool(gpu: Gpu, pool: string | undefined, ofMode: readonly GpuPoolFacts[]): PolicyProblem {
  const names = ofMode.map(({ name, profile }) => (profile === undefined ? name : `${name} (${profile})`)).join(', ');
  if (pool !== undefined && !ofMode.some(({ name }) => name === pool)) {
    const help = 'Name a pool of the cluster that has the allocation of gpu, or leave pool out.';
    return { code: 'gpu-pool', property: 'pool', value: pool, allowed: `one of ${names}`, help };
  }
  return {
    code: 'gpu-pool',
    property: 'gpu',
    value: gpu.profile,
    allowed: `a MIG profile that a pool has: ${names}`,
    help: 'Use Gpu.mig with the profile of a pool, or add a GpuPool.mig.',
  };
}

/** Source: ACK hands out compute on nodes labelled `core_mem` alone, and there a pod must say how much. */
function coreProblems({ mode, limits }: Gpu, { name, nodeSelector }: GpuPoolFacts): readonly PolicyProblem[] {
  const sharing = nodeSelector?.[ACK_SCHEDULE_LABEL];
  if (mode !== 'shared' || sharing === undefined) return [];
  const core = limits['aliyun.com/gpu-core.percentage'];
  if ((core !== undefined) === (sharing === 'core_mem')) return [];
  return [
    {
      code: 'gpu-pool',
      property: 'gpu.core',
      value: core,
      allowed: core === undefined ? 'a percentage' : 'left out',
      why: `Pool ${name} has ${ACK_SCHEDULE_LABEL}: ${sharing}, and ${core === undefined ? 'there a pod must say how much compute it takes' : 'only core_mem hands out compute'}.`,
      help:
        core === undefined
          ? 'Write Gpu.shared({ memory, core: 30 }) for 30 % of a card.'
          : 'Leave core out, or run the service on a pool with core_mem.',
    },
  ];
}

/** Source: Google Cloud, "Time-sharing GPUs on GKE": a container that asks for two turns is refused on the node. */
function turnProblems({ mode, limits }: Gpu, { name, nodeSelector }: GpuPoolFacts): readonly PolicyProblem[] {
  const label = 'cloud.google.com/gke-gpu-sharing-strategy';
  const value = limits['nvidia.com/gpu.shared'];
  if (mode !== 'timeSliced' || nodeSelector?.[label] !== 'time-sharing' || value === undefined || value === 1)
    return [];
  return [
    {
      code: 'gpu-pool',
      property: 'gpu',
      value,
      allowed: 'one turn',
      why: `Pool ${name} has ${label}: time-sharing, and there a container gets one turn and no more.`,
      help: 'Write Gpu.timeSliced().',
    },
  ];
}
