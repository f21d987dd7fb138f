import { readClusterFile } from '../config/cluster-file';
import { EMPTY_PROJECT, type ProjectConfig } from '../config/project-config';
import { CLUSTER_FILE_NAME } from '../kubernetes/cluster-facts';
import { InputError } from '../source/input-error';
import { SourceFile } from '../source/source-file';
import { wholeFile } from '../source/source-text';
import { parseYaml } from '../source/yaml';
import {
  type ClusterContext,
  type ClusterOverrides,
  contextOfClusterFile,
  contextOfProjectCluster,
  defaultContext,
  projectClusterOf,
} from './cluster-context';
import { Fleet } from './fleet';
import type { InputFile } from './input-file';
import { type NotModelled, type Recognised, recognise } from './recognise';

export interface ReadFleetsOptions extends ClusterOverrides {
  /** The namespace of objects that name none. @default 'default' */
  readonly namespace?: string;
}

/** What a set of files holds. */
export interface FleetReading {
  /** One per cluster, sorted by name. */
  readonly fleets: readonly Fleet[];
  /** What was left alone. */
  readonly notModelled: readonly NotModelled[];
  /** Files that could not be read; nothing of them is in the fleets. */
  readonly errors: readonly InputError[];
  /** The files in which something was recognised. */
  readonly recognisedFiles: ReadonlySet<string>;
}

interface ReadFile {
  readonly name: string;
  readonly parts: readonly Recognised[];
}

/** Reads manifests, adapter rules and cluster facts back into one fleet per cluster. */
export function readFleets(
  files: readonly InputFile[],
  project: ProjectConfig = EMPTY_PROJECT,
  options: ReadFleetsOptions = {},
): FleetReading {
  const errors: InputError[] = [];
  const read = files.flatMap((file) => readFile(file, options.namespace ?? 'default', errors) ?? []);
  const contexts = clusterContexts(read, options, errors);
  const byCluster = groupByCluster(read, (file) => contextOfFile(file, contexts, project, options));
  return {
    fleets: [...byCluster.values()]
      .map(({ context, parts }) => new Fleet(context, parts))
      .sort((a, b) => (a.context.name < b.context.name ? -1 : 1)),
    notModelled: read.flatMap(({ parts }) => parts.filter((part) => part.is === 'notModelled')),
    errors,
    recognisedFiles: new Set(
      read.filter(({ parts }) => parts.some((part) => part.is !== 'notModelled')).map(({ name }) => name),
    ),
  };
}

function readFile({ name, text }: InputFile, namespace: string, errors: InputError[]): ReadFile | undefined {
  const file = new SourceFile(name, text);
  const documents = parseYaml(wholeFile(file));
  const broken = documents.find((document) => !document.root);
  if (broken) {
    const problem = broken.problems[0]!;
    if (text.includes('{{')) {
      return {
        name,
        parts: [{ is: 'notModelled', what: 'YAML with template placeholders ({{ }})', span: problem.span }],
      };
    }
    errors.push(
      new InputError(
        'yaml',
        `this YAML cannot be read: ${problem.message}`,
        'Mend the YAML; the file was left out.',
        problem.span,
      ),
    );
    return undefined;
  }
  return { name, parts: documents.flatMap((document) => recognise(document.root!, document.problems, namespace)) };
}

/** The contexts that `cluster.yaml` files give, by the folder they stand in. */
function clusterContexts(
  read: readonly ReadFile[],
  overrides: ClusterOverrides,
  errors: InputError[],
): ReadonlyMap<string, ClusterContext> {
  const contexts = new Map<string, ClusterContext>();
  const folders = new Map<string, string>();
  for (const { name, parts } of read) {
    if (baseName(name) !== CLUSTER_FILE_NAME) continue;
    for (const part of parts) {
      if (part.is !== 'cluster') continue;
      const file = readClusterFile(part.root, errors);
      if (!file) continue;
      const other = folders.get(file.metadata.name);
      if (other !== undefined) errors.push(sameName(file.metadata.name, name, other));
      folders.set(file.metadata.name, name);
      contexts.set(folderOf(name), contextOfClusterFile(file, overrides));
    }
  }
  return contexts;
}

function sameName(cluster: string, file: string, other: string): InputError {
  return new InputError(
    'configuration',
    `${other} and ${file} both say that they are the cluster "${cluster}"`,
    'Give each cluster a name of its own.',
    file,
  );
}

function contextOfFile(
  file: string,
  contexts: ReadonlyMap<string, ClusterContext>,
  project: ProjectConfig,
  overrides: ClusterOverrides,
): ClusterContext {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const context = contexts.get(folder);
    if (context) return context;
    if (folder === '' || folder === '/') break;
  }
  const cluster = projectClusterOf(file, project);
  return cluster ? contextOfProjectCluster(cluster, overrides) : defaultContext(overrides);
}

function groupByCluster(
  read: readonly ReadFile[],
  contextOf: (file: string) => ClusterContext,
): ReadonlyMap<string, { context: ClusterContext; parts: Recognised[] }> {
  const groups = new Map<string, { context: ClusterContext; parts: Recognised[] }>();
  for (const { name, parts } of read) {
    const modelled = parts.filter((part) => part.is === 'object' || part.is === 'rules');
    if (modelled.length === 0) continue;
    const context = contextOf(name);
    const group = groups.get(context.name);
    if (group) group.parts.push(...modelled);
    else groups.set(context.name, { context, parts: [...modelled] });
  }
  return groups;
}

/** The folder of a path; empty for a file of the working directory and above all relative paths. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? (path.startsWith('/') && path !== '/' ? '/' : '') : path.slice(0, slash);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
