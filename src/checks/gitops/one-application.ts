import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import { folderOf } from '../../fleet/sync/synced-path';
import { syncersOfFile, syncsTogether } from '../../fleet/sync/syncers-of-fleet';
import { describeObject } from '../../source/finding';

/** Why waves may not order two objects; undefined where nothing speaks against one Application for both. */
export function apartFrom(manifest: Manifest, other: Manifest, fleet: Fleet): string | undefined {
  const [first, second] = [manifest, other].map(({ file, object }) => ({
    file: file.name,
    name: describeObject(object),
    syncers: syncersOfFile(fleet, file.name),
  }));
  // Whichever Application syncs a folder syncs both, unless it is a dump of what several have made.
  const sameFolder = folderOf(first!.file) === folderOf(second!.file);
  const sameNamespace = manifest.object.namespace === other.object.namespace;
  if (sameFolder && (first!.syncers.length < 2 || sameNamespace)) return undefined;
  for (const { file, syncers } of [first!, second!]) {
    if (syncers.length < 2) continue;
    const names = syncers.map(({ object }) => describeObject(object));
    return `${names.slice(0, 3).join(' or ')} syncs ${file}, and waves order only what is in one Application`;
  }
  const [here] = first!.syncers;
  const [there] = second!.syncers;
  if (!here || !there) return undefined;
  if (here !== there) {
    return `${describeObject(here.object)} syncs ${first!.name}, and ${describeObject(there.object)} ${second!.name}: ${APART}`;
  }
  return syncsTogether(here, first!.file, second!.file)
    ? undefined
    : `${describeObject(here.object)} syncs ${first!.name} and ${second!.name} by an Application for each folder: ${APART}`;
}

const APART = 'waves do not order what is in two Applications';
