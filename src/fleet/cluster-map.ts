import type { StatedCluster } from '../config/cluster-file';
import { normalised } from '../config/normalised-path';
import type { ProjectCluster, ProjectConfig } from '../config/project-config';
import { InputError } from '../source/input-error';
import { type ClusterContext, type ClusterOverrides, statedContext, unstatedContext } from './cluster-context';

/** A `cluster.yaml` that was read, and its path. */
export interface FoundClusterFile {
  readonly path: string;
  readonly cluster: StatedCluster;
}

/** The name of the one fleet of files that no configuration gives to a cluster. */
const DEFAULT_CLUSTER = 'default';
/** Its name where a cluster is really called `default`. */
const UNCLAIMED = '(no cluster)';

/** Which file belongs to which cluster: the nearest `cluster.yaml` above it, else `foresail.yaml`, else the default. */
export class ClusterMap {
  private readonly byFolder = new Map<string, ClusterContext>();
  private readonly byName = new Map<string, ClusterContext>();
  private readonly fallback: ClusterContext;

  public constructor(
    files: readonly FoundClusterFile[],
    private readonly project: ProjectConfig,
    overrides: ClusterOverrides,
    errors: InputError[],
  ) {
    const paths = new Map<string, string>();
    for (const { path, cluster } of files) {
      const { name } = cluster.metadata;
      const other = paths.get(name);
      if (other !== undefined) errors.push(sameName(name, path, other));
      paths.set(name, path);
      this.add(statedContext(name, cluster.spec, 'cluster.yaml', overrides), folderOf(normalised(path)));
    }
    for (const cluster of project.clusters) {
      const path = paths.get(cluster.name);
      if (path === undefined) this.add(statedContext(cluster.name, cluster.facts, 'foresail.yaml', overrides));
      else if (Object.keys(cluster.facts).length > 0) errors.push(factsTwice(cluster, path));
    }
    this.fallback = unstatedContext(this.byName.has(DEFAULT_CLUSTER) ? UNCLAIMED : DEFAULT_CLUSTER, overrides);
  }

  /** The clusters whose `cluster.yaml` was read. */
  public get withFile(): readonly ClusterContext[] {
    return [...this.byFolder.values()];
  }

  public contextOf(file: string): ClusterContext {
    const path = normalised(file);
    const cluster = projectClusterOf(path, this.project);
    return this.nearest(path) ?? (cluster && this.byName.get(cluster.name)) ?? this.fallback;
  }

  private add(context: ClusterContext, folder?: string): void {
    this.byName.set(context.name, context);
    if (folder !== undefined) this.byFolder.set(folder, context);
  }

  private nearest(path: string): ClusterContext | undefined {
    let best: { folder: string; context: ClusterContext } | undefined;
    for (const [folder, context] of this.byFolder) {
      if (isInside(path, folder) && (!best || depthOf(folder) > depthOf(best.folder))) best = { folder, context };
    }
    return best?.context;
  }
}

/** The entry of `foresail.yaml` that a file belongs to: the one with the longest path that leads to it. */
function projectClusterOf(path: string, project: ProjectConfig): ProjectCluster | undefined {
  let best: { cluster: ProjectCluster; depth: number } | undefined;
  for (const cluster of project.clusters) {
    for (const folder of cluster.paths.map(normalised)) {
      const depth = depthOf(folder);
      if ((path === folder || isInside(path, folder)) && (!best || depth > best.depth)) best = { cluster, depth };
    }
  }
  return best?.cluster;
}

/** Whether a normalised path leads into a folder. `..` is above the working directory, which is the empty path. */
function isInside(path: string, folder: string): boolean {
  if (path.startsWith('/') !== folder.startsWith('/')) return false;
  const up = stepsUp(folder);
  if (depthOf(folder) === -up) return stepsUp(path) <= up;
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** How far below the working directory a folder stands; negative above it. */
function depthOf(folder: string): number {
  const segments = folder.split('/').filter((segment) => segment !== '');
  return segments.length - 2 * stepsUp(folder);
}

function stepsUp(path: string): number {
  return path.split('/').filter((segment) => segment === '..').length;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '';
  return slash === 0 ? '/' : path.slice(0, slash);
}

function sameName(cluster: string, file: string, other: string): InputError {
  return new InputError(
    'configuration',
    `${other} and ${file} both say that they are the cluster "${cluster}"`,
    'Give each cluster a name of its own.',
    file,
  );
}

function factsTwice({ name, at }: ProjectCluster, path: string): InputError {
  return new InputError(
    'configuration',
    `the facts of the cluster "${name}" stand in ${path} and here`,
    `Keep only name and paths here: they add files to the cluster of ${path}.`,
    at,
  );
}
