import {
  CLUSTER_API_VERSION,
  CLUSTER_FILE_NAME,
  CLUSTER_KIND,
  type ClusterFacts,
  type ClusterFile,
} from '../kubernetes/cluster-facts';
import type { InputError } from '../source/input-error';
import { type SourceNode, stringAt } from '../source/node';
import { CLUSTER_FACT_FIELDS } from './cluster-facts-decoder';
import { mapping, oneOf, required, text } from './decode';

/** Whether a document says that it carries a cluster's facts. */
export function isClusterFile(root: SourceNode): boolean {
  return stringAt(root, '/apiVersion') === CLUSTER_API_VERSION && stringAt(root, '/kind') === CLUSTER_KIND;
}

const clusterFile = mapping<ClusterFile>(CLUSTER_FILE_NAME, {
  apiVersion: required(oneOf('apiVersion', [CLUSTER_API_VERSION])),
  kind: required(oneOf('kind', [CLUSTER_KIND])),
  metadata: required(mapping<ClusterFile['metadata']>('metadata', { name: required(text('metadata.name')) })),
  spec: required(mapping<ClusterFacts>('spec', CLUSTER_FACT_FIELDS)),
});

/** Reads `cluster.yaml`; undefined, with the reasons in `errors`, where it cannot be trusted. */
export function readClusterFile(root: SourceNode, errors: InputError[]): ClusterFile | undefined {
  return clusterFile(root, errors);
}
