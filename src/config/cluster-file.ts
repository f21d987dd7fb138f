import { CLUSTER_API_VERSION, CLUSTER_FILE_NAME, CLUSTER_KIND } from '../kubernetes/cluster-facts';
import type { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
import { nodeAt, type SourceNode, stringAt } from '../source/node';
import { type SourceFile, startOf } from '../source/source-file';
import type { YamlProblem } from '../source/yaml';
import { CLUSTER_FACT_FIELDS, type StatedFacts } from './cluster-facts-decoder';
import { configurationError, mapping, oneOf, required, text } from './decode';

/** What `cluster.yaml` says. */
export interface StatedCluster {
  readonly apiVersion: typeof CLUSTER_API_VERSION;
  readonly kind: typeof CLUSTER_KIND;
  readonly metadata: { readonly name: string };
  readonly spec: StatedFacts;
}

const GROUP = CLUSTER_API_VERSION.slice(0, CLUSTER_API_VERSION.indexOf('/'));

/** Whether a document says that it carries a cluster's facts, in this version of the format or another. */
export function isClusterFile(root: SourceNode): boolean {
  return stringAt(root, '/kind') === CLUSTER_KIND && isOurs(stringAt(root, '/apiVersion'));
}

function isOurs(apiVersion: string | undefined): boolean {
  return apiVersion === GROUP || apiVersion?.startsWith(`${GROUP}/`) === true;
}

/**
 * Why the documents of a file named `cluster.yaml` are neither a cluster's facts nor another program's: without them the cluster
 * would silently be judged by the defaults.
 */
export function misreadClusterFile(file: SourceFile, roots: readonly SourceNode[]): readonly InputError[] {
  if (roots.length === 0) return [configurationError(`${file.name} is empty`, FORM, startOf(file))];
  return roots.flatMap((root) => objectionTo(root, file.name) ?? []);
}

const FORM = `Write apiVersion: ${CLUSTER_API_VERSION}, kind: ${CLUSTER_KIND}, metadata and spec, or give the file another name.`;

function objectionTo(root: SourceNode, name: string): InputError | undefined {
  const apiVersion = stringAt(root, '/apiVersion');
  if (!apiVersion) return configurationError(`${name} has no apiVersion`, FORM, root.span);
  if (!isOurs(apiVersion) || isClusterFile(root)) return undefined;
  const kind = stringAt(root, '/kind');
  if (kind === undefined) return configurationError(`${apiVersion} needs a kind`, FORM, root.span);
  const message = `${apiVersion} has no kind "${kind}"${didYouMean(kind, [CLUSTER_KIND])}`;
  return configurationError(message, FORM, nodeAt(root, '/kind')!.span);
}

const clusterFile = mapping<StatedCluster>(CLUSTER_FILE_NAME, {
  apiVersion: required(oneOf('apiVersion', [CLUSTER_API_VERSION])),
  kind: required(oneOf('kind', [CLUSTER_KIND])),
  metadata: required(mapping<StatedCluster['metadata']>('metadata', { name: required(text('metadata.name')) })),
  spec: required(mapping<StatedFacts>('spec', CLUSTER_FACT_FIELDS)),
});

/** Reads `cluster.yaml`; undefined, with the reasons in `errors`, where it cannot be trusted. */
export function readClusterFile(
  root: SourceNode,
  problems: readonly YamlProblem[],
  errors: InputError[],
): StatedCluster | undefined {
  for (const { message, span } of problems) errors.push(configurationError(message, 'Mend the YAML.', span));
  const cluster = clusterFile(root, errors);
  return problems.length > 0 ? undefined : cluster;
}
