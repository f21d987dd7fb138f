import type { InputError } from '../source/input-error';
import { configurationError } from './decode';
import { normalised } from './normalised-path';
import type { ProjectCluster } from './project-config';

/** Refuses two clusters of one name, and a path that two clusters claim: one of them would silently lose. */
export function refuseRivals(clusters: readonly ProjectCluster[], errors: InputError[]): void {
  const names = new Set<string>();
  const owners = new Map<string, string>();
  for (const { name, paths, at } of clusters) {
    if (names.has(name)) {
      errors.push(configurationError(`the cluster "${name}" is declared twice`, 'Give each cluster one entry.', at));
    }
    names.add(name);
    for (const path of paths.map(normalised)) {
      const owner = owners.get(path);
      if (owner !== undefined && owner !== name) {
        errors.push(
          configurationError(
            `the clusters "${owner}" and "${name}" both claim the path ${path === '' ? '.' : path}`,
            'Give each path to one cluster.',
            at,
          ),
        );
      }
      owners.set(path, name);
    }
  }
}
