import { CLUSTER_API_VERSION, CLUSTER_FILE_NAME, CLUSTER_KIND } from '../kubernetes/cluster-facts';
import type { InputError } from '../source/input-error';
import { type SourceNode, stringAt } from '../source/node';
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

const GROUP = CLUSTER_API_VERSION.slice(0, CLUSTER_API_VERSION.indexOf('/') + 1);

/** Whether a document says that it carries a cluster's facts, in this version of the format or another. */
export function isClusterFile(root: SourceNode): boolean {
  return stringAt(root, '/kind') === CLUSTER_KIND && stringAt(root, '/apiVersion')?.startsWith(GROUP) === true;
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
