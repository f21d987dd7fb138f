import type { Duration } from 'cdk8s';
import type { GpuAllocationMode, LabelConvention } from '../../kubernetes/cluster-facts';
import type { KubernetesMinor } from '../../kubernetes/minor';
import type { HpaApiVersion } from '../../kubernetes/served-api';
import type { GitOps } from '../git-ops/git-ops';
import type { GpuPool } from '../gpu/gpu-pool';
import type { GuardRails } from '../guard-rails/guard-rails';
import type { Exposable } from '../metrics/metric-target';
import type { ObjectPatch } from '../output/object-patch';
import type { MetricsPipeline } from './metrics-pipeline';

/** What a cluster is and offers. */
export interface ClusterProps<
  K extends KubernetesMinor,
  L extends LabelConvention,
  A extends HpaApiVersion,
  H extends boolean,
  G extends GpuAllocationMode,
> {
  /** The Kubernetes minor, `1.16` to `1.36`. */
  readonly kubernetes: K;
  /**
   * The API version of the cluster's HPAs.
   *
   * @default - `v2` from 1.23 on, `v2beta2` before
   */
  readonly hpaApiVersion?: A;
  /** Which labels name namespace, pod and node on GPU series: a known convention, or the three labels. */
  readonly labelConvention: L;
  /** How scaling metrics reach the autoscalers. */
  readonly metricsPipeline: MetricsPipeline;
  /** The cluster's GPUs. */
  readonly gpuPools: readonly GpuPool<G>[];
  /** Whether AHPA, ACK's predictive autoscaler, is installed. @default false */
  readonly ahpa?: H;
  /**
   * The IANA time zone in which AHPA evaluates its bounds. Schedules are converted to it from their own.
   *
   * @default 'Asia/Shanghai', an assumption: the vendor does not say. `cluster.yaml` marks it as one
   */
  readonly ahpaTimeZone?: string;
  /**
   * How often Prometheus scrapes the services. A counter is rated over four intervals, and a minute at least.
   *
   * @default Duration.seconds(30)
   */
  readonly scrapeInterval?: Duration;
  /** Metrics to serve although no policy asks for them. @default - none */
  readonly expose?: readonly Exposable[];
  /** What the owners of the platform demand of every policy here. @default - nothing */
  readonly guardRails?: GuardRails;
  /**
   * JSON patches of objects of the cluster, whoever makes them: applied last, and the result is checked like everything else.
   *
   * @default - none
   */
  readonly patches?: readonly ObjectPatch[];
  /** The engine that syncs the manifests; its objects are then written too. @default - none */
  readonly gitOps?: GitOps;
  /**
   * Whether the manifests have a Namespace for each namespace of their objects, `default` and those of Kubernetes itself apart. No
   * engine prunes it: that would delete whatever else is in the namespace.
   *
   * @default false: the namespaces are there, or something else makes them
   */
  readonly createNamespaces?: boolean;
  /** Whether the manifests get a `kustomization.yaml`. It turns an Argo CD directory into a Kustomize source. @default false */
  readonly kustomization?: boolean;
  /** Names that something replaces between Git and the cluster, where `${NAME}` stands. @default - none */
  readonly substitutions?: readonly string[];
  /** The snapshot to validate against, as a path from the working directory. @default - none */
  readonly snapshot?: string;
}

/** The props of a cluster whose facts are not known to the compiler. */
export type AnyClusterProps = ClusterProps<KubernetesMinor, LabelConvention, HpaApiVersion, boolean, GpuAllocationMode>;
