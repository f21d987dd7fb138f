import type {
  CustomLabelConvention,
  GpuAllocationMode,
  LabelConvention,
  LabelConventionName,
} from '../../kubernetes/cluster-facts';
import type { KubernetesMinor } from '../../kubernetes/minor';
import type { HpaApiVersion } from '../../kubernetes/served-api';

/** A label convention as messages and needs name it. */
export type ConventionKey = LabelConventionName | 'custom';

/** What a policy may ask of a cluster. */
export type Need =
  | 'behavior'
  | 'ahpa'
  | 'ackSeries'
  | 'podLabelsOnCardSeries'
  | `${GpuAllocationMode}Pool`
  | `not:${ConventionKey}`;

/** The HPA version that a minor gets where the cluster names none. */
export type DefaultHpaApiVersion<K extends KubernetesMinor> = K extends
  | '1.16'
  | '1.17'
  | '1.18'
  | '1.19'
  | '1.20'
  | '1.21'
  | '1.22'
  ? 'v2beta2'
  : 'v2';

type KeyOf<L extends LabelConvention> = L extends CustomLabelConvention ? 'custom' : L & LabelConventionName;

type PoolTerm<Name extends string, M extends GpuAllocationMode, G extends GpuAllocationMode> = M extends G
  ? string
  : `✖ cluster ${Name} has no GpuPool.${M}: add one, or use policy.onGpu(...)`;

type EntryTerm<Name extends string, C extends ConventionKey, L extends LabelConvention> =
  KeyOf<L> extends C
    ? `✖ cluster ${Name} has label convention ${C}, for which metrics.byConvention({ ... }) has no entry`
    : string;

/**
 * What a cluster answers to each need: `string` is yes, a message is no. `unmetNeeds` says the same at run time, in the
 * same words.
 */
export interface Terms<
  Name extends string,
  K extends KubernetesMinor,
  L extends LabelConvention,
  A extends HpaApiVersion,
  H extends boolean,
  G extends GpuAllocationMode,
> {
  readonly behavior?: A extends 'v2beta1'
    ? `✖ cluster ${Name} emits autoscaling/v2beta1, which has no behavior: add policy.with({ scaling: { behavior: 'kubernetesDefault' } })`
    : K extends '1.16' | '1.17'
      ? `✖ cluster ${Name} runs Kubernetes ${K}, and behavior needs 1.18: add policy.with({ scaling: { behavior: 'kubernetesDefault' } })`
      : string;
  readonly ahpa?: H extends true
    ? string
    : `✖ cluster ${Name} has no AHPA: set its prop ahpa, or add the policy with ScalingPolicy.hpa`;
  readonly ackSeries?: L extends 'ack' | CustomLabelConvention
    ? string
    : `✖ cluster ${Name} (label convention ${KeyOf<L>}) has no DCGM_CUSTOM_* series: they come from the ACK exporter`;
  readonly podLabelsOnCardSeries?: L extends 'ack'
    ? `✖ cluster ${Name} (label convention ack) names no pod on DCGM_FI_* series: use metrics.ack.process* on dedicated and shared GPUs, a metric of the inference server on others`
    : string;
  readonly dedicatedPool?: PoolTerm<Name, 'dedicated', G>;
  readonly sharedPool?: PoolTerm<Name, 'shared', G>;
  readonly migPool?: PoolTerm<Name, 'mig', G>;
  readonly timeSlicedPool?: PoolTerm<Name, 'timeSliced', G>;
  readonly 'not:ack'?: EntryTerm<Name, 'ack', L>;
  readonly 'not:dcgmExporter'?: EntryTerm<Name, 'dcgmExporter', L>;
  readonly 'not:dcgmHonorLabels'?: EntryTerm<Name, 'dcgmHonorLabels', L>;
  readonly 'not:gke'?: EntryTerm<Name, 'gke', L>;
  readonly 'not:custom'?: EntryTerm<Name, 'custom', L>;
}

/** A need of a policy, and who asks: a property or a series. */
export type Needs = { readonly [N in Need]?: string };
