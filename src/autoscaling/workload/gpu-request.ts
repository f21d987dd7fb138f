import { CARD_RESOURCES, type GpuAllocationMode, WHOLE_GPU_RESOURCE } from '../../kubernetes/cluster-facts';
import { parseQuantity } from '../../kubernetes/quantity';
import type { Json } from '../../source/node';
import { type Pointer, pointer } from '../../source/pointer';

/** What one container asks of GPUs, under one resource name. */
export interface GpuRequest {
  readonly resource: string;
  /** As the resource's name says; `requestOnPools` says it of what has the name of a card, and is none. */
  readonly allocation: GpuAllocationMode;
  /** The MIG profile, such as `1g.10gb`; undefined for other GPUs. */
  readonly profile: string | undefined;
  /** It has the name of a card, and may be a part of one all the same: the pod's labels leave a choice of pools. */
  readonly mayBePart?: true;
  /** What the amount counts: GPUs, slices and turns; or of a shared card, its memory or its compute. */
  readonly measure: GpuMeasure;
  /** Undefined where the quantity cannot be read. */
  readonly amount: number | undefined;
  /** Pods of one replica that ask for it. */
  readonly pods: number;
  /** From the object. */
  readonly path: Pointer;
}

export type GpuMeasure = 'gpus' | 'memoryGiB' | 'corePercent';

/** Source of the ACK names: the vendor's page on GPU scheduling. */
const SHARED_GPU_MEASURES: ReadonlyMap<string, GpuMeasure> = new Map([
  ['aliyun.com/gpu-mem', 'memoryGiB'],
  ['aliyun.com/gpu-core.percentage', 'corePercent'],
]);
/** The NVIDIA device plugin renames time-sliced GPUs so where `renameByDefault` is on. */
const TIME_SLICED_RESOURCE = 'nvidia.com/gpu.shared';
const MIG_PREFIX = 'nvidia.com/mig-';

/** The allocation that a resource name stands for; undefined where it is no GPU. */
export function gpuAllocationOf(resource: string): GpuAllocationMode | undefined {
  if (CARD_RESOURCES.some((card) => card === resource)) return 'dedicated';
  if (SHARED_GPU_MEASURES.has(resource)) return 'shared';
  if (resource === TIME_SLICED_RESOURCE) return 'timeSliced';
  return resource.startsWith(MIG_PREFIX) ? 'mig' : undefined;
}

/** The MIG profile that a resource name carries, such as `1g.10gb`; undefined for other resources. */
export function migProfileOf(resource: string): string | undefined {
  return resource.startsWith(MIG_PREFIX) ? resource.slice(MIG_PREFIX.length) : undefined;
}

/** Whether slices or turns are asked for under the name of whole cards. */
export function hasNameOfCards({
  resource,
  allocation,
}: {
  readonly resource?: string;
  readonly allocation: GpuAllocationMode;
}): boolean {
  return resource === WHOLE_GPU_RESOURCE && allocation !== 'dedicated';
}

/** The containers of a pod, where its `spec` stands, and how many pods of one replica are made from it. */
export interface PodContainers {
  readonly containers: readonly Json[];
  readonly initContainers: readonly Json[];
  readonly path: Pointer;
  readonly pods: number;
}

/**
 * The GPU limits that a pod holds at once, where it holds most: those of its containers and of the sidecars beside them, or
 * that of an init container and of the sidecars started before it. Limits count: requests of extended resources are copied from
 * them. Source: KEP-753.
 */
export function gpuRequestsOf({ containers, initContainers, path, pods }: PodContainers): readonly GpuRequest[] {
  const running = requestsOfList(containers, `${path}/containers`, pods).flat();
  if (initContainers.length === 0) return running;
  const sidecars: GpuRequest[] = [];
  const starting: GpuRequest[][] = [];
  for (const [index, requests] of requestsOfList(initContainers, `${path}/initContainers`, pods).entries()) {
    if (member(initContainers[index], 'restartPolicy') === 'Always') sidecars.push(...requests);
    else starting.push([...requests, ...sidecars]);
  }
  const moments = [[...running, ...sidecars], ...starting];
  const resources = new Set(moments.flat().map(({ resource }) => resource));
  return [...resources].flatMap((resource) => largestOf(moments, resource));
}

/** What cannot be read may be any number, so it counts as the most. */
function largestOf(moments: readonly (readonly GpuRequest[])[], resource: string): readonly GpuRequest[] {
  const sum = (requests: readonly GpuRequest[]) =>
    requests.reduce((total, { amount = Number.POSITIVE_INFINITY }) => total + amount, 0);
  return moments
    .map((requests) => requests.filter((request) => request.resource === resource))
    .reduce((most, requests) => (sum(requests) > sum(most) ? requests : most));
}

/** The GPU limits of each container of a list. */
function requestsOfList(list: readonly Json[], path: Pointer, pods: number): readonly (readonly GpuRequest[])[] {
  return list.map((container, index) => {
    const limits = member(member(container, 'resources'), 'limits');
    if (typeof limits !== 'object' || limits === null || Array.isArray(limits)) return [];
    return Object.entries(limits as { [key: string]: Json }).flatMap(([resource, quantity]) => {
      const allocation = gpuAllocationOf(resource);
      if (!allocation) return [];
      const measure = SHARED_GPU_MEASURES.get(resource) ?? 'gpus';
      const at: Pointer = `${path}${pointer(index, 'resources', 'limits', resource)}`;
      const profile = migProfileOf(resource);
      return [{ resource, allocation, profile, measure, amount: amountOf(quantity), pods, path: at }];
    });
  });
}

function amountOf(quantity: Json): number | undefined {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') return undefined;
  return parseQuantity(quantity)?.toNumber();
}

function member(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const object = value as { readonly [key: string]: Json };
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
