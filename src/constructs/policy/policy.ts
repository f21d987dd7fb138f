import type { Duration, Size } from 'cdk8s';
import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import type { Needs } from '../cluster/cluster-terms';
import type { Gpu } from '../gpu/gpu';
import type { ObjectPatch } from '../output/object-patch';
import { PolicyError } from '../problems/policy-error';
import { throwErrors } from '../problems/throw-errors';
import { type ScalingNumbers, ScalingPolicy } from '../scaling/scaling-policy';
import type { Engine } from '../service/engine';
import { type Merged, merged } from './merged';
import { overridesProblems } from './overrides-shape';
import { type NeedsOf, needsOf, type ScalingOn } from './policy-needs';

/** Quantities of CPU and memory, such as `200m` and `2G`. */
export interface ComputeQuantities {
  /** @default - none */
  readonly cpu?: string;
  /** @default - none */
  readonly memory?: string;
}

/** What the container asks for beside its GPUs. */
export interface ComputeResources {
  /** @default - none: the limits, where there are any */
  readonly requests?: ComputeQuantities;
  /** @default - none: only the GPUs are limited */
  readonly limits?: ComputeQuantities;
}

/** How a service is reached. */
export interface ServiceExposure {
  /**
   * The Service's name.
   *
   * @default - the id of the policy; with `podGroup`, `<id>-leader`: the LeaderWorkerSet needs the other name itself
   */
  readonly name?: string;
  /**
   * The Service's type.
   *
   * @default 'ClusterIP'
   */
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /**
   * The Service's port.
   *
   * @default - the container's port
   */
  readonly port?: number;
}

/** A replica of several pods: one leader, which is called and scaled on, and workers. */
export interface PodGroup {
  /** Pods of one replica, the leader among them: at least 2. */
  readonly size: number;
  /**
   * What a worker runs where it differs from the leader.
   *
   * @default - the leader's command and arguments
   */
  readonly worker?: {
    /** The worker's entry point. @default - that of the image */
    readonly command?: readonly string[];
    /** The worker's arguments. @default - those of the image */
    readonly args?: readonly string[];
  };
}

/** How long a pod takes from creation to Ready. */
export interface StartupTimes {
  /**
   * The usual time. AHPA scales up that much earlier; an HPA without a `behavior` of its own, or with that of
   * a preset, adds pods no more often. The workload says it in the annotation `foresail.dev/expected-startup`, by which
   * `hpa/scale-up-faster-than-startup` judges the pace. Until a readiness probe succeeds, the pod gets no requests and a
   * rollout waits.
   */
  readonly expected: Duration;
  /**
   * The time after which it will not come any more. It is the budget of the startup probe, and with the time to drain the
   * deadline of a rollout.
   *
   * @default - no startup probe; a rollout may take the 10 minutes that Kubernetes grants, the usual time and the time to drain
   */
  readonly max?: Duration;
}

/** What a rollout may use. */
export interface RolloutProps {
  /** Replicas for which GPUs are kept free, so that as many new pods may come before old ones go: at least 1. */
  readonly spareReplicas: number;
}

/** The parts of a policy that do not depend on GPU and scaling, and that `with()` can change. */
export interface ServiceSettings {
  /** The namespace of every object of the service. @default 'default' */
  readonly namespace?: string;
  /** The entry point of the container. @default - that of the image */
  readonly command?: readonly string[];
  /** Arguments of the container. @default - those of the image */
  readonly args?: readonly string[];
  /** Environment variables of the container. @default - none */
  readonly env?: { readonly [name: string]: string };
  /** CPU and memory. @default - no requests and no limits */
  readonly resources?: ComputeResources;
  /**
   * The most memory at `/dev/shm`, where processes that serve a model over several GPUs exchange data: vLLM with tensor
   * parallelism, SGLang, NCCL. It is a memory volume, and what is in it counts as memory of the container. `false` leaves the
   * container what its runtime gives, mostly 64 MiB, and the place to a volume of a patch. Source: vLLM, "Using Kubernetes".
   *
   * @default - for several GPUs in a container or a `podGroup` a memory volume that only the memory limit of the container, or
   * the memory of the node, bounds; else none
   */
  readonly sharedMemory?: Size | false;
  /**
   * The GPU pool in which the pods run: a name of the cluster's `gpuPools`. Pools differ by cluster, so this is mostly given
   * where the policy is placed: `policy.with({ pool: 'a10' })`.
   *
   * @default - the pools with the allocation of `gpu`, which then must agree in node selector and tolerations
   */
  readonly pool?: string;
  /**
   * Several pods that serve together as one replica, such as a model over two nodes. The workload is then a LeaderWorkerSet,
   * whose controller the cluster must have; it needs Kubernetes 1.26. `gpu` and `resources` are those of each pod. The id of the
   * policy then has at most 50 characters, 49 where there may be more than ten groups.
   *
   * @default - a Deployment: one pod is one replica
   */
  readonly podGroup?: PodGroup;
  /**
   * The port on which the container serves its metrics, where it is another one than `port`. Container and Service have it
   * under the name `metrics`, for a PodMonitor or ServiceMonitor to name.
   *
   * @default - metrics are on `port`, if anywhere
   */
  readonly metricsPort?: number;
  /**
   * JSON patches of the service's objects, for what has no prop. They are applied last, and the result is checked like
   * everything else.
   *
   * @default - none
   */
  readonly patches?: readonly ObjectPatch[];
  /** How the service is reached. @default - a ClusterIP Service on the container's port */
  readonly service?: ServiceExposure;
  /**
   * The inference server in the container: where to ask whether it is ready, and how it drains.
   *
   * @default - unknown
   */
  readonly engine?: Engine;
  /**
   * The path that answers 200 once the model is loaded.
   *
   * @default - that of the engine; without one, it is enough that the port answers
   */
  readonly healthPath?: string;
  /**
   * How long a pod takes from creation to Ready.
   *
   * @default - unknown; AHPA then needs prediction.scaleUpForward
   */
  readonly startup?: StartupTimes;
  /**
   * How long the longest request runs. A pod that must go is given that time: first a hook waits until nobody sends to it,
   * then the engine finishes what it has, then it is killed. For an engine that takes its time by a flag, `command` or `args`
   * must be given, and a shell's script must have the flag.
   *
   * @default - none: the server is asked to stop at once, and killed 30 s later
   */
  readonly drain?: Duration;
  /**
   * What a rollout may use.
   *
   * @default - no spare GPUs: an old pod goes before a new one comes
   */
  readonly rollout?: RolloutProps;
  /**
   * The replica count while no autoscaler acts, which is under AHPA in `observer`.
   *
   * @default - minReplicas of the scaling policy
   */
  readonly replicas?: number;
  /**
   * Keeps `replicas` in the Deployment for the one release in which an autoscaler takes over. Without it, the API server
   * would set a running Deployment back to 1 replica. See docs/hand-over.md.
   *
   * @default - no replicas where an autoscaler acts
   */
  readonly handOver?: { readonly replicas: number };
}

/** A GPU inference service and how it scales. */
export interface PolicyProps<M extends GpuAllocationMode, S> extends ServiceSettings {
  /** The container image. */
  readonly image: string;
  /** The port on which the container listens. */
  readonly port: number;
  /** The GPUs of one pod. */
  readonly gpu: Gpu<M>;
  /** How the service scales. */
  readonly scaling: ScalingOn<M, S>;
}

/** A policy's values, its types widened. */
export interface AnyPolicyProps extends ServiceSettings {
  readonly image: string;
  readonly port: number;
  readonly gpu: Gpu;
  readonly scaling: ScalingPolicy;
}

/**
 * What `with()` changes: objects are merged key by key, a given list or value replaces what was there. Nothing can be unset: a key
 * that is undefined is unchanged. Whole other scaling goes with its GPU: see `onGpu`.
 */
export interface PolicyOverrides<B extends 'kubernetesDefault' | undefined> extends Merged<ServiceSettings> {
  /** @default - unchanged */
  readonly image?: string;
  /** @default - unchanged */
  readonly scaling?: {
    /** @default - unchanged */
    readonly minReplicas?: number;
    /** @default - unchanged */
    readonly maxReplicas?: number;
    /** `kubernetesDefault` drops the policy's behavior. @default - unchanged */
    readonly behavior?: B;
  };
}

/** A policy is a value that knows no cluster: `cluster.add(policy)` places it, on one cluster or on many. */
export interface Policy<out Id extends string = string, out Asks = object> {
  /** The name of the service: of its folder entry, Deployment, Service and autoscaler. */
  readonly id: Id;
  /** What it asks of a cluster, and which property or series asks. */
  readonly needs: Asks;
  /** The values of the policy. */
  readonly props: AnyPolicyProps;
  /**
   * A variant with other numbers. It cannot change the GPU or the kind of scaling: see `onGpu`. Nor can it change the port.
   *
   * @throws PolicyError for an override of these
   */
  with<B extends 'kubernetesDefault' | undefined = undefined>(
    overrides: PolicyOverrides<B>,
  ): Policy<Id, B extends 'kubernetesDefault' ? Omit<Asks, 'behavior'> : Asks>;
  /** A variant on another GPU, with the scaling that fits it: changing one alone is what goes wrong. */
  onGpu<const M extends GpuAllocationMode, const S extends ScalingPolicy>(
    gpu: Gpu<M>,
    scaling: ScalingOn<M, S>,
  ): Policy<Id, NeedsOf<M, S>>;
}

/**
 * Defines a GPU inference service and how it scales.
 *
 * @param id the name of the service: a DNS label that begins with a letter, and that no other policy of its namespace has
 *
 * @example
 * export const bert = definePolicy('bert-intent-detection', {
 *   image: 'registry.cn-hangzhou.aliyuncs.com/ai-samples/bert-intent-detection:1.0.1',
 *   port: 80,
 *   gpu: Gpu.dedicated(1),
 *   scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 10, metrics: [metrics.ack.processSmUtil.perPod(20)] }),
 * });
 */
export function definePolicy<const Id extends string, const M extends GpuAllocationMode, const S extends ScalingPolicy>(
  id: Id,
  props: PolicyProps<M, S>,
): Policy<Id, NeedsOf<M, S>> {
  return new PolicyValue(id, props as unknown as AnyPolicyProps) as unknown as Policy<Id, NeedsOf<M, S>>;
}

/** The types of `Policy` are the compiler's business; the value itself is this. */
class PolicyValue {
  public constructor(
    public readonly id: string,
    public readonly props: AnyPolicyProps,
  ) {}

  public get needs(): Needs {
    return needsOf(this.props.gpu, this.props.scaling);
  }

  public with(overrides: Merged<ServiceSettings> & { scaling?: ScalingNumbers }): PolicyValue {
    const problems = overridesProblems(overrides, (value) => value instanceof ScalingPolicy);
    throwErrors(problems.map((problem) => new PolicyError(String(this.id), problem)));
    const { scaling, ...others } = overrides;
    const props = merged(this.props, others);
    const { scaling: before } = this.props;
    // What is no scaling policy is reported where the variant is placed.
    const changes = scaling && before instanceof ScalingPolicy;
    return new PolicyValue(this.id, { ...props, ...(changes && { scaling: before.withNumbers(scaling) }) });
  }

  public onGpu(gpu: Gpu, scaling: ScalingPolicy): PolicyValue {
    return new PolicyValue(this.id, { ...this.props, gpu, scaling });
  }
}
