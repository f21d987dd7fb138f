import type { GpuAllocationMode, GpuPoolFacts } from '../kubernetes/cluster-facts';

/** What a pool holds. */
export interface GpuPoolProps {
  /** The model, such as `A10`. */
  readonly gpu: string;
  /** GPUs in the pool. */
  readonly count: number;
  /**
   * GPUs that the pool may grow to.
   *
   * @default - count: the pool does not grow
   */
  readonly max?: number;
}

/** A cluster's GPUs of one kind. Mirrors `Gpu`: a policy needs a pool of its own allocation. */
export class GpuPool<out M extends GpuAllocationMode = GpuAllocationMode> {
  /** Cards handed out whole. */
  public static dedicated(name: string, props: GpuPoolProps): GpuPool<'dedicated'> {
    return new GpuPool('dedicated', name, props);
  }

  /** Cards whose memory several pods share. */
  public static shared(name: string, props: GpuPoolProps): GpuPool<'shared'> {
    return new GpuPool('shared', name, props);
  }

  /** What `cluster.yaml` says about the pool. */
  public readonly facts: GpuPoolFacts;

  private constructor(
    /** How the pool's GPUs are handed out. */
    public readonly allocation: M,
    name: string,
    { gpu, count, max }: GpuPoolProps,
  ) {
    this.facts = { name, gpu, allocation, count, ...(max !== undefined && { max }) };
  }
}
