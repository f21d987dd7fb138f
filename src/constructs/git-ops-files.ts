import { argoCdFiles } from './argo-cd-objects';
import { fluxFiles } from './flux-objects';
import type { GitOpsDefinition } from './git-ops';
import type { FolderContents } from './output-folder';
import type { SyncedCluster } from './synced-cluster';

/** The files of an engine's folder. */
export function gitOpsFiles(definition: GitOpsDefinition, cluster: SyncedCluster): FolderContents {
  return definition.engine === 'argoCd' ? argoCdFiles(definition, cluster) : fluxFiles(definition, cluster);
}
