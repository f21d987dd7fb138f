import type { HpaSpec, ObjectTarget } from '../autoscaling/hpa/model';
import { hpaBehavior } from './behavior';
import type { ClusterContext } from './cluster-context';
import { scalingMetric } from './scaling-metric';
import type { HpaDefinition } from './scaling-policy';
import type { ServiceIdentity } from './service-identity';

/** What an autoscaler scales, and how its series are told from others. */
export interface ScaledService extends ServiceIdentity {
  readonly target: ObjectTarget;
}

/** The policy as the HPA model has it. Thresholds are expected to be in range. */
export function hpaSpec(scaling: HpaDefinition, service: ScaledService, { facts }: ClusterContext): HpaSpec {
  return {
    scaleTargetRef: service.target,
    minReplicas: scaling.minReplicas,
    maxReplicas: scaling.maxReplicas,
    metrics: scaling.metrics.flatMap((target) => scalingMetric(target, facts.labelConvention, service) ?? []),
    ...(scaling.behavior && { behavior: hpaBehavior(scaling.behavior) }),
  };
}
