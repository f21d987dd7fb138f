import type { HpaSpec, ObjectTarget } from '../../autoscaling/hpa/model';
import { atLeast } from '../../kubernetes/minor';
import type { ClusterContext } from '../cluster/cluster-context';
import type { ServiceIdentity } from '../service/service-identity';
import { startupBehavior } from '../service/startup';
import { type Behavior, hpaBehavior } from './behavior';
import { presetAtPaceOf } from './preset-behavior';
import { scalingMetric } from './scaling-metric';
import type { HpaDefinition } from './scaling-policy';

/** What an autoscaler scales, and how its series are told from others. */
export interface ScaledService extends ServiceIdentity {
  readonly target: ObjectTarget;
  /** Seconds from a pod's creation to Ready; undefined where nobody says it. */
  readonly startupSeconds: number | undefined;
}

/** The policy as the HPA model has it. Thresholds are expected to be in range. */
export function hpaSpec(scaling: HpaDefinition, service: ScaledService, cluster: ClusterContext): HpaSpec {
  const behavior = behaviorOf(scaling, service.startupSeconds, cluster);
  const { labelConvention } = cluster.facts;
  return {
    scaleTargetRef: service.target,
    minReplicas: scaling.minReplicas,
    maxReplicas: scaling.maxReplicas,
    metrics: scaling.metrics.flatMap((target) => scalingMetric(target, labelConvention, service) ?? []),
    ...(behavior && { behavior: hpaBehavior(behavior) }),
  };
}

/**
 * The author's, with a preset at the pace of the start-up; what it leaves open upwards, and where there is none, waits for pods
 * on their way. That needs a version with a behavior.
 */
function behaviorOf(
  { behavior, kubernetesDefault }: HpaDefinition,
  startupSeconds: number | undefined,
  { hpaApiVersion, facts }: ClusterContext,
): Behavior | undefined {
  if (behavior?.scaleUp) return presetAtPaceOf(behavior, startupSeconds);
  const unable = hpaApiVersion === 'v2beta1' || !atLeast(facts.kubernetes, '1.18');
  if (startupSeconds === undefined || kubernetesDefault || unable) return behavior;
  return { ...behavior, ...startupBehavior(startupSeconds) };
}
