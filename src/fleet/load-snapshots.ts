import { readSnapshot } from '../snapshot/read-snapshot';
import { InputError } from '../source/input-error';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';

/** The snapshots of a run. A file that cannot be read is an error, and its clusters are judged without it. */
export interface LoadedSnapshots {
  readonly snapshots: ReadonlyMap<string, FleetSnapshot>;
  readonly errors: readonly InputError[];
}

/** Reads each cluster's snapshot from disk, each file once: `file` for all, else the one that the cluster's facts name. */
export function loadSnapshots(fleets: readonly Fleet[], file?: string): LoadedSnapshots {
  const byFile = new Map<string, FleetSnapshot | undefined>();
  const snapshots = new Map<string, FleetSnapshot>();
  const errors: InputError[] = [];
  const load = (path: string) => {
    if (!byFile.has(path)) byFile.set(path, read(path, errors));
    return byFile.get(path);
  };
  if (file !== undefined) load(file);
  for (const { context } of fleets) {
    const path = file ?? context.facts.snapshot;
    const loaded = path === undefined ? undefined : load(path);
    if (loaded) snapshots.set(context.name, loaded);
  }
  return { snapshots, errors };
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
