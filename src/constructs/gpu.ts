import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { GpuAllocationMode } from '../kubernetes/cluster-facts';

/** The GPUs of one replica: how many, and how they are handed out. */
export class Gpu<out M extends GpuAllocationMode = GpuAllocationMode> {
  /**
   * Whole cards for this container alone.
   *
   * @param count cards per replica, at least 1
   */
  public static dedicated(count: number): Gpu<'dedicated'> {
    return new Gpu('dedicated', 'nvidia.com/gpu', count, count);
  }

  /**
   * A part of one card's memory, shared with other pods: ACK's GPU sharing.
   *
   * @param props.memory memory of the card per replica, in whole GiB
   */
  public static shared(props: { readonly memory: Size }): Gpu<'shared'> {
    return new Gpu(
      'shared',
      'aliyun.com/gpu-mem',
      props.memory.toGibibytes({ rounding: SizeRoundingBehavior.NONE }),
      1,
    );
  }

  private constructor(
    /** How the GPUs are handed out. */
    public readonly mode: M,
    /** The extended resource that a container asks for. */
    public readonly resource: 'nvidia.com/gpu' | 'aliyun.com/gpu-mem',
    /** How much of the resource a replica asks for: cards, or GiB of memory. */
    public readonly amount: number,
    /** Cards that a replica runs on. */
    public readonly cards: number,
  ) {}
}
