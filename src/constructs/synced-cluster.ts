import type { HpaApiVersion } from '../kubernetes/served-api';
import type { HelmValues } from '../pipeline/helm-values';

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
