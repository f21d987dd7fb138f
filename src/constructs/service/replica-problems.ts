import { isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import type { PolicyProblem } from '../problems/policy-error';
import { NO_SCALE_TO_ZERO } from '../scaling/no-scale-to-zero';
import type { ScalingDefinition } from '../scaling/scaling-policy';
import type { ReplicaBounds } from '../schedule/weekly-props';

/** Floors and ceilings that no autoscaler could keep. */
export function replicaProblems(scaling: ScalingDefinition): readonly PolicyProblem[] {
  const problems = boundsProblems('scaling', scaling, scaling.kind).map((problem) =>
    problem.code === 'replicas-min-over-max' ? { ...problem, ...originOf(scaling) } : problem,
  );
  if (problems.length > 0 || scaling.kind === 'hpa' || !scaling.schedule) return problems;
  return scaling.schedule.steps().flatMap(({ property, bounds }) => {
    const own = boundsProblems(property, bounds, scaling.kind);
    return own.length > 0 ? own : outsidePolicy(property, bounds, scaling);
  });
}

/** Where to look, if one number comes from a variant. */
function originOf({ fromWith = [] }: ScalingDefinition): { readonly why?: string } {
  if (fromWith.length === 0) return {};
  const place = (name: 'minReplicas' | 'maxReplicas') => (fromWith.includes(name) ? 'with(...)' : 'definePolicy(...)');
  return { why: `minReplicas comes from ${place('minReplicas')}, maxReplicas from ${place('maxReplicas')}.` };
}

function boundsProblems(
  at: string,
  { minReplicas, maxReplicas }: ReplicaBounds,
  kind: string,
): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (!isPositiveInt32(maxReplicas)) {
    problems.push({
      code: 'replicas-range',
      property: `${at}.maxReplicas`,
      value: maxReplicas,
      allowed: POSITIVE_INT32_RULE,
      help: 'maxReplicas is the most replicas that may run, and so the most GPUs.',
    });
  }
  if (!isPositiveInt32(minReplicas)) {
    problems.push({
      code: kind === 'ahpa' && minReplicas === 0 ? 'ahpa-min-replicas' : 'replicas-range',
      property: `${at}.minReplicas`,
      value: minReplicas,
      allowed: POSITIVE_INT32_RULE,
      ...(minReplicas === 0 && { summary: `${at}.${NO_SCALE_TO_ZERO}.` }),
      help: 'Write minReplicas: 1.',
    });
  }
  if (problems.length > 0 || minReplicas <= maxReplicas) return problems;
  return [
    {
      code: 'replicas-min-over-max',
      property: `${at}.minReplicas`,
      value: minReplicas,
      allowed: `from 1 to ${maxReplicas}`,
      summary: `${at}.minReplicas is ${minReplicas}, but ${at}.maxReplicas is ${maxReplicas}; minReplicas must be from 1 to ${maxReplicas}.`,
      help: 'Raise maxReplicas, or lower minReplicas.',
    },
  ];
}

/** Within the schedule and outside it, a reader should find the same limits. */
function outsidePolicy(at: string, bounds: ReplicaBounds, policy: ReplicaBounds): readonly PolicyProblem[] {
  const problem = (property: 'minReplicas' | 'maxReplicas', allowed: string): PolicyProblem => ({
    code: 'schedule-bounds',
    property: `${at}.${property}`,
    value: bounds[property],
    allowed,
    why: `The policy scales from ${policy.minReplicas} to ${policy.maxReplicas} replicas.`,
    help: "Change the step, or the policy's own minReplicas and maxReplicas.",
  });
  return [
    ...(bounds.minReplicas < policy.minReplicas ? [problem('minReplicas', `at least ${policy.minReplicas}`)] : []),
    ...(bounds.maxReplicas > policy.maxReplicas ? [problem('maxReplicas', `at most ${policy.maxReplicas}`)] : []),
  ];
}
