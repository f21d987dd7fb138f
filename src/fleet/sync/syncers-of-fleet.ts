import type { Fleet } from '../fleet';
import { ArgoCdApplication } from './argo-cd-application';
import { FluxKustomization } from './flux-kustomization';
import { fitOf, folderOf, segmentsOf } from './synced-path';
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

const BY_FOLDER = new WeakMap<Fleet, Map<string, readonly Syncer[]>>();

/** Those that may sync a file: the ones whose path fits its folder best, or all where no path does. Empty where none is known. */
export function syncersOfFile(fleet: Fleet, fileName: string): readonly Syncer[] {
  const folder = folderOf(fileName);
  const known = BY_FOLDER.get(fleet) ?? new Map<string, readonly Syncer[]>();
  BY_FOLDER.set(fleet, known);
  let syncers = known.get(folder);
  if (!syncers) {
    syncers = fitting(syncersOfFleet(fleet), segmentsOf(folder));
    known.set(folder, syncers);
  }
  return syncers;
}

function fitting(all: readonly Syncer[], folders: readonly string[]): readonly Syncer[] {
  const ofFolders = all.filter(({ isOfChart }) => !isOfChart);
  const candidates = ofFolders.length > 0 ? ofFolders : all;
  const fits = candidates.map((syncer) => bestFit(syncer, folders));
  const best = fits.reduce((a, b) => Math.max(a, b), 0);
  return candidates.filter((_, at) => fits[at] === best);
}

function bestFit({ paths }: Syncer, folders: readonly string[]): number {
  return paths.reduce((best, path) => Math.max(best, fitOf(path, folders)), 0);
}

/** Whether a syncer brings two files in one sync, and not each folder in a sync of its own. */
export function syncsTogether(syncer: Syncer, first: string, second: string): boolean {
  if (folderOf(first) === folderOf(second)) return true;
  const folders = segmentsOf(folderOf(first));
  const best = bestFit(syncer, folders);
  return !syncer.paths.some((path) => path.folderByFolder && fitOf(path, folders) === best);
}
