import { InputError } from '../source/input-error';
import { isIsoDay } from '../source/iso-time';
import type { SourceFile } from '../source/source-file';
import { wholeFile } from '../source/source-text';
import { parseYaml } from '../source/yaml';
import { CLUSTER_FACT_FIELDS, type StatedFacts } from './cluster-facts-decoder';
import { refuseRivals } from './cluster-rivals';
import {
  configurationError,
  consistent,
  type Decoder,
  type Field,
  listOf,
  mapping,
  oneOf,
  optional,
  refuse,
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

const path = textLike(
  'clusters.paths',
  (value) => value !== '' && isRelative(value),
  'a path from this file on, such as manifests/east',
);

const paths: Decoder<readonly string[]> = (node, errors) =>
  node.kind === 'sequence' && node.items.length === 0
    ? refuse(node, errors, 'clusters.paths', 'a list of one path or more')
    : listOf('clusters.paths', path)(node, errors);

type ClusterEntry = { readonly name: string; readonly paths: readonly string[] } & Partial<StatedFacts>;

const clusterEntry = mapping<ClusterEntry>('a cluster', {
  name: required(text('clusters.name')),
  paths: required(paths),
  ...optionalFields(CLUSTER_FACT_FIELDS),
});

const cluster: Decoder<ProjectCluster> = (node, errors) => {
  const entry = clusterEntry(node, errors);
  if (!entry) return undefined;
  const { name, paths, ...facts } = entry;
  return { name, paths, facts, at: node.span };
};

const declaredMetric = consistent(
  mapping<DeclaredMetric>('a declared metric', {
    api: required(oneOf('metrics.api', ['custom', 'external'])),
    name: required(text('metrics.name')),
    resource: optional(text('metrics.resource')),
    cluster: optional(text('metrics.cluster')),
    servedBy: required(text('metrics.servedBy')),
  }),
  ({ api, resource }) =>
    api === 'external' && resource !== undefined
      ? {
          message: 'an external metric belongs to no resource',
          help: 'Remove resource, or write api: custom.',
          key: 'resource',
        }
      : undefined,
);

const suppressionEntry = mapping<Omit<Suppression, 'at'>>('a suppression', {
  check: required(text('suppressions.check')),
  reason: required(text('suppressions.reason')),
  until: optional(textLike('suppressions.until', isIsoDay, 'a day that exists, such as 2027-03-31')),
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

/** Reads `foresail.yaml`. Throws an InputError whose `all` is everything that is wrong; an empty file is an empty configuration. */
export function readProjectFile(file: SourceFile): ProjectConfig {
  const [document, second] = parseYaml(wholeFile(file));
  if (!document) return EMPTY_PROJECT;
  const problems = [...document.problems, ...(second?.problems ?? [])];
  InputError.throwAll(problems.map(({ message, span }) => configurationError(message, 'Mend the YAML.', span)));
  if (second?.root) {
    throw configurationError('foresail.yaml has more than one document', 'Keep one document.', second.root.span);
  }
  const errors: InputError[] = [];
  const parsed = projectFile(document.root!, errors);
  const { clusters = [], metrics = [], suppressions = [] } = parsed ?? {};
  refuseRivals(clusters, errors);
  InputError.throwAll(errors);
  return { clusters, declaredMetrics: metrics, suppressions };
}

/** Files are named from the working directory, so an absolute path would match none. */
function isRelative(path: string): boolean {
  return !/^([/\\]|[A-Za-z]:)/.test(path);
}

function optionalFields<T extends { readonly [key: string]: Field<unknown> }>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, { ...field, required: false }])) as T;
}
