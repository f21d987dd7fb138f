import type { Duration } from 'cdk8s';

/** The adapter's chart, for a GitOps engine that installs it with the values that the cluster writes. */
export interface AdapterChart {
  /** The address of the Helm repository. */
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
  /** The output folder in that repository. @default 'dist' */
  readonly folder?: string;
  /** Argo CD's project. @default 'default' */
  readonly project?: string;
  /** The namespace of Argo CD. @default 'argocd' */
  readonly namespace?: string;
  /** The address of the cluster's API server, as Argo CD knows it. @default 'https://kubernetes.default.svc' */
  readonly server?: string;
  /**
   * `cluster`: one Application. `namespace`: an ApplicationSet that makes one for each namespace.
   *
   * @default 'cluster'
   */
  readonly applications?: 'cluster' | 'namespace';
  /** The adapter's chart, where Argo CD installs it. @default - it is installed otherwise */
  readonly adapterChart?: AdapterChart;
}

/** Where the rendered manifests are, and how Flux applies them. */
export interface FluxProps {
  /** The source object that has the output folder. */
  readonly source: { readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket'; readonly name: string };
  /** The output folder in that source. @default 'dist' */
  readonly folder?: string;
  /** The namespace of Flux's objects. @default 'flux-system' */
  readonly namespace?: string;
  /** How often Flux compares. @default Duration.minutes(10) */
  readonly interval?: Duration;
  /** How long objects may take to be healthy: longer than a pod needs to start and be scraped. @default Duration.minutes(15) */
  readonly timeout?: Duration;
  /** The adapter's chart, where Flux installs it. @default - it is installed otherwise */
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
