import { PolicyError, type PolicyProblem } from './policy-error';
import { throwErrors } from './throw-errors';

/** Refuses what a function of the package was given: no construct is there yet to collect it, so the function is named. */
export function refuseCall(name: string, problems: readonly PolicyProblem[]): void {
  throwErrors(problems.map((problem) => new PolicyError(name, problem)));
}
