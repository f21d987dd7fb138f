import { versionProblems } from '../autoscaling/hpa/version-support';
import { isPathSegmentName, PATH_SEGMENT_RULE } from '../kubernetes/names';
import { behaviorProblems } from './behavior';
import type { ClusterContext } from './cluster-context';
import type { Gpu } from './gpu';
import { hpaSpec } from './hpa-spec';
import type { MetricTarget } from './metric-target';
import type { PolicyProblem } from './policy-error';
import { INSTEAD_ON } from './policy-needs';
import { replicaProblems } from './replica-problems';
import type { AhpaDefinition, HpaDefinition, ScalingDefinition } from './scaling-policy';
import { targetProblems } from './target-problems';

/** What a policy says about scaling, where it lands. */
export interface ScalingContext {
  readonly gpu: Gpu;
  readonly cluster: ClusterContext;
  /** Seconds from a pod's creation to Ready, where the policy says it. */
  readonly startupSeconds: number | undefined;
}

/** Everything about a scaling policy that its types could not rule out. */
export function scalingProblems(scaling: ScalingDefinition, context: ScalingContext): readonly PolicyProblem[] {
  const problems = [
    ...replicaProblems(scaling),
    ...targetProblems(scaling.metrics),
    ...gpuProblems(scaling.metrics, context.gpu),
    ...metricNameProblems(scaling.metrics, context.cluster),
    ...(scaling.kind === 'hpa' ? behaviorProblems(scaling.behavior ?? {}) : ahpaProblems(scaling, context)),
  ];
  if (problems.length > 0 || scaling.kind === 'ahpa') return problems;
  return versionSupportProblems(scaling, context.cluster);
}

/** Only a policy's own series can have such names. */
function metricNameProblems(targets: readonly MetricTarget[], { facts }: ClusterContext): readonly PolicyProblem[] {
  return targets.flatMap(({ values }, index): readonly PolicyProblem[] => {
    const definition = values.kind === 'pods' ? values.metric.definitionFor(facts.labelConvention) : undefined;
    if (!definition) return [];
    const { series, name } = definition;
    const problem = (value: string, allowed: string): PolicyProblem => ({
      code: 'metric-name',
      property: `scaling.metrics[${index}]`,
      value,
      allowed,
      help: 'Give metrics.custom the name of a series, and with "as" the name of the API metric.',
    });
    if (!/^[A-Za-z_:][A-Za-z0-9_:]*$/.test(series)) {
      return [problem(series, 'the name of a Prometheus series: letters, digits, "_" and ":", no digit first')];
    }
    return isPathSegmentName(name) ? [] : [problem(name, PATH_SEGMENT_RULE)];
  });
}

/** The run-time twin of `ScalingOn`, for JavaScript and for GPUs that are only known at run time. */
function gpuProblems(targets: readonly MetricTarget[], { mode }: Gpu): readonly PolicyProblem[] {
  return targets
    .filter(({ validOn }) => !validOn.includes(mode))
    .map(({ series }) => ({
      code: 'metric-on-gpu',
      property: 'scaling.metrics',
      value: series,
      summary: `${series} says nothing about one pod on a ${mode} GPU.`,
      help: `Use ${INSTEAD_ON[mode]}.`,
    }));
}

/** Needs are compared with the cluster elsewhere; what is left is what only this API version and minor lack. */
function versionSupportProblems(scaling: HpaDefinition, cluster: ClusterContext): readonly PolicyProblem[] {
  const spec = hpaSpec(scaling, { apiVersion: 'apps/v1', kind: 'Deployment', name: 'target' }, cluster);
  return versionProblems(spec, cluster.hpaApiVersion, cluster.facts.kubernetes)
    .filter(({ code }) => code !== 'behavior-unsupported' && code !== 'version-not-served')
    .map(({ property, message, help }) => ({
      code: 'hpa-version',
      property: `scaling.${property}`,
      summary: `scaling.${property} cannot be written: ${message}.`,
      help: `${help}.`,
    }));
}

function ahpaProblems(scaling: AhpaDefinition, context: ScalingContext): readonly PolicyProblem[] {
  const { prediction, schedule, stabilizationWindow } = scaling;
  const problems: PolicyProblem[] = [];
  if (!(Number.isInteger(prediction.quantile) && prediction.quantile >= 2 && prediction.quantile <= 99)) {
    problems.push({
      code: 'ahpa-quantile-range',
      property: 'scaling.prediction.quantile',
      value: prediction.quantile,
      allowed: 'an integer percent from 2 to 99',
      why: 'AHPA manifests write 95 for the 95th percentile; a fraction may be read as less than one percent.',
      help: quantileHelp(prediction.quantile),
    });
  }
  const lead = prediction.scaleUpForward?.toSeconds({ integral: false }) ?? context.startupSeconds;
  if (lead === undefined || !Number.isInteger(lead) || lead <= 0) {
    problems.push({
      code: 'scale-up-forward',
      property: 'scaling.prediction.scaleUpForward',
      value: lead,
      allowed: 'a whole number of seconds, at least 1',
      why: 'AHPA scales up that much before demand comes: it is the time from the creation of a pod to Ready.',
      help: 'Give startup: { expected: Duration.minutes(3) } on the policy, or scaleUpForward itself.',
    });
  }
  const window = stabilizationWindow?.toSeconds({ integral: false });
  if (window !== undefined && !Number.isInteger(window)) {
    problems.push({
      code: 'behavior-range',
      property: 'scaling.stabilizationWindow',
      value: window,
      allowed: 'a whole number of seconds',
      help: 'Write Duration.minutes(5), or leave it out.',
    });
  }
  return schedule
    ? [...problems, ...schedule.problems(), ...zoneProblems(schedule.timeZone, context.cluster)]
    : problems;
}

function quantileHelp(quantile: number): string {
  const percent = Math.round(quantile * 100);
  return quantile > 0 && quantile < 1 && percent >= 2 && percent <= 99
    ? `Write quantile: ${percent}.`
    : 'Write quantile: 95 to plan for all but one minute in twenty.';
}

/** The manifest names no zone, so a schedule in another zone than the controller's would act at other hours. */
function zoneProblems(timeZone: string, { name, facts }: ClusterContext): readonly PolicyProblem[] {
  const controller = facts.ahpaTimeZone;
  if (controller === undefined || controller === timeZone) return [];
  return [
    {
      code: 'time-zone',
      property: 'scaling.schedule.timeZone',
      value: timeZone,
      allowed: `${controller}, in which AHPA evaluates its bounds on cluster ${name}`,
      help: `Write the schedule in ${controller}, or set ahpaTimeZone on the cluster if its controller runs in ${timeZone}.`,
    },
  ];
}
