import { GPU_ALLOCATION_MODES } from '../../kubernetes/cluster-facts';
import { atLeast } from '../../kubernetes/minor';
import { conventionName } from '../../metrics/label-convention';
import type { PolicyProblem } from '../problems/policy-error';
import type { ClusterContext } from './cluster-context';
import type { Need, Needs } from './cluster-terms';

/** A need that a cluster does not meet: what the cluster is, and what it would have to be. */
export interface UnmetNeed {
  readonly need: Need;
  /** The property or series that asks. */
  readonly askedBy: string;
  /** The words that the compiler of TypeScript uses: a fact, and after a colon the cure. */
  readonly message: string;
  readonly found: string;
  readonly allowed: string;
}

type Answer = Pick<UnmetNeed, 'message' | 'found' | 'allowed'> | undefined;

const WITHOUT_BEHAVIOR = "add policy.with({ scaling: { behavior: 'kubernetesDefault' } })";

/** The needs that a cluster does not meet. */
export function unmetNeeds(needs: Needs, cluster: ClusterContext): readonly UnmetNeed[] {
  return Object.entries(needs).flatMap(([key, askedBy]) => {
    const need = key as Need;
    const unmet = answer(need, cluster);
    return unmet === undefined ? [] : [{ need, askedBy, ...unmet }];
  });
}

/** An unmet need as an error. */
export function unmetProblem({ need, askedBy, message, found, allowed }: UnmetNeed): PolicyProblem {
  const [fact = message, cure] = message.split(/: (?=add |set |use )/);
  return {
    code: 'needs-cluster',
    property: askedBy,
    value: found,
    allowed,
    summary: `the policy needs ${need} (${askedBy}), but ${fact}.`,
    help: cure ? `${cure.charAt(0).toUpperCase()}${cure.slice(1)}.` : `It needs ${allowed}.`,
  };
}

/** The run-time twin of `Terms`; undefined where the cluster meets the need. */
function answer(need: Need, cluster: ClusterContext): Answer {
  switch (need) {
    case 'behavior':
      return behaviorAnswer(cluster);
    case 'ahpa':
      return ahpaAnswer(cluster);
    case 'ackSeries':
      return ackSeriesAnswer(cluster);
    case 'podLabelsOnCardSeries':
      return podLabelsAnswer(cluster);
    case 'dedicatedPool':
    case 'sharedPool':
    case 'migPool':
    case 'timeSlicedPool':
      return poolAnswer(need, cluster);
    default:
      return entryAnswer(need, cluster);
  }
}

function behaviorAnswer({ name, facts: { kubernetes }, hpaApiVersion }: ClusterContext): Answer {
  const found = `autoscaling/${hpaApiVersion} on Kubernetes ${kubernetes}`;
  const allowed = 'autoscaling/v2, or autoscaling/v2beta2 from Kubernetes 1.18 on';
  if (hpaApiVersion === 'v2beta1') {
    const message = `cluster ${name} emits autoscaling/v2beta1, which has no behavior: ${WITHOUT_BEHAVIOR}`;
    return { message, found, allowed };
  }
  if (atLeast(kubernetes, '1.18')) return undefined;
  const message = `cluster ${name} runs Kubernetes ${kubernetes}, and behavior needs 1.18: ${WITHOUT_BEHAVIOR}`;
  return { message, found, allowed };
}

function ahpaAnswer({ name, facts }: ClusterContext): Answer {
  if (facts.ahpa) return undefined;
  const message = `cluster ${name} has no AHPA: set its prop ahpa, or add the policy with ScalingPolicy.hpa`;
  return { message, found: 'no AHPA', allowed: 'a cluster with ahpa: true' };
}

/** A custom convention may name the labels of the ACK exporter; nothing says that it does not. */
function ackSeriesAnswer({ name, facts }: ClusterContext): Answer {
  const found = conventionName(facts.labelConvention);
  if (found === 'ack' || found === 'custom') return undefined;
  const message = `cluster ${name} (label convention ${found}) has no DCGM_CUSTOM_* series: they come from the ACK exporter`;
  return { message, found, allowed: 'a cluster with label convention ack' };
}

function podLabelsAnswer({ name, facts }: ClusterContext): Answer {
  const found = conventionName(facts.labelConvention);
  if (found !== 'ack') return undefined;
  const message = `cluster ${name} (label convention ack) names no pod on DCGM_FI_* series: use metrics.ack.process* on dedicated and shared GPUs, a metric of the inference server on others`;
  return { message, found, allowed: 'a cluster with another label convention than ack' };
}

function poolAnswer(need: Need, { name, facts: { gpuPools } }: ClusterContext): Answer {
  const mode = GPU_ALLOCATION_MODES.find((each) => need === `${each}Pool`);
  if (gpuPools.some(({ allocation }) => allocation === mode)) return undefined;
  const message = `cluster ${name} has no GpuPool.${mode}: add one, or use policy.onGpu(...)`;
  const found = gpuPools.length === 0 ? 'no pool' : gpuPools.map(({ allocation }) => allocation).join(', ');
  return { message, found, allowed: `a cluster with a GpuPool.${mode}` };
}

function entryAnswer(need: Need, { name, facts }: ClusterContext): Answer {
  const found = conventionName(facts.labelConvention);
  if (need !== `not:${found}`) return undefined;
  const message = `cluster ${name} has label convention ${found}, for which metrics.byConvention({ ... }) has no entry`;
  return { message, found, allowed: 'a cluster with a label convention that has an entry' };
}
