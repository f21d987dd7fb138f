import { versionProblems } from '../../autoscaling/hpa/version-support';
import { isTimeZone } from '../../kubernetes/time-zone';
import type { ClusterContext } from '../cluster/cluster-context';
import type { Gpu } from '../gpu/gpu';
import { metricProblems } from '../metrics/metric-problems';
import type { PolicyProblem } from '../problems/policy-error';
import { replicaProblems } from '../service/replica-problems';
import type { ServiceIdentity } from '../service/service-identity';
import { ahpaProblems } from './ahpa-problems';
import { behaviorProblems } from './behavior';
import { hpaSpec } from './hpa-spec';
import type { HpaDefinition, ScalingDefinition } from './scaling-policy';
import { thresholdProblems } from './threshold-problems';

/** What a policy says about scaling, where it lands. */
export interface ScalingContext {
  readonly gpu: Gpu;
  readonly cluster: ClusterContext;
  /** Seconds from a pod's creation to Ready, where the policy says it. */
  readonly startupSeconds: number | undefined;
  readonly identity: ServiceIdentity;
}

/** Everything about a scaling policy that its types could not rule out. */
export function scalingProblems(
  scaling: ScalingDefinition,
  { gpu, cluster, startupSeconds, identity }: ScalingContext,
): readonly PolicyProblem[] {
  const { labelConvention: convention, substitutions } = cluster.facts;
  const problems = [
    ...replicaProblems(scaling),
    ...metricProblems(scaling, { gpu, convention, identity, substitutions }),
    ...thresholdProblems(scaling.metrics),
    ...(scaling.kind === 'hpa'
      ? hpaProblems(scaling, cluster)
      : ahpaProblems(scaling, startupSeconds, controllerZoneOf(cluster))),
  ];
  if (problems.length > 0 || scaling.kind === 'ahpa') return problems;
  return versionSupportProblems(scaling, cluster);
}

/** A zone that is none is reported for the cluster. */
function controllerZoneOf({ facts }: ClusterContext): string | undefined {
  return isTimeZone(facts.ahpaTimeZone) ? facts.ahpaTimeZone : undefined;
}

function hpaProblems({ behavior, schedule }: HpaDefinition, cluster: ClusterContext): readonly PolicyProblem[] {
  const problems = behaviorProblems(behavior ?? {});
  if (schedule === undefined) return problems;
  const summary = 'an HPA follows no schedule.';
  const help = inPlaceOfSchedule(cluster);
  return [...problems, { code: 'schedule-on-hpa', property: 'scaling.schedule', value: schedule, summary, help }];
}

/** Source: README of kubernetes-cronhpa-controller. Pointed at the workload itself, it and the HPA would undo each other. */
function inPlaceOfSchedule({ facts }: ClusterContext): string {
  const rest =
    'raise minReplicas to what the busy hours need, or point a CronHorizontalPodAutoscaler at the HPA (scaleTargetRef: autoscaling/v1, HorizontalPodAutoscaler).';
  if (facts.ahpa) return `Use ScalingPolicy.ahpa({ schedule }), ${rest}`;
  return facts.pipeline.kind === 'ackAdapter'
    ? `Install AHPA, say so with ahpa: true of the cluster, and use ScalingPolicy.ahpa({ schedule }); or ${rest}`
    : `This cluster has no AHPA, which follows schedules: ${rest}`;
}

/** Needs are compared with the cluster elsewhere; what is left is what only this API version and minor lack. */
function versionSupportProblems(scaling: HpaDefinition, cluster: ClusterContext): readonly PolicyProblem[] {
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'target' };
  const spec = hpaSpec(
    scaling,
    { target, container: 'container', service: 'service', startupSeconds: undefined },
    cluster,
  );
  return versionProblems(spec, cluster.hpaApiVersion, cluster.facts.kubernetes)
    .filter(({ code }) => code !== 'behavior-unsupported' && code !== 'version-not-served')
    .map(({ property, message, help }) => ({
      code: 'hpa-version',
      property: `scaling.${property}`,
      summary: `scaling.${property} cannot be written: ${message}.`,
      help: `${help}.`,
    }));
}
