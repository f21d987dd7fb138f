/** A folder of a repository that an engine syncs. */
export interface SyncedPath {
  readonly path: string;
  /** Each folder below is synced on its own: by an ApplicationSet that makes an Application of each. */
  readonly folderByFolder: boolean;
}

/**
 * How well a path of a repository fits a file, whose name is relative to wherever the command runs: 0 where nothing tells, else the
 * more the longer the path that both have.
 */
export function fitOf({ path }: SyncedPath, fileName: string): number {
  const wanted = segmentsOf(path);
  const folders = segmentsOf(fileName).slice(0, -1);
  if (wanted.length === 0) return 0;
  if (folders.some((_, from) => startsWith(folders.slice(from), wanted))) return WHOLE + wanted.length;
  // The command may run inside of the repository's folders: then the name begins somewhere in the path.
  const from = wanted.findIndex((_, at) => startsWith(folders, wanted.slice(at)));
  return from === -1 ? 0 : wanted.length - from;
}

/** A path that is there as a whole fits better than any part of one. */
const WHOLE = 1_000_000;

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

function startsWith(segments: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length <= segments.length && wanted.every((segment, at) => segment === segments[at]);
}
