import type { IConstruct } from 'constructs';
import { KEPT_FROM_PRUNING } from '../../pipeline/rule-config';
import type { RenderedManifest } from '../output/object-problems';
import { MANAGED_LABELS } from '../service/labels';

/** Those that every cluster has. */
const ALWAYS_THERE = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Deleting a namespace deletes all that is in it, whoever wrote it: no engine may do so. */
const KEPT = { ...KEPT_FROM_PRUNING, 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };

/** A Namespace for each namespace of the objects that is not there already, sorted. */
export function namespaceObjects(
  construct: IConstruct,
  objects: readonly RenderedManifest[],
): readonly RenderedManifest[] {
  const given = objects.filter(({ manifest: { apiVersion, kind } }) => apiVersion === 'v1' && kind === 'Namespace');
  const there = new Set([...ALWAYS_THERE, ...given.map(({ manifest }) => manifest.metadata.name)]);
  const needed = new Set(objects.flatMap(({ manifest }) => manifest.metadata.namespace ?? []));
  return [...needed]
    .filter((name) => !there.has(name))
    .sort()
    .map((name) => {
      const metadata = { annotations: KEPT, labels: MANAGED_LABELS, name };
      return { construct, manifest: { apiVersion: 'v1', kind: 'Namespace', metadata } };
    });
}
