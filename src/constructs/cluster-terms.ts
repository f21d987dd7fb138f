import {
  type ClusterFacts,
  type CustomLabelConvention,
  GPU_ALLOCATION_MODES,
  type GpuAllocationMode,
  LABEL_CONVENTION_NAMES,
  type LabelConvention,
  type LabelConventionName,
} from '../kubernetes/cluster-facts';
import { atLeast, type KubernetesMinor } from '../kubernetes/minor';
import type { HpaApiVersion } from '../kubernetes/served-api';
import { conventionName } from '../metrics/label-convention';

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
    ? `✖ cluster ${Name} (label convention ack) names no pod on DCGM_FI_* series: use metrics.ack.process*`
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

/** A need that a cluster does not meet. */
export interface UnmetNeed {
  readonly need: Need;
  readonly askedBy: string;
  readonly message: string;
}

/** The needs that a cluster does not meet. */
export function unmetNeeds(
  needs: Needs,
  name: string,
  facts: ClusterFacts,
  hpaApiVersion: HpaApiVersion,
): readonly UnmetNeed[] {
  return Object.entries(needs).flatMap(([need, askedBy]) => {
    const message = answer(need as Need, name, facts, hpaApiVersion);
    return message === undefined || askedBy === undefined ? [] : [{ need: need as Need, askedBy, message }];
  });
}

/** Why a cluster does not meet a need; undefined where it does. The words are those of `Terms`. */
function answer(need: Need, name: string, facts: ClusterFacts, hpaApiVersion: HpaApiVersion): string | undefined {
  const convention = conventionName(facts.labelConvention);
  switch (need) {
    case 'behavior':
      if (hpaApiVersion === 'v2beta1') {
        return `cluster ${name} emits autoscaling/v2beta1, which has no behavior: add policy.with({ scaling: { behavior: 'kubernetesDefault' } })`;
      }
      return atLeast(facts.kubernetes, '1.18')
        ? undefined
        : `cluster ${name} runs Kubernetes ${facts.kubernetes}, and behavior needs 1.18: add policy.with({ scaling: { behavior: 'kubernetesDefault' } })`;
    case 'ahpa':
      return facts.ahpa
        ? undefined
        : `cluster ${name} has no AHPA: set its prop ahpa, or add the policy with ScalingPolicy.hpa`;
    case 'ackSeries':
      return convention === 'ack' || convention === 'custom'
        ? undefined
        : `cluster ${name} (label convention ${convention}) has no DCGM_CUSTOM_* series: they come from the ACK exporter`;
    case 'podLabelsOnCardSeries':
      return convention === 'ack'
        ? `cluster ${name} (label convention ack) names no pod on DCGM_FI_* series: use metrics.ack.process*`
        : undefined;
    case 'dedicatedPool':
    case 'sharedPool':
    case 'migPool':
    case 'timeSlicedPool': {
      const mode = GPU_ALLOCATION_MODES.find((each) => need === `${each}Pool`);
      return facts.gpuPools.some(({ allocation }) => allocation === mode)
        ? undefined
        : `cluster ${name} has no GpuPool.${mode}: add one, or use policy.onGpu(...)`;
    }
    default:
      return need === `not:${convention}`
        ? `cluster ${name} has label convention ${convention}, for which metrics.byConvention({ ... }) has no entry`
        : undefined;
  }
}

/** Every convention a policy may meet. */
export const CONVENTION_KEYS: readonly ConventionKey[] = [...LABEL_CONVENTION_NAMES, 'custom'];
