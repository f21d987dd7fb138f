import { relative, resolve, sep } from 'node:path';

/** A path as reports print it: from the working directory, with forward slashes. */
export function displayName(path: string): string {
  const name = relative(process.cwd(), resolve(path)).split(sep).join('/');
  return name === '' ? '.' : name;
}
