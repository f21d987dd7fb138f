import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { GpuAllocationMode, GpuPoolFacts, Toleration } from '../kubernetes/cluster-facts';
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

/** How ACK shares a card: the value of the node label `ack.node.gpu.schedule`. */
export type AckSharing = 'share' | 'cgpu' | 'mps' | 'core_mem';

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

/** A cluster's GPUs of one kind. Mirrors `Gpu`: a policy needs a pool of its own allocation. */
export class GpuPool<out M extends GpuAllocationMode = GpuAllocationMode> {
  /** Cards handed out whole. */
  public static dedicated(name: string, props: GpuPoolProps): GpuPool<'dedicated'> {
    return new GpuPool('dedicated', name, props);
  }

  /** Cards whose memory several pods share, as ACK does. */
  public static shared(name: string, props: SharedGpuPoolProps): GpuPool<'shared'> {
    const { memory, sharing, ...others } = props;
    const nodeSelector = { ...others.nodeSelector, ...(sharing && { [ACK_SCHEDULE_LABEL]: sharing }) };
    return new GpuPool('shared', name, {
      ...others,
      ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
      ...(memory && { memoryGiB: memory.toGibibytes({ rounding: SizeRoundingBehavior.NONE }) }),
    });
  }

  /** Slices of cards cut by Multi-Instance GPU; `count` and `max` are slices. */
  public static mig(name: string, props: MigGpuPoolProps): GpuPool<'mig'> {
    return new GpuPool('mig', name, props);
  }

  /** Turns on cards; `count` and `max` are turns: the cards times the replicas that the device plugin makes of each. */
  public static timeSliced(name: string, props: GpuPoolProps): GpuPool<'timeSliced'> {
    return new GpuPool('timeSliced', name, props);
  }

  /** What `cluster.yaml` says about the pool. */
  public readonly facts: GpuPoolFacts;

  private constructor(
    /** How the pool's GPUs are handed out. */
    public readonly allocation: M,
    name: string,
    { gpu, count, max, memoryGiB, profile, nodeSelector, tolerations }: Omit<GpuPoolFacts, 'name' | 'allocation'>,
  ) {
    this.facts = {
      name,
      gpu,
      allocation,
      count,
      ...(max !== undefined && { max }),
      ...(memoryGiB !== undefined && { memoryGiB }),
      ...(profile !== undefined && { profile }),
      ...(nodeSelector && { nodeSelector }),
      ...(tolerations && { tolerations }),
    };
  }
}
