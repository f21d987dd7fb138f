import type { KubernetesMinor } from './minor';
import type { HpaApiVersion } from './served-api';
import type { Toleration } from './toleration';

/** `apiVersion` and `kind` of the file that carries a cluster's facts beside its manifests. */
export const CLUSTER_FILE_NAME = 'cluster.yaml';
export const CLUSTER_API_VERSION = 'foresail.dev/v1';
export const CLUSTER_KIND = 'Cluster';

export const LABEL_CONVENTION_NAMES = ['ack', 'dcgmExporter', 'dcgmHonorLabels', 'gke'] as const;
export const PIPELINE_KINDS = ['ackAdapter', 'prometheusAdapter'] as const;
export const PIPELINE_OUTPUTS = ['configMap', 'helmValues'] as const;
export const GPU_ALLOCATION_MODES = ['dedicated', 'shared', 'mig', 'timeSliced'] as const;

/** What NVIDIA's device plugin calls a whole card, and, by some settings, a MIG slice or a turn, too. */
export const WHOLE_GPU_RESOURCE = 'nvidia.com/gpu';

/**
 * What device plugins call a whole card. ACK's `aliyun.com/gpu` is aware of the topology: the vendor's page on GPU scheduling.
 * Intel's names are those of two drivers.
 */
export const CARD_RESOURCES = [
  WHOLE_GPU_RESOURCE,
  'aliyun.com/gpu',
  'amd.com/gpu',
  'gpu.intel.com/i915',
  'gpu.intel.com/xe',
] as const;

/** A known answer to: which labels name namespace, pod and node? */
export type LabelConventionName = (typeof LABEL_CONVENTION_NAMES)[number];

/** The labels that name namespace, pod and node, given one by one. */
export interface CustomLabelConvention {
  readonly namespace: string;
  readonly pod: string;
  readonly node: string;
}

export type LabelConvention = LabelConventionName | CustomLabelConvention;

/** The program that serves the metrics APIs, and the form in which it takes its rules. */
export type PipelineFacts =
  | { readonly kind: 'ackAdapter' }
  | {
      readonly kind: 'prometheusAdapter';
      readonly output: (typeof PIPELINE_OUTPUTS)[number];
      /** `existing`: the community chart reads a ConfigMap that Foresail writes. */
      readonly adapterValues?: 'existing';
      readonly namespace: string;
    };

/** Which program's rules for reading a configuration apply. */
export type AdapterDialect = 'upstream' | 'ack';

/** How the GPUs of a pool are handed out to containers. */
export type GpuAllocationMode = (typeof GPU_ALLOCATION_MODES)[number];

export interface GpuPoolFacts {
  readonly name: string;
  /** The model, such as `A10`. */
  readonly gpu: string;
  readonly allocation: GpuAllocationMode;
  /** GPUs, or slices where the pool hands out slices. */
  readonly count: number;
  /** The count that the pool may grow to. */
  readonly max?: number;
  /** Whether the provider may take the nodes away at short notice. */
  readonly spot?: boolean;
  /** Memory that one GPU of a shared pool hands out, in whole GiB. */
  readonly memoryGiB?: number;
  /** The profile of the slices of a MIG pool, such as `1g.10gb`. */
  readonly profile?: string;
  /**
   * The resource by which its cards are asked for; of slices and turns where it is the one of NVIDIA's whole cards: MIG strategy
   * `single`, and turns that the device plugin does not rename.
   * @default - cards of NVIDIA, or of the vendor that the model tells; `nvidia.com/mig-<profile>`, `nvidia.com/gpu.shared`
   */
  readonly resource?: (typeof CARD_RESOURCES)[number];
  /** The labels of the pool's nodes. */
  readonly nodeSelector?: { readonly [label: string]: string };
  /** What a pod must tolerate to run on the pool's nodes. */
  readonly tolerations?: readonly Toleration[];
}

/** What a cluster is, for those who read its manifests: the `spec` of `cluster.yaml`. */
export interface ClusterFacts {
  readonly kubernetes: KubernetesMinor;
  readonly hpaApiVersion?: HpaApiVersion;
  readonly labelConvention: LabelConvention;
  readonly pipeline: PipelineFacts;
  readonly gpuPools: readonly GpuPoolFacts[];
  /** Whether AHPA is installed. */
  readonly ahpa?: boolean;
  /** The IANA time zone in which AHPA reads its cron expressions. */
  readonly ahpaTimeZone?: string;
  /** Nobody declared that zone: it is what we take AHPA to use, and the vendor does not say. */
  readonly ahpaTimeZoneAssumed?: boolean;
  /** Names of the placeholders that something replaces between Git and the cluster. */
  readonly substitutions?: readonly string[];
  /** The snapshot to validate against, as a path from the working directory. */
  readonly snapshot?: string;
}

/** The whole of `cluster.yaml`. */
export interface ClusterFile {
  readonly apiVersion: typeof CLUSTER_API_VERSION;
  readonly kind: typeof CLUSTER_KIND;
  readonly metadata: { readonly name: string };
  readonly spec: ClusterFacts;
}

export function dialectOf(pipeline: PipelineFacts): AdapterDialect {
  return pipeline.kind === 'ackAdapter' ? 'ack' : 'upstream';
}
