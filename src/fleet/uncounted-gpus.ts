import { type GpuKind, mayBeOfKind } from '../autoscaling/demand/service-claim';
import { describeObject } from '../source/finding';
import type { Fleet } from './fleet';

/** An object whose GPUs are not counted: how many pods its kind runs is not modelled. */
export interface UncountedGpus {
  readonly object: string;
  /** The names under which it asks for them. */
  readonly resources: readonly string[];
}

/** The objects of a fleet that ask for GPUs and are not counted, in the order of the files. */
export function uncountedGpusOf({ notModelled }: Fleet): readonly UncountedGpus[] {
  return notModelled.flatMap(({ object, gpuLimits = [] }) =>
    object && gpuLimits.length > 0 ? { object: describeObject(object), resources: gpuLimits } : [],
  );
}

/** Those among them that may take GPUs of a kind. */
export function uncountedOfKind(kind: GpuKind, fleet: Fleet): readonly string[] {
  return uncountedGpusOf(fleet)
    .filter(({ resources }) => resources.some((resource) => mayBeOfKind(resource, kind)))
    .map(({ object }) => object);
}
