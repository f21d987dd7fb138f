import { type Size, SizeRoundingBehavior } from 'cdk8s';
import { type GpuAllocationMode, type GpuPoolFacts, WHOLE_GPU_RESOURCE } from '../../kubernetes/cluster-facts';
import type { Toleration } from '../../kubernetes/toleration';
import type { MigProfile } from './gpu';

/** What a pool holds, and how a pod gets there. */
export interface GpuPoolProps {
  /** The model, such as `A10`. */
  readonly gpu: string;
  /** GPUs in the pool; slices or turns, where it hands out those. */
  readonly count: number;
  /**
   * The count that the pool may grow to.
   *
   * @default - count: the pool does not grow
   */
  readonly max?: number;
  /**
   * Whether the provider may take the pool's nodes away at short notice.
   *
   * @default false
   */
  readonly spot?: boolean;
  /**
   * The labels of the pool's nodes, which its pods select.
   *
   * @default - none: any node that has the resource
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * What its pods tolerate.
   *
   * @default - nothing
   */
  readonly tolerations?: readonly Toleration[];
}

export const ACK_SHARINGS = ['share', 'cgpu', 'mps', 'core_mem'] as const;

/** How ACK shares a card: the value of the node label `ack.node.gpu.schedule`. */
export type AckSharing = (typeof ACK_SHARINGS)[number];

/** What a pool of shared cards holds. */
export interface SharedGpuPoolProps extends GpuPoolProps {
  /**
   * Memory that one card hands out. The node says it: `aliyun.com/gpu-mem` divided by its cards.
   *
   * @default - unknown: whether the services fit cannot be checked
   */
  readonly memory?: Size;
  /**
   * How the nodes share a card: `share` without isolation, `cgpu` and `mps` with isolated memory, `core_mem` with isolated
   * memory and compute. It becomes the node selector `ack.node.gpu.schedule`.
   *
   * @default - no such selector
   */
  readonly sharing?: AckSharing;
}

export const MIG_STRATEGIES = ['mixed', 'single'] as const;

/** What the device plugin calls MIG slices. */
export type MigStrategy = (typeof MIG_STRATEGIES)[number];

/** What a pool of MIG slices holds. */
export interface MigGpuPoolProps extends GpuPoolProps {
  /** The profile of its slices. Nodes with several profiles are several pools. */
  readonly profile: MigProfile;
  /**
   * The device plugin's MIG strategy. With `mixed`, slices are asked for as `nvidia.com/mig-<profile>`; with `single`, as GKE has
   * it, as `nvidia.com/gpu`, so that `nodeSelector` must tell the nodes from those with whole cards. Source: NVIDIA GPU
   * Operator, "GPU Operator with MIG"; Google Cloud, "Running multi-instance GPUs".
   *
   * @default 'mixed'
   */
  readonly strategy?: MigStrategy;
}

/** What a pool of turns holds. */
export interface TimeSlicedGpuPoolProps extends GpuPoolProps {
  /**
   * Whether the device plugin calls a turn `nvidia.com/gpu.shared`: its `renameByDefault`, which it has off unless told, and
   * GKE never has. Without, a turn is asked for as `nvidia.com/gpu`, so that `nodeSelector` must tell the nodes from those with
   * whole cards. Source: NVIDIA k8s-device-plugin, "Shared Access to GPUs"; Google Cloud, "Time-sharing GPUs on GKE".
   *
   * @default true
   */
  readonly renamed?: boolean;
}

/** The node label that says how ACK hands out the cards of a node. */
export const ACK_SCHEDULE_LABEL = 'ack.node.gpu.schedule';

/** What any pool may be given; what it was given, in JavaScript, `poolShapeProblems` says. */
export type AnyGpuPoolProps = GpuPoolProps & Partial<SharedGpuPoolProps & MigGpuPoolProps & TimeSlicedGpuPoolProps>;

/** A cluster's GPUs of one kind. Mirrors `Gpu`: a policy needs a pool of its own allocation. */
export class GpuPool<out M extends GpuAllocationMode = GpuAllocationMode> {
  /** Cards handed out whole. */
  public static dedicated(name: string, props: GpuPoolProps): GpuPool<'dedicated'> {
    return new GpuPool('dedicated', name, props);
  }

  /** Cards whose memory several pods share, as ACK does. */
  public static shared(name: string, props: SharedGpuPoolProps): GpuPool<'shared'> {
    return new GpuPool('shared', name, props);
  }

  /** Slices of cards cut by Multi-Instance GPU; `count` and `max` are slices. */
  public static mig(name: string, props: MigGpuPoolProps): GpuPool<'mig'> {
    return new GpuPool('mig', name, props);
  }

  /** Turns on cards; `count` and `max` are turns: the cards times the replicas that the device plugin makes of each. */
  public static timeSliced(name: string, props: TimeSlicedGpuPoolProps): GpuPool<'timeSliced'> {
    return new GpuPool('timeSliced', name, props);
  }

  private constructor(
    /** How the pool's GPUs are handed out. */
    public readonly allocation: M,
    /** The pool's name. */
    public readonly name: string,
    /** What the pool was made of. @internal */
    public readonly props: AnyGpuPoolProps,
  ) {}

  /** What `cluster.yaml` says about the pool. */
  public get facts(): GpuPoolFacts {
    const { name, allocation } = this;
    const { gpu, count, max, spot, memory, sharing, profile, strategy, renamed, nodeSelector, tolerations } =
      this.props;
    const labels = { ...nodeSelector, ...(sharing && { [ACK_SCHEDULE_LABEL]: sharing }) };
    return {
      name,
      gpu,
      allocation,
      count,
      ...(max !== undefined && { max }),
      ...(spot && { spot }),
      ...(memory && { memoryGiB: memory.toGibibytes({ rounding: SizeRoundingBehavior.NONE }) }),
      ...(profile !== undefined && { profile }),
      ...((strategy === 'single' || renamed === false) && { resource: WHOLE_GPU_RESOURCE }),
      ...(Object.keys(labels).length > 0 && { nodeSelector: labels }),
      ...(tolerations && { tolerations }),
    };
  }
}
