import type { ClusterFacts } from '../kubernetes/cluster-facts';
import { InputError } from '../source/input-error';
import type { SourceFile } from '../source/source-file';
import { wholeFile } from '../source/source-text';
import { parseYaml } from '../source/yaml';
import { CLUSTER_FACT_FIELDS } from './cluster-facts-decoder';
import {
  configurationError,
  type Decoder,
  type Field,
  listOf,
  mapping,
  oneOf,
  optional,
  required,
  text,
  textLike,
} from './decode';
import {
  type DeclaredMetric,
  EMPTY_PROJECT,
  type ProjectCluster,
  type ProjectConfig,
  type Suppression,
} from './project-config';

type ClusterEntry = { readonly name: string; readonly paths: readonly string[] } & Partial<ClusterFacts>;

const clusterEntry = mapping<ClusterEntry>('a cluster', {
  name: required(text('clusters.name')),
  paths: required(listOf('clusters.paths', text('clusters.paths'))),
  ...optionalFields(CLUSTER_FACT_FIELDS),
});

const cluster: Decoder<ProjectCluster> = (node, errors) => {
  const entry = clusterEntry(node, errors);
  if (!entry) return undefined;
  const { name, paths, ...facts } = entry;
  return { name, paths, facts };
};

const declaredMetric = mapping<DeclaredMetric>('a declared metric', {
  api: required(oneOf('metrics.api', ['custom', 'external'])),
  name: required(text('metrics.name')),
  resource: optional(text('metrics.resource')),
  cluster: optional(text('metrics.cluster')),
  servedBy: required(text('metrics.servedBy')),
});

const suppressionEntry = mapping<Omit<Suppression, 'at'>>('a suppression', {
  check: required(text('suppressions.check')),
  reason: required(text('suppressions.reason')),
  until: optional(textLike('suppressions.until', isDay, 'a day such as 2027-03-31')),
  cluster: optional(text('suppressions.cluster')),
  kind: optional(text('suppressions.kind')),
  namespace: optional(text('suppressions.namespace')),
  name: optional(text('suppressions.name')),
});

const suppression: Decoder<Suppression> = (node, errors) => {
  const entry = suppressionEntry(node, errors);
  return entry && { ...entry, at: node.span };
};

interface ProjectFile {
  readonly clusters?: readonly ProjectCluster[];
  readonly metrics?: readonly DeclaredMetric[];
  readonly suppressions?: readonly Suppression[];
}

const projectFile = mapping<ProjectFile>('foresail.yaml', {
  clusters: optional(listOf('clusters', cluster)),
  metrics: optional(listOf('metrics', declaredMetric)),
  suppressions: optional(listOf('suppressions', suppression)),
});

/** Reads `foresail.yaml`. Throws an InputError for the first thing that is wrong; an empty file is an empty configuration. */
export function readProjectFile(file: SourceFile): ProjectConfig {
  const [document, second] = parseYaml(wholeFile(file));
  if (!document) return EMPTY_PROJECT;
  const problem = [...document.problems, ...(second?.problems ?? [])][0];
  if (problem) throw new InputError('configuration', problem.message, 'Mend the YAML.', problem.span);
  if (second?.root) {
    throw configurationError('foresail.yaml has more than one document', 'Keep one document.', second.root.span);
  }
  const errors: InputError[] = [];
  const parsed = projectFile(document.root!, errors);
  if (errors[0]) throw errors[0];
  const { clusters = [], metrics = [], suppressions = [] } = parsed ?? {};
  refuseDoubleNames(clusters, file);
  return { clusters, declaredMetrics: metrics, suppressions };
}

function refuseDoubleNames(clusters: readonly ProjectCluster[], file: SourceFile): void {
  const names = new Set<string>();
  for (const { name } of clusters) {
    if (names.has(name)) {
      throw new InputError(
        'configuration',
        `the cluster "${name}" is declared twice`,
        'Give each cluster one entry.',
        file.name,
      );
    }
    names.add(name);
  }
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(value);
}

function optionalFields<T extends { readonly [key: string]: Field<unknown> }>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, { ...field, required: false }])) as T;
}
