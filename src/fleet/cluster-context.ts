import type { ProjectCluster, ProjectConfig } from '../config/project-config';
import { type AdapterDialect, type ClusterFacts, type ClusterFile, dialectOf } from '../kubernetes/cluster-facts';
import {
  compareMinors,
  isKubernetesMinor,
  type KubernetesMinor,
  NEWEST_MINOR,
  OLDEST_MINOR,
} from '../kubernetes/minor';
import { InputError } from '../source/input-error';

/** What is known of the cluster that a fleet belongs to. What the facts leave out is unknown, and checks that need it say so. */
export interface ClusterContext {
  readonly name: string;
  /** Where the Kubernetes minor comes from. */
  readonly source: 'cluster.yaml' | 'foresail.yaml' | 'flag' | 'default';
  /** The minor whose facts are used. */
  readonly kubernetes: KubernetesMinor;
  /** The minor that was asked for, where it is newer than the newest known one. */
  readonly newerThanKnown?: string;
  readonly facts: Partial<ClusterFacts>;
  /** Undefined where nothing says which adapter reads the rules. */
  readonly dialect: AdapterDialect | undefined;
  /** Whether the files are all there is, so that what is missing among them is missing in the cluster. */
  readonly complete: boolean;
}

/** What the command line says about every cluster. */
export interface ClusterOverrides {
  /** A minor such as `1.28`. */
  readonly kubernetes?: string;
  readonly dialect?: AdapterDialect;
}

/** The name of the one fleet of files that no configuration gives to a cluster. */
export const DEFAULT_CLUSTER = 'default';

export function contextOfClusterFile(file: ClusterFile, overrides: ClusterOverrides): ClusterContext {
  return contextOf(file.metadata.name, file.spec, 'cluster.yaml', overrides);
}

export function contextOfProjectCluster(cluster: ProjectCluster, overrides: ClusterOverrides): ClusterContext {
  return contextOf(cluster.name, cluster.facts, 'foresail.yaml', overrides);
}

export function defaultContext(overrides: ClusterOverrides): ClusterContext {
  return { ...contextOf(DEFAULT_CLUSTER, {}, 'default', overrides), complete: false };
}

function contextOf(
  name: string,
  facts: Partial<ClusterFacts>,
  stated: 'cluster.yaml' | 'foresail.yaml' | 'default',
  overrides: ClusterOverrides,
): ClusterContext {
  const requested = overrides.kubernetes ?? facts.kubernetes;
  const source = overrides.kubernetes !== undefined ? 'flag' : facts.kubernetes !== undefined ? stated : 'default';
  return {
    name,
    source,
    ...resolveMinor(requested),
    facts,
    dialect: overrides.dialect ?? (facts.pipeline && dialectOf(facts.pipeline)),
    complete: true,
  };
}

function resolveMinor(requested: string | undefined): Pick<ClusterContext, 'kubernetes' | 'newerThanKnown'> {
  if (requested === undefined) return { kubernetes: NEWEST_MINOR };
  if (isKubernetesMinor(requested)) return { kubernetes: requested };
  const isMinor = /^1\.\d{1,3}$/.test(requested);
  if (isMinor && compareMinors(requested, NEWEST_MINOR) > 0)
    return { kubernetes: NEWEST_MINOR, newerThanKnown: requested };
  throw new InputError(
    'usage',
    `"${requested}" is not a Kubernetes minor that can be checked`,
    `Give a minor from ${OLDEST_MINOR} to ${NEWEST_MINOR}, such as 1.28.`,
  );
}

/** The entry of `foresail.yaml` that a file belongs to: the one with the longest path that leads to it. */
export function projectClusterOf(file: string, project: ProjectConfig): ProjectCluster | undefined {
  let best: { cluster: ProjectCluster; length: number } | undefined;
  for (const cluster of project.clusters) {
    for (const path of cluster.paths) {
      const folder = normalised(path);
      const name = normalised(file);
      const inside = folder === '' || name === folder || name.startsWith(`${folder}/`);
      if (inside && (!best || folder.length > best.length)) best = { cluster, length: folder.length };
    }
  }
  return best?.cluster;
}

/** `./a/b/` and `a/b` are one path; `.` is the working directory. */
export function normalised(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return (path.startsWith('/') ? '/' : '') + segments.join('/');
}
