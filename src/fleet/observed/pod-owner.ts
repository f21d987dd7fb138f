import { labelValue } from '../../series/labels';
import type { SeriesStore } from '../../series/series-store';
import type { Workload } from '../workload';
import { presentLabelSets } from './present-label-sets';

/** Finds the workload of a pod: by kube_pod_owner where it was captured, else by the pod's name. */
export class PodOwners {
  private readonly owners = new Map<string, { readonly kind: string; readonly name: string }>();

  public constructor(
    private readonly workloads: readonly Workload[],
    store: SeriesStore,
    time: number,
  ) {
    const labels = ['namespace', 'pod', 'owner_kind', 'owner_name'];
    for (const owner of presentLabelSets(store, labels, time, 'kube_pod_owner')) {
      this.owners.set(`${labelValue(owner, 'namespace')}/${labelValue(owner, 'pod')}`, {
        kind: labelValue(owner, 'owner_kind'),
        name: labelValue(owner, 'owner_name'),
      });
    }
  }

  public ownerOf(namespace: string, pod: string): Workload | undefined {
    const candidates = this.workloads.filter(({ object }) => object.namespace === namespace);
    const owner = this.owners.get(`${namespace}/${pod}`);
    if (owner) return candidates.find(({ object }) => isOwner(object.kind, object.name, owner));
    // Of `bert` and `bert-large`, the longer name says more.
    return candidates
      .filter(({ object }) => couldOwn(object.kind, object.name, pod))
      .sort((a, b) => b.object.name.length - a.object.name.length)[0];
  }
}

/** The ReplicaSet of a Deployment is called like it, with the hash of the pod template behind. */
function isOwner(kind: string, name: string, owner: { readonly kind: string; readonly name: string }): boolean {
  if (owner.kind !== 'ReplicaSet') return owner.kind === kind && owner.name === name;
  return kind === 'Deployment' && /^-[a-z0-9]+$/.test(restOf(owner.name, name) ?? '');
}

/** Whether a pod is called as a workload calls its pods: with an ordinal, or with a hash and five characters behind. */
export function couldOwn(kind: string, name: string, pod: string): boolean {
  const rest = restOf(pod, name);
  if (rest === undefined) return false;
  return kind === 'StatefulSet' ? /^-\d+$/.test(rest) : /^-[a-z0-9]+(-[a-z0-9]+)?$/.test(rest);
}

function restOf(text: string, beginning: string): string | undefined {
  return text.startsWith(beginning) ? text.slice(beginning.length) : undefined;
}
