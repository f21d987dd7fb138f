import type { Fleet } from '../fleet';
import { couldOwn } from '../observed/pod-owner';
import type { Workload } from '../workload';

const indexes = new WeakMap<Fleet, WorkloadIndex>();

/** The workloads of a fleet by the names of their pods, made once. */
export function workloadIndexOf(fleet: Fleet): WorkloadIndex {
  let index = indexes.get(fleet);
  if (!index) {
    index = new WorkloadIndex(fleet.workloads);
    indexes.set(fleet, index);
  }
  return index;
}

/** Finds the workload that a pod belongs to, by the pod's name. */
export class WorkloadIndex {
  private readonly byName = new Map<string, Workload[]>();

  public constructor(workloads: readonly Workload[]) {
    for (const workload of workloads) {
      const namesakes = this.byName.get(workload.object.name);
      if (namesakes) namesakes.push(workload);
      else this.byName.set(workload.object.name, [workload]);
    }
  }

  /** The workload of a pod; in any namespace where the pod's is not known. */
  public workloadOf(namespace: string | undefined, pod: string): Workload | undefined {
    // Of `bert` and `bert-large`, the longer name says more.
    for (let end = pod.lastIndexOf('-'); end > 0; end = pod.lastIndexOf('-', end - 1)) {
      const found = this.byName
        .get(pod.slice(0, end))
        ?.find(
          ({ object }) =>
            (namespace === undefined || object.namespace === namespace) && couldOwn(object.kind, object.name, pod),
        );
      if (found) return found;
    }
    return undefined;
  }
}
