/** A path below a folder of a repository, of which `.` is the root. */
export function inFolder(folder: string, path: string): string {
  return folder === '.' ? path : `${folder}/${path}`;
}
