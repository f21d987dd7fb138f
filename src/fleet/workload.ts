import type { Container } from '../autoscaling/workload/container';
import type { GpuRequest } from '../autoscaling/workload/gpu-request';
import { type PodSet, WorkloadReading } from '../autoscaling/workload/workload-reading';
import type { GpuPoolFacts } from '../kubernetes/cluster-facts';
import { readSelector } from '../kubernetes/read-selector';
import type { LabelSelector } from '../kubernetes/selector';
import type { ObjectReference, Place } from '../source/finding';
import type { Manifest } from './manifest';

export { WORKLOAD_KINDS } from '../autoscaling/workload/workload-reading';

/** Something with a replica count and a pod template. */
export class Workload {
  public readonly reading: WorkloadReading;

  public constructor(
    public readonly manifest: Manifest,
    pools: readonly GpuPoolFacts[] = [],
  ) {
    this.reading = new WorkloadReading(manifest.json, manifest.object.kind, pools);
  }

  public get object(): ObjectReference {
    return this.manifest.object;
  }

  public get place(): Place {
    return this.manifest.place;
  }

  /** What the containers ask of GPUs; empty for a workload without any. */
  public get gpuRequests(): readonly GpuRequest[] {
    return this.reading.gpuRequests;
  }

  /** The pods of one replica: one kind, or a leader and its workers. */
  public get podSets(): readonly PodSet[] {
    return this.reading.podSets;
  }

  public get containers(): readonly Container[] {
    return this.reading.containers;
  }

  /** `spec.replicas` where it is written. */
  public get replicas(): number | undefined {
    const replicas = this.manifest.valueAt('/spec/replicas');
    return typeof replicas === 'number' ? replicas : undefined;
  }

  /** Empty where there is none, and undefined where it cannot be read. */
  public get selector(): LabelSelector | undefined {
    return readSelector(this.manifest.valueAt('/spec/selector') ?? {});
  }

  public get podLabels(): { readonly [key: string]: string } {
    const { manifest, reading } = this;
    return manifest.has('/spec/template') ? (reading.podSets[0]?.labels ?? {}) : {};
  }

  /** The place of a GPU request. */
  public placeOfGpu(request: GpuRequest): Place {
    return this.manifest.at(request.path);
  }
}
