import type { GpuAllocationMode } from '../kubernetes/cluster-facts';
import { parseQuantity } from '../kubernetes/quantity';
import type { Json } from '../source/node';
import { type Pointer, pointer } from '../source/pointer';

/** What one container asks of GPUs, under one resource name. */
export interface GpuRequest {
  readonly resource: string;
  readonly allocation: GpuAllocationMode;
  /** Whole GPUs or MIG slices; GiB for `aliyun.com/gpu-mem`. Undefined where the quantity cannot be read. */
  readonly amount: number | undefined;
  /** From the pod template's spec. */
  readonly path: Pointer;
}

/** Source of the ACK names: the vendor's page on GPU scheduling. `aliyun.com/gpu` is dedicated, and aware of the topology. */
const WHOLE_GPU_RESOURCES = ['nvidia.com/gpu', 'aliyun.com/gpu', 'amd.com/gpu', 'gpu.intel.com/i915'];
const SHARED_GPU_RESOURCES = ['aliyun.com/gpu-mem', 'aliyun.com/gpu-core.percentage'];
/** The NVIDIA device plugin renames time-sliced GPUs so where `renameByDefault` is on. */
const TIME_SLICED_RESOURCE = 'nvidia.com/gpu.shared';

/** The allocation that a resource name stands for; undefined where it is no GPU. */
export function gpuAllocationOf(resource: string): GpuAllocationMode | undefined {
  if (WHOLE_GPU_RESOURCES.includes(resource)) return 'dedicated';
  if (SHARED_GPU_RESOURCES.includes(resource)) return 'shared';
  if (resource === TIME_SLICED_RESOURCE) return 'timeSliced';
  return resource.startsWith('nvidia.com/mig-') ? 'mig' : undefined;
}

/** The GPU limits of a pod template's containers. Limits count: requests of extended resources are copied from them. */
export function gpuRequestsOf(containers: readonly Json[]): readonly GpuRequest[] {
  return containers.flatMap((container, index) => {
    const limits = member(member(container, 'resources'), 'limits');
    if (typeof limits !== 'object' || limits === null || Array.isArray(limits)) return [];
    return Object.entries(limits as { [key: string]: Json }).flatMap(([resource, quantity]) => {
      const allocation = gpuAllocationOf(resource);
      if (!allocation) return [];
      const path = pointer('containers', index, 'resources', 'limits', resource);
      return [{ resource, allocation, amount: amountOf(quantity), path }];
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
