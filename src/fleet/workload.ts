import { LEADER_WORKER_SET } from '../kubernetes/leader-worker-set';
import type { LabelSelector } from '../kubernetes/selector';
import type { ObjectReference, Place } from '../source/finding';
import type { Json } from '../source/node';
import type { Pointer } from '../source/pointer';
import { type GpuRequest, gpuRequestsOf } from './gpu-request';
import type { Manifest } from './manifest';

/** Kinds with a scale subresource whose pods we can read. */
export const WORKLOAD_KINDS = ['Deployment', 'StatefulSet', LEADER_WORKER_SET.kind] as const;

/** Something with a replica count and a pod template. */
export class Workload {
  /** What the containers ask of GPUs; empty for a workload without any. */
  public readonly gpuRequests: readonly GpuRequest[];

  public constructor(public readonly manifest: Manifest) {
    this.gpuRequests = podSetsOf(manifest).flatMap(({ template, pods }) => {
      const path: Pointer = `${template}/spec/containers`;
      const containers = manifest.valueAt(path);
      return gpuRequestsOf({ containers: Array.isArray(containers) ? (containers as Json[]) : [], path, pods });
    });
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

  /** The place of a GPU request. */
  public placeOfGpu(request: GpuRequest): Place {
    return this.manifest.at(request.path);
  }
}

/** A pod template, and how many pods of one replica are made from it. */
interface PodSet {
  readonly template: Pointer;
  readonly pods: number;
}

/** A group's workers, and its leader, which has the workers' template where it has none of its own. */
function podSetsOf(manifest: Manifest): readonly PodSet[] {
  if (manifest.object.kind !== LEADER_WORKER_SET.kind) return [{ template: '/spec/template', pods: 1 }];
  const group: Pointer = '/spec/leaderWorkerTemplate';
  const size = manifest.valueAt(`${group}/size`);
  const pods = typeof size === 'number' && size >= 1 ? size : 1;
  const workers: Pointer = `${group}/workerTemplate`;
  if (!manifest.has(`${group}/leaderTemplate`)) return [{ template: workers, pods }];
  const leader: PodSet = { template: `${group}/leaderTemplate`, pods: 1 };
  return pods > 1 ? [leader, { template: workers, pods: pods - 1 }] : [leader];
}
