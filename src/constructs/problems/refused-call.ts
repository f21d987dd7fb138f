import { joinErrors, PolicyError, type PolicyProblem } from './policy-error';

/** Refuses what a function of the package was given: no construct is there yet to collect it, so the function is named. */
export function refuseCall(name: string, problems: readonly PolicyProblem[]): void {
  const error = joinErrors(problems.map((problem) => new PolicyError(name, problem)));
  if (error) throw error;
}
