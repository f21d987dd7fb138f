import type { LabelSelector } from '../kubernetes/selector';
import type { ObjectReference, Place } from '../source/finding';
import type { Json } from '../source/node';
import { type GpuRequest, gpuRequestsOf } from './gpu-request';
import type { Manifest } from './manifest';

/** Kinds with a scale subresource whose pods we can read. */
export const WORKLOAD_KINDS = ['Deployment', 'StatefulSet'] as const;

/** Something with a replica count and a pod template. */
export class Workload {
  /** What the containers ask of GPUs; empty for a workload without any. */
  public readonly gpuRequests: readonly GpuRequest[];

  public constructor(public readonly manifest: Manifest) {
    const containers = manifest.valueAt('/spec/template/spec/containers');
    this.gpuRequests = gpuRequestsOf(Array.isArray(containers) ? (containers as Json[]) : []);
  }

  public get object(): ObjectReference {
    return this.manifest.object;
  }

  public get place(): Place {
    return this.manifest.place;
  }

  /** `spec.replicas` where it is written. */
  public get replicas(): number | undefined {
    const replicas = this.manifest.valueAt('/spec/replicas');
    return typeof replicas === 'number' ? replicas : undefined;
  }

  public get selector(): LabelSelector {
    const selector = this.manifest.valueAt('/spec/selector');
    return typeof selector === 'object' && selector !== null ? (selector as LabelSelector) : {};
  }

  public get podLabels(): { readonly [key: string]: string } {
    const labels = this.manifest.valueAt('/spec/template/metadata/labels');
    return typeof labels === 'object' && labels !== null ? (labels as { [key: string]: string }) : {};
  }

  /** The place of something that a GPU request's path names. */
  public placeOfGpu(request: GpuRequest): Place {
    return this.manifest.at(`/spec/template/spec${request.path}`);
  }
}
