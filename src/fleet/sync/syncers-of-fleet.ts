import type { Fleet } from '../fleet';
import { ArgoCdApplication } from './argo-cd-application';
import { FluxKustomization } from './flux-kustomization';
import { fitOf } from './synced-path';
import type { Syncer } from './syncer';

const SYNCERS = new WeakMap<Fleet, readonly Syncer[]>();

/** The Applications, ApplicationSets and Kustomizations among the files of a cluster. */
export function syncersOfFleet(fleet: Fleet): readonly Syncer[] {
  let syncers = SYNCERS.get(fleet);
  if (!syncers) {
    syncers = fleet.notModelled.flatMap(({ manifest }) => {
      const syncer = manifest && (ArgoCdApplication.read(manifest) ?? FluxKustomization.read(manifest));
      return syncer ?? [];
    });
    SYNCERS.set(fleet, syncers);
  }
  return syncers;
}

/** Those that may sync a file: the ones whose path fits its name best, or all where no path does. Empty where none is known. */
export function syncersOfFile(fleet: Fleet, fileName: string): readonly Syncer[] {
  const all = syncersOfFleet(fleet);
  const ofFolders = all.filter(({ isOfChart }) => !isOfChart);
  const candidates = ofFolders.length > 0 ? ofFolders : all;
  const fits = candidates.map(({ paths }) => Math.max(0, ...paths.map((path) => fitOf(path, fileName))));
  const best = Math.max(0, ...fits);
  return candidates.filter((_, at) => fits[at] === best);
}

/** Whether a syncer brings two files in one sync, and not each folder in a sync of its own. */
export function syncsTogether({ paths }: Syncer, first: string, second: string): boolean {
  if (folderOf(first) === folderOf(second)) return true;
  const fits = paths.map((path) => fitOf(path, first));
  const best = Math.max(0, ...fits);
  return !paths.some(({ folderByFolder }, at) => folderByFolder && fits[at] === best);
}

/** The folder of a file, by its name. */
export function folderOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf('/') + 1);
}
