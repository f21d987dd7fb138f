import { EXPECTED_STARTUP_ANNOTATION, expectedStartupText } from '../../autoscaling/workload/expected-startup';
import { PROGRESS_DEADLINE_DEFAULT } from '../../autoscaling/workload/progress-deadline';
import { GREATEST_INT32, isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import type { Probe } from '../api-objects/pod-template';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';
import type { Behavior } from '../scaling/behavior';
import { drainOf } from './drain';

const PROBE_PERIOD_SECONDS = 10;
/** The defaults of Kubernetes, written out. */
const READINESS: Probe = { periodSeconds: 10, failureThreshold: 3 };
/** The grace period of a pod that names none. */
const DEFAULT_GRACE_SECONDS = 30;
/** The most that the API server takes as the period of a scaling policy. */
const LONGEST_PERIOD_SECONDS = 1800;

/** The probes of a container, and how long a rollout may stand still. */
export interface StartUp {
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
}

/** Probes that wait for the model. Below 1.18 the startup probe is off, and being Ready must tell. */
export function startUpOf({ startup, engine, healthPath }: AnyPolicyProps, minor: KubernetesMinor): StartUp {
  const path = healthPath ?? engine?.facts.healthPath;
  const at = path === undefined ? {} : { path };
  const budget = startup?.max?.toSeconds();
  if (!startup && path === undefined) return {};
  const readinessProbe = { ...READINESS, ...at };
  if (budget === undefined || !atLeast(minor, '1.18')) return { readinessProbe };
  const failureThreshold = Math.ceil(budget / PROBE_PERIOD_SECONDS);
  return { startupProbe: { ...at, periodSeconds: PROBE_PERIOD_SECONDS, failureThreshold }, readinessProbe };
}

/**
 * A rollout makes no progress while an old pod drains and a new one, on its GPU, loads the model. Where nobody says when a
 * start has failed, it may take as much longer than usual as Kubernetes grants by default.
 */
export function progressDeadlineOf(
  { startup, drain }: AnyPolicyProps,
  graceSeconds: number | undefined,
): number | undefined {
  if (!startup && !drain) return undefined;
  const start = startup?.max?.toSeconds() ?? PROGRESS_DEADLINE_DEFAULT + (startup?.expected.toSeconds() ?? 0);
  return start + (graceSeconds ?? DEFAULT_GRACE_SECONDS);
}

/** The time that a pod needs to Ready as the period of a scaling policy. */
export function startupPeriod(startupSeconds: number): number {
  return Math.min(LONGEST_PERIOD_SECONDS, Math.max(1, Math.ceil(startupSeconds)));
}

/**
 * As many pods as Kubernetes adds by default, but only once in the time that a pod needs to Ready: sooner, load that pods on
 * their way will take is counted again.
 */
export function startupBehavior(startupSeconds: number): Behavior {
  const periodSeconds = startupPeriod(startupSeconds);
  return {
    scaleUp: {
      policies: [
        { type: 'Pods', value: 4, periodSeconds },
        { type: 'Percent', value: 100, periodSeconds },
      ],
    },
  };
}

/** Says to readers how long a start takes, which the budget of a probe does not: it is several times that. */
export function startupMark(startupSeconds: number | undefined): { readonly [annotation: string]: string } {
  return startupSeconds === undefined ? {} : { [EXPECTED_STARTUP_ANNOTATION]: expectedStartupText(startupSeconds) };
}

/** Times that are none, or that contradict each other; a path that is none. */
export function startupProblems(policy: AnyPolicyProps): readonly PolicyProblem[] {
  const { startup, healthPath } = policy;
  const expected = startup?.expected.toSeconds({ integral: false });
  const max = startup?.max?.toSeconds({ integral: false });
  const problems: PolicyProblem[] = [];
  for (const [property, value] of Object.entries({ 'startup.expected': expected, 'startup.max': max })) {
    if (value === undefined || isPositiveInt32(value)) continue;
    const help = 'Measure the time from the creation of a pod to Ready.';
    problems.push({ code: 'startup', property, value, allowed: `a time in seconds: ${POSITIVE_INT32_RULE}`, help });
  }
  if (problems.length === 0 && expected !== undefined && max !== undefined && max < expected) {
    problems.push({
      code: 'startup',
      property: 'startup.max',
      value: max,
      allowed: `at least startup.expected, which is ${expected} s`,
      why: 'A pod that takes longer than max is killed, and starts again.',
      help: 'Give the slowest start that is still one: a cold node, an image and a model that are not cached.',
    });
  }
  if (startup && problems.length === 0 && progressDeadlineOf(policy, drainOf(policy)?.graceSeconds)! > GREATEST_INT32) {
    const spare = max === undefined ? `the ${PROGRESS_DEADLINE_DEFAULT} s of Kubernetes and ` : '';
    problems.push({
      code: 'startup',
      property: max === undefined ? 'startup.expected' : 'startup.max',
      value: max ?? expected,
      allowed: `with ${spare}the time to drain at most ${GREATEST_INT32} s`,
      help: 'Give the time that a start takes.',
    });
  }
  if (problems.length === 0 && max !== undefined) problems.push(...leadProblems(policy, max));
  if (healthPath !== undefined && !/^\/\S*$/.test(healthPath)) {
    const help = 'Write the path that answers 200 once the model is loaded, such as /health.';
    problems.push({
      code: 'startup',
      property: 'healthPath',
      value: healthPath,
      allowed: "a path that begins with '/'",
      help,
    });
  }
  return problems;
}

/** Both times count from the creation of a pod, so that a lead with the time to add a node is one that `max` has to have too. */
function leadProblems({ scaling: { definition } }: AnyPolicyProps, max: number): readonly PolicyProblem[] {
  const forward = definition.kind === 'ahpa' ? definition.prediction.scaleUpForward : undefined;
  const lead = forward?.toSeconds({ integral: false });
  if (lead === undefined || lead <= max) return [];
  return [
    {
      code: 'scale-up-forward',
      property: 'scaling.prediction.scaleUpForward',
      value: lead,
      allowed: `at most startup.max, which is ${max} s`,
      why: `The startupProbe restarts a container when it does not answer within ${max} s, and by scaleUpForward a start takes ${lead} s.`,
      help: 'Raise startup.max where a start may take that long, the time to add a node included; or lower scaleUpForward.',
    },
  ];
}
