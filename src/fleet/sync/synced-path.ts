/** A folder of a repository that an engine syncs. */
export interface SyncedPath {
  readonly segments: readonly string[];
  /** Each folder below is synced on its own: by an ApplicationSet that makes an Application of each. */
  readonly folderByFolder: boolean;
}

export function syncedPath(path: string, folderByFolder = false): SyncedPath {
  return { segments: segmentsOf(path), folderByFolder };
}

/** The folder of a file, by its name. */
export function folderOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf('/') + 1);
}

/** The names of the folders of a path. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/**
 * How well a path of a repository fits the folders of a file, whose name is relative to wherever the command runs: 0 where
 * nothing tells, else the more the longer the path that both have.
 */
export function fitOf({ segments }: SyncedPath, folders: readonly string[]): number {
  if (segments.length === 0) return 0;
  if (folders.some((_, from) => startsWith(folders.slice(from), segments))) return WHOLE + segments.length;
  // The command may run inside of the repository's folders: then the name begins somewhere in the path.
  const from = segments.findIndex((_, at) => startsWith(folders, segments.slice(at)));
  return from === -1 ? 0 : segments.length - from;
}

/** A path that is there as a whole fits better than any part of one. */
const WHOLE = 1_000_000;

function startsWith(segments: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length <= segments.length && wanted.every((segment, at) => segment === segments[at]);
}
