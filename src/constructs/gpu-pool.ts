import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { GpuAllocationMode, GpuPoolFacts } from '../kubernetes/cluster-facts';
import type { Toleration } from '../kubernetes/toleration';
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

/** What a pool of MIG slices holds. */
export interface MigGpuPoolProps extends GpuPoolProps {
  /** The profile of its slices. Nodes with several profiles are several pools. */
  readonly profile: MigProfile;
}

/** The node label that says how ACK hands out the cards of a node. */
export const ACK_SCHEDULE_LABEL = 'ack.node.gpu.schedule';

/** What any pool may be given; what it was given, in JavaScript, `poolShapeProblems` says. */
export type AnyGpuPoolProps = GpuPoolProps & Partial<SharedGpuPoolProps & MigGpuPoolProps>;

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
  public static timeSliced(name: string, props: GpuPoolProps): GpuPool<'timeSliced'> {
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
    const { gpu, count, max, memory, sharing, profile, nodeSelector, tolerations } = this.props;
    const labels = { ...nodeSelector, ...(sharing && { [ACK_SCHEDULE_LABEL]: sharing }) };
    return {
      name,
      gpu,
      allocation,
      count,
      ...(max !== undefined && { max }),
      ...(memory && { memoryGiB: memory.toGibibytes({ rounding: SizeRoundingBehavior.NONE }) }),
      ...(profile !== undefined && { profile }),
      ...(Object.keys(labels).length > 0 && { nodeSelector: labels }),
      ...(tolerations && { tolerations }),
    };
  }
}
