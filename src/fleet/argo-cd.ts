import type { Fleet } from './fleet';
import type { Manifest } from './manifest';
import { ArgoCdApplication } from './sync/argo-cd-application';
import { syncersOfFleet } from './sync/syncers-of-fleet';

/** Whether anything says that Argo CD applies an object: its own annotations, or an Application of its cluster. */
export function isAppliedByArgo(manifest: Manifest, fleet: Fleet): boolean {
  const annotations = manifest.valueAt('/metadata/annotations');
  const own = typeof annotations === 'object' && annotations !== null ? Object.keys(annotations) : [];
  if (own.some((key) => key.startsWith('argocd.argoproj.io/'))) return true;
  return syncersOfFleet(fleet).some((syncer) => syncer instanceof ArgoCdApplication);
}
