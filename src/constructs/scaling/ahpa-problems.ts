import { GREATEST_INT32, isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import type { PolicyProblem } from '../problems/policy-error';
import type { AhpaDefinition } from './scaling-policy';

/** What only AHPA has: prediction, lead and schedule. `startupSeconds` is the lead where the prediction names none. */
export function ahpaProblems(
  scaling: AhpaDefinition,
  startupSeconds: number | undefined,
  controllerZone: string | undefined,
): readonly PolicyProblem[] {
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
  const lead = prediction.scaleUpForward?.toSeconds({ integral: false }) ?? startupSeconds;
  if (!isPositiveInt32(lead)) {
    problems.push({
      code: 'scale-up-forward',
      property: 'scaling.prediction.scaleUpForward',
      value: lead,
      allowed: `a time in seconds: ${POSITIVE_INT32_RULE}`,
      why: 'AHPA scales up that much before demand comes: it is the time from the creation of a pod to Ready.',
      help: 'Give startup: { expected: Duration.minutes(3) } on the policy, or scaleUpForward itself.',
    });
  }
  const window = stabilizationWindow?.toSeconds({ integral: false });
  if (window !== undefined && !(Number.isInteger(window) && window <= GREATEST_INT32)) {
    problems.push({
      code: 'behavior-range',
      property: 'scaling.stabilizationWindow',
      value: window,
      allowed: `a whole number of seconds, at most ${GREATEST_INT32}`,
      help: 'Write Duration.minutes(5), or leave it out.',
    });
  }
  return schedule ? [...problems, ...schedule.problems(controllerZone)] : problems;
}

function quantileHelp(quantile: number): string {
  const percent = Math.round(quantile * 100);
  return quantile > 0 && quantile < 1 && percent >= 2 && percent <= 99
    ? `Write quantile: ${percent}.`
    : 'Write quantile: 95 to plan for all but one minute in twenty.';
}
