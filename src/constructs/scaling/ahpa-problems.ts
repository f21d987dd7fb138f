import { LEAST_QUANTILE } from '../../autoscaling/ahpa/quantile-admission';
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
  if (!(Number.isInteger(prediction.quantile) && prediction.quantile >= LEAST_QUANTILE && prediction.quantile <= 99)) {
    problems.push({
      code: 'ahpa-quantile-range',
      property: 'scaling.prediction.quantile',
      value: prediction.quantile,
      allowed: `an integer percent from ${LEAST_QUANTILE} to 99`,
      ...quantileText(prediction.quantile),
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

function quantileText(quantile: number): Pick<PolicyProblem, 'why' | 'help'> {
  const percent = Math.round(quantile * 100);
  const isFraction = quantile > 0 && quantile < 1;
  const written = isFraction && percent >= LEAST_QUANTILE && percent <= 99 ? `${percent}` : undefined;
  const help = `Write quantile: ${written ?? '95 to plan for all but one minute in twenty'}.`;
  if (quantile >= 2 && quantile < LEAST_QUANTILE) {
    const why = `In ${100 - quantile} % of the time the forecast would plan too few pods.`;
    return { why, help: `${help} Where too few pods do no harm, patch /spec/prediction/quantile.` };
  }
  return {
    why: 'AHPA manifests write 95 for the 95th percentile; a fraction may be read as less than one percent.',
    help,
  };
}
