import type { IConstruct } from 'constructs';
import { PolicyError, type PolicyProblem } from './policy-error';
import { throwErrors } from './throw-errors';

/** A construct tree's root that collects errors, so that an author sees all of them at once. */
export interface ProblemCollector {
  /** What it has collected. */
  readonly errors: readonly PolicyError[];
  collect(error: PolicyError): void;
}

const COLLECTOR = Symbol.for('foresail.ProblemCollector');

/** Makes the root of a tree collect the problems below it. */
export function collectProblems(root: IConstruct, collector: ProblemCollector): void {
  Object.defineProperty(root, COLLECTOR, { value: collector });
}

/** Reports a problem of a construct: kept until synth below a PolicyApp, thrown at once elsewhere. */
export function reportProblem(construct: IConstruct, problem: PolicyProblem): void {
  const error = new PolicyError(construct.node.path, problem);
  const collector = collectorOf(construct);
  if (collector) collector.collect(error);
  else throwErrors([error]);
}

/** Reports the problems of what cannot be made below a construct, by the path that it would have. */
export function reportUnmade(parent: IConstruct, id: string, problems: readonly PolicyProblem[]): void {
  const errors = problems.map((problem) => new PolicyError(`${parent.node.path}/${id}`, problem));
  const collector = collectorOf(parent);
  if (!collector) throwErrors(errors);
  for (const error of errors) collector?.collect(error);
}

/** Throws all problems of a construct at once, with what was collected before: its author could not go on. */
export function throwProblems(construct: IConstruct, problems: readonly PolicyProblem[]): void {
  if (problems.length === 0) return;
  const own = problems.map((problem) => new PolicyError(construct.node.path, problem));
  throwErrors([...(collectorOf(construct)?.errors ?? []), ...own]);
}

function collectorOf(construct: IConstruct): ProblemCollector | undefined {
  return (construct.node.root as { [COLLECTOR]?: ProblemCollector })[COLLECTOR];
}

/** Reports each problem; says whether there was one. */
export function reportProblems(construct: IConstruct, problems: Iterable<PolicyProblem>): boolean {
  let found = false;
  for (const problem of problems) {
    reportProblem(construct, problem);
    found = true;
  }
  return found;
}
