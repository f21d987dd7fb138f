import { type Size, SizeRoundingBehavior } from 'cdk8s';
import { parseQuantity } from '../../kubernetes/quantity';
import type { SharedMemory } from '../api-objects/pod-template';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';

/**
 * The memory at `/dev/shm`; undefined for the 64 MiB of the container runtime. Processes that share a model over several GPUs
 * exchange their data there. Source: vLLM, "Using Kubernetes" (a memory volume at /dev/shm for tensor parallel inference);
 * NVIDIA NCCL, "Troubleshooting", shared memory.
 */
export function sharedMemoryOf({ sharedMemory, gpu, podGroup }: AnyPolicyProps): SharedMemory | undefined {
  if (sharedMemory === false) return undefined;
  if (sharedMemory) return { sizeLimit: parseQuantity(`${mebibytesOf(sharedMemory)}Mi`)!.canonical() };
  const severalGpus = gpu.mode !== 'shared' && Object.values(gpu.limits).some((count) => count > 1);
  return podGroup || severalGpus ? {} : undefined;
}

/** A size that is none. */
export function sharedMemoryProblems({ sharedMemory }: AnyPolicyProps): readonly PolicyProblem[] {
  if (!sharedMemory) return [];
  const mebibytes = mebibytesOf(sharedMemory);
  if (Number.isSafeInteger(mebibytes) && mebibytes >= 1) return [];
  return [
    {
      code: 'quantity-invalid',
      property: 'sharedMemory',
      value: mebibytes,
      allowed: 'a whole number of MiB, at least 1',
      help: 'Write sharedMemory: Size.gibibytes(8).',
    },
  ];
}

function mebibytesOf(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
}
