import type { Fleet } from './fleet';
import type { Manifest } from './manifest';
import { groupOf } from './recognise';

export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/** Whether anything says that Argo CD applies an object: its own annotations, or an Application of its cluster. */
export function isAppliedByArgo(manifest: Manifest, fleet: Fleet): boolean {
  const annotations = manifest.valueAt('/metadata/annotations');
  const own = typeof annotations === 'object' && annotations !== null ? Object.keys(annotations) : [];
  if (own.some((key) => key.startsWith('argocd.argoproj.io/'))) return true;
  return fleet.notModelled.some(
    ({ object }) =>
      object !== undefined &&
      groupOf(object.apiVersion) === 'argoproj.io' &&
      (object.kind === 'Application' || object.kind === 'ApplicationSet'),
  );
}

/** The wave of an object: 0 where none is written, undefined where it is no whole number. */
export function syncWaveOf(manifest: Manifest): number | undefined {
  const annotations = manifest.valueAt('/metadata/annotations');
  if (typeof annotations !== 'object' || annotations === null || Array.isArray(annotations)) return 0;
  if (!Object.hasOwn(annotations, SYNC_WAVE_ANNOTATION)) return 0;
  const written = (annotations as { readonly [key: string]: unknown })[SYNC_WAVE_ANNOTATION];
  return typeof written === 'string' && /^[+-]?\d{1,9}$/.test(written) ? Number(written) : undefined;
}
