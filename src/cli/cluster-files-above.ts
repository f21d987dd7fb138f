import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CLUSTER_FILE_NAME } from '../kubernetes/cluster-facts';

/** The nearest `cluster.yaml` above each path, looked for once per folder. */
export function clusterFilesAbove(paths: readonly string[]): readonly string[] {
  const looked = new Set<string>();
  const found: string[] = [];
  for (const path of paths) {
    for (let folder = dirname(resolve(path)); !looked.has(folder); folder = dirname(folder)) {
      looked.add(folder);
      const candidate = join(folder, CLUSTER_FILE_NAME);
      if (statSync(candidate, { throwIfNoEntry: false })?.isFile()) {
        found.push(candidate);
        break;
      }
    }
  }
  return found;
}
