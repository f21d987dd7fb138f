import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import { refuseCall } from '../problems/refused-call';
import { number, record, shaped, size } from '../problems/shape';

/**
 * A MIG profile as its resource name has it: compute slices and memory, such as `1g.10gb`. NVIDIA writes `+me`, `+me.all` and
 * `+gfx` for slices with media engines and graphics; a resource name has `.` in place of `+`. `-me` is without media engines.
 */
export type MigProfile = `${number}g.${number}gb${'' | '.me' | '.me.all' | '.gfx' | '-me'}`;

/** A part of one card. */
export interface SharedGpuProps {
  /** Memory of the card, in whole GiB. */
  readonly memory: Size;
  /**
   * Percent of the card's compute, 1 to 100. Only nodes with ACK's label `ack.node.gpu.schedule: core_mem` hand it out, and
   * there it must be given.
   *
   * @default - compute is shared without a limit
   */
  readonly core?: number;
}

const SHARED = record({ memory: size, 'core?': number });
const PROFILE = shaped(
  (value) => typeof value === 'string',
  'a MIG profile such as 1g.10gb',
  "Write Gpu.mig('1g.10gb').",
);

/** What a pod asks for beside CPU and memory: extended resources by name, each a whole number. */
export interface GpuLimits {
  readonly [resource: string]: number;
}

/** The GPUs of one pod: how many, and how they are handed out. */
export class Gpu<out M extends GpuAllocationMode = GpuAllocationMode> {
  /**
   * Whole cards for this container alone.
   *
   * @param count cards per pod, at least 1
   */
  public static dedicated(count: number): Gpu<'dedicated'> {
    return new Gpu('dedicated', { 'nvidia.com/gpu': count });
  }

  /**
   * A part of one card, shared with other pods: ACK's GPU sharing. Source: Alibaba Cloud, "Labels used by ACK for scheduling
   * and extended resources".
   */
  public static shared(props: SharedGpuProps): Gpu<'shared'> {
    refuseCall('Gpu.shared({ memory, core })', SHARED(props, typeof props === 'object' ? '' : 'the argument'));
    const { memory, core } = props;
    return new Gpu('shared', {
      'aliyun.com/gpu-mem': memory.toGibibytes({ rounding: SizeRoundingBehavior.NONE }),
      ...(core !== undefined && { 'aliyun.com/gpu-core.percentage': core }),
    });
  }

  /**
   * Slices of cards that are cut by NVIDIA's Multi-Instance GPU, as the device plugin's strategy `mixed` names them, or as the
   * pool says: see `strategy` of `GpuPool.mig`. Source: NVIDIA GPU Operator, "GPU Operator with MIG".
   *
   * @param profile such as `1g.10gb`
   * @param count slices per pod, at least 1
   */
  public static mig(profile: MigProfile, count = 1): Gpu<'mig'> {
    refuseCall('Gpu.mig(profile, count)', PROFILE(profile, 'profile'));
    return new Gpu('mig', { [`nvidia.com/mig-${profile}`]: count }, profile);
  }

  /**
   * Turns on cards that several pods use one after the other. More turns give no larger share. The resource is called
   * `nvidia.com/gpu.shared`, as the device plugin does with `renameByDefault: true`, or as the pool says: see `renamed` of
   * `GpuPool.timeSliced`. Source: NVIDIA k8s-device-plugin, "Shared Access to GPUs".
   *
   * @param count turns per pod, at least 1
   */
  public static timeSliced(count = 1): Gpu<'timeSliced'> {
    return new Gpu('timeSliced', { 'nvidia.com/gpu.shared': count });
  }

  private constructor(
    /** How the GPUs are handed out. */
    public readonly mode: M,
    /** The extended resources that a container asks for, where the pool has no other name for them. */
    public readonly limits: GpuLimits,
    /** The profile of its MIG slices; undefined for other GPUs. */
    public readonly profile: string | undefined = undefined,
  ) {}
}
