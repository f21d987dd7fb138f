import type { IConstruct } from 'constructs';
import { joinErrors, PolicyError, type PolicyProblem } from './policy-error';

/** A construct tree's root that collects errors, so that an author sees all of them at once. */
export interface ProblemCollector {
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
  const collector = (construct.node.root as { [COLLECTOR]?: ProblemCollector })[COLLECTOR];
  if (!collector) throw error;
  collector.collect(error);
}

/** Throws all problems of a construct at once: nothing can be made of what they are about. */
export function throwProblems(construct: IConstruct, problems: readonly PolicyProblem[]): void {
  const error = joinErrors(problems.map((problem) => new PolicyError(construct.node.path, problem)));
  if (error) throw error;
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
