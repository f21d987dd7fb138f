import type { Duration } from 'cdk8s';

/** The adapter's chart, for a GitOps engine that installs it with the values that the cluster writes. */
export interface AdapterChart {
  /** The address of the Helm repository; `oci://` for one in a registry. */
  readonly repoUrl: string;
  /** The version of the chart. */
  readonly version: string;
  /** The namespace of the release. */
  readonly namespace: string;
  /** The name of the release. @default - the name of the chart */
  readonly releaseName?: string;
}

/** Where the rendered manifests are, and how Argo CD syncs them. */
export interface ArgoCdProps {
  /** The Git repository that has the output folder. */
  readonly repoUrl: string;
  /** The branch, tag or commit. @default 'HEAD' */
  readonly targetRevision?: string;
  /** The output folder in that repository: a path without a slash at its ends, or `.` for the root. @default 'dist' */
  readonly folder?: string;
  /** Argo CD's project. @default 'default' */
  readonly project?: string;
  /** The namespace of Argo CD. @default 'argocd' */
  readonly namespace?: string;
  /** The address of the cluster's API server, as Argo CD knows it. @default 'https://kubernetes.default.svc' */
  readonly server?: string;
  /**
   * `cluster`: one Application. `namespace`: an ApplicationSet that makes one for each namespace; objects without a namespace are
   * in that of `default`. Sync waves order the objects of one Application, and not Applications that a set makes.
   *
   * @default 'cluster'
   */
  readonly applications?: 'cluster' | 'namespace';
  /**
   * The config management plugin that renders the manifests and fills the placeholders of the cluster's `substitutions`: Argo CD
   * itself fills none. Values for the adapter's chart do not pass through it.
   *
   * @default - none; a manifest with a placeholder is then an error
   */
  readonly plugin?: string;
  /** The adapter's chart, where Argo CD installs it: for a pipeline that writes Helm values. @default - it is installed otherwise */
  readonly adapterChart?: AdapterChart;
}

/** An object in the namespace of Flux's objects whose keys are the names of placeholders. */
export interface SubstitutionSource {
  /** The kind of the object. */
  readonly kind: 'ConfigMap' | 'Secret';
  /** Its name. */
  readonly name: string;
  /** Whether Flux goes on without it. @default false */
  readonly optional?: boolean;
}

/** Where the rendered manifests are, and how Flux applies them. */
export interface FluxProps {
  /** The source object that has the output folder. */
  readonly source: { readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket'; readonly name: string };
  /** The output folder in that source: a path without a slash at its ends, or `.` for the root. @default 'dist' */
  readonly folder?: string;
  /** The namespace of Flux's objects. @default 'flux-system' */
  readonly namespace?: string;
  /** How often Flux compares: whole seconds. @default Duration.minutes(10) */
  readonly interval?: Duration;
  /**
   * How long objects may take to be healthy: longer than a pod needs to start and be scraped.
   *
   * @default - the longest `startup.max` with the time to drain and 2 minutes for the first metric, 15 minutes at least
   */
  readonly timeout?: Duration;
  /**
   * From where the placeholders of the cluster's `substitutions` are filled; one source at least must not be optional. Required
   * where the cluster declares placeholders, and refused elsewhere: Flux would empty every `${...}`.
   *
   * @default - none
   */
  readonly substituteFrom?: readonly SubstitutionSource[];
  /** The adapter's chart, where Flux installs it: for a pipeline that writes Helm values. @default - it is installed otherwise */
  readonly adapterChart?: AdapterChart;
}

/** What a cluster's GitOps engine needs, as values. */
export type GitOpsDefinition =
  | ({ readonly engine: 'argoCd' } & ArgoCdProps)
  | ({ readonly engine: 'flux' } & FluxProps);

/** The engine that syncs a cluster's manifests. Its objects are written beside them, in a folder of their own. */
export class GitOps {
  /** Argo CD: `argocd/` gets an Application or ApplicationSet, and the manifests get sync waves. */
  public static argoCd(props: ArgoCdProps): GitOps {
    return new GitOps({ ...props, engine: 'argoCd' });
  }

  /** Flux: `flux/` gets a Kustomization, and a HelmRelease for the adapter where it is given. */
  public static flux(props: FluxProps): GitOps {
    return new GitOps({ ...props, engine: 'flux' });
  }

  private constructor(
    /** The props. */
    public readonly definition: GitOpsDefinition,
  ) {}
}
