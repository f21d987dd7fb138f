import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import type { Gpu } from './gpu';

const NOUNS: { readonly [M in GpuAllocationMode]: string } = {
  dedicated: 'GPUs',
  shared: 'parts of a GPU',
  mig: 'slices',
  timeSliced: 'turns',
};

/** GPUs of one pod as guard rails count them: a slice, a turn and a part of a shared card are one each, whatever their size. */
export function gpusPerPod({ mode, limits }: Gpu): number {
  // Memory and compute of one part.
  if (mode === 'shared') return 1;
  return Object.values(limits).reduce((sum, count) => sum + count, 0);
}

/** A service that takes more GPUs than it may. */
export interface TooManyGpus {
  readonly replicas: number;
  /** Of one replica. */
  readonly each: number;
  readonly most: number;
  readonly modes: readonly GpuAllocationMode[];
}

/** It as a sentence, and how it was counted where that needs to be said. */
export function gpusText({ replicas, each, most, modes }: TooManyGpus): {
  readonly summary: string;
  readonly why?: string;
} {
  const [mode, ...others] = new Set(modes);
  const noun = mode === undefined || others.length > 0 ? 'GPUs' : NOUNS[mode];
  const summary = `${replicas} replicas x ${each} ${noun} = ${replicas * each} ${noun}, but at most ${most} GPUs per service are allowed here.`;
  return modes.every((each) => each === 'dedicated')
    ? { summary }
    : { summary, why: 'A slice, a turn and a part of a shared GPU count as one each.' };
}
