import type { ClusterFacts, PipelineFacts } from '../../kubernetes/cluster-facts';
import type { HpaApiVersion } from '../../kubernetes/served-api';
import type { HelmValues } from '../../pipeline/helm-values';
import type { Manifest } from '../output/object-problems';

/** What the objects of an engine are made from. */
export interface SyncedCluster {
  readonly name: string;
  readonly facts: ClusterFacts;
  readonly helmValues: HelmValues | undefined;
  readonly hpaApiVersion: HpaApiVersion;
  /** Whether the manifests have a `kustomization.yaml`. */
  readonly kustomization: boolean;
  /** What the engine syncs: none where the cluster has Helm values alone. */
  readonly manifests: readonly Manifest[];
}

/** An object for the engine itself, as it is before patches. */
export interface EngineObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** A `kustomization.yaml` has none. */
  readonly metadata?: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly spec?: object;
  /** Of a `kustomization.yaml`. */
  readonly resources?: readonly string[];
}

/** A file beside what is synced. */
export interface EngineFile {
  readonly path: string;
  readonly objects: readonly EngineObject[];
}

/** Whether the rules are among the manifests: an adapter that mounts them is ready no sooner than they are applied. */
export function rulesAreSynced(pipeline: PipelineFacts): boolean {
  return pipeline.kind === 'prometheusAdapter' && pipeline.output === 'configMap';
}
