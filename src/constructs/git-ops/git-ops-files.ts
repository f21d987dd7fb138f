import { argoCdFiles } from './argo-cd-objects';
import { fluxFiles } from './flux-objects';
import type { GitOpsDefinition } from './git-ops';
import type { EngineFile, SyncedCluster } from './synced-cluster';

/** The files of an engine's folder. */
export function gitOpsFiles(definition: GitOpsDefinition, cluster: SyncedCluster): readonly EngineFile[] {
  return definition.engine === 'argoCd' ? argoCdFiles(definition, cluster) : fluxFiles(definition, cluster);
}
