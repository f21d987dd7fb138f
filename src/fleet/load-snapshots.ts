import { readSnapshot } from '../snapshot/read-snapshot';
import { InputError } from '../source/input-error';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';

/** The snapshots of a run. A file that cannot be read is an error, and its clusters are judged without it. */
export interface LoadedSnapshots {
  readonly snapshots: ReadonlyMap<string, FleetSnapshot>;
  /** The file of each cluster whose snapshot could not be read. */
  readonly unread: ReadonlyMap<string, string>;
  readonly errors: readonly InputError[];
}

/** Reads each cluster's snapshot from disk, each file once: `file` for all, else the one that the cluster's facts name. */
export function loadSnapshots(fleets: readonly Fleet[], file?: string): LoadedSnapshots {
  const byFile = new Map<string, FleetSnapshot | undefined>();
  const snapshots = new Map<string, FleetSnapshot>();
  const unread = new Map<string, string>();
  const errors: InputError[] = [];
  const load = (path: string) => {
    if (!byFile.has(path)) byFile.set(path, read(path, errors));
    return byFile.get(path);
  };
  if (file !== undefined) load(file);
  for (const { context } of fleets) {
    const path = file ?? context.facts.snapshot;
    if (path === undefined) continue;
    const loaded = load(path);
    if (loaded) snapshots.set(context.name, loaded);
    else unread.set(context.name, path);
  }
  return { snapshots, unread, errors };
}

function read(file: string, errors: InputError[]): FleetSnapshot | undefined {
  try {
    return { file, snapshot: readSnapshot(file) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    errors.push(error);
    return undefined;
  }
}
