import type { HpaApiVersion } from '../kubernetes/served-api';
import type { HelmValues } from '../pipeline/helm-values';
import { argoCdFiles } from './argo-cd-objects';
import { fluxFiles } from './flux-objects';
import type { GitOpsDefinition } from './git-ops';
import type { FolderContents } from './output-folder';

/** What the objects of an engine are made from. */
export interface SyncedCluster {
  readonly name: string;
  readonly helmValues: HelmValues | undefined;
  readonly hpaApiVersion: HpaApiVersion;
  /** Whether the manifests have a `kustomization.yaml`. */
  readonly kustomization: boolean;
  /** Names of placeholders that are replaced between Git and the cluster. */
  readonly substitutions: readonly string[];
}

/** The files of an engine's folder. */
export function gitOpsFiles(definition: GitOpsDefinition, cluster: SyncedCluster): FolderContents {
  return definition.engine === 'argoCd' ? argoCdFiles(definition, cluster) : fluxFiles(definition, cluster);
}
