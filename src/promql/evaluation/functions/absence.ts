import { type Call, type Expression, type LabelMatcher, withoutParens } from '../../syntax/ast';
import { knownColumn, StepValuesBuilder, type VectorValue, vectorOf } from '../column';
import type { Evaluator } from '../evaluator';
import type { Grid } from '../grid';
import { LabelSet } from '../label-set';
import { WindowFinder } from '../windows';
import { evaluateRangeVector } from './over-range';

/** `absent`: 1 at the steps at which the argument has no element. */
export function evaluateAbsent(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const argument = node.arguments[0]!;
  const seen = new Uint8Array(grid.steps);
  for (const column of evaluator.columns(argument, grid)) markSeen(seen, column.read().present);
  return absentSteps(evaluator, seen, labelsOfAbsence(argument), grid, node);
}

/** `absent_over_time`: 1 at the steps at which no series of the range vector has a sample. */
export function evaluateAbsentOverTime(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const argument = node.arguments[0]!;
  const range = evaluateRangeVector(evaluator, argument, grid);
  const finder = new WindowFinder(range, grid, evaluator.context.semantics.leftOpen);
  const seen = new Uint8Array(grid.steps);
  for (const series of range.series) {
    const { from, to, visits } = finder.windowsOf(series.read().timestamps);
    evaluator.context.budget.addSamples(Math.min(visits, grid.steps), node.span);
    for (let step = 0; step < grid.steps; step++) if (to[step]! > from[step]!) seen[step] = 1;
  }
  return absentSteps(evaluator, seen, labelsOfAbsence(argument), grid, node);
}

function markSeen(seen: Uint8Array, present: Uint8Array): void {
  for (let step = 0; step < seen.length; step++) if (present[step] === 1) seen[step] = 1;
}

function absentSteps(evaluator: Evaluator, seen: Uint8Array, labels: LabelSet, grid: Grid, node: Call): VectorValue {
  const built = new StepValuesBuilder(grid.steps);
  for (let step = 0; step < grid.steps; step++) if (seen[step] === 0) built.set(step, 1);
  evaluator.context.budget.addSamples(built.count, node.span);
  return vectorOf([knownColumn(labels, built)]);
}

/** The labels that a selector fixes by equality, each by one matcher only; none for any other expression. */
function labelsOfAbsence(argument: Expression): LabelSet {
  const node = withoutParens(argument);
  const selector = node.kind === 'MatrixSelector' ? node.selector : node;
  if (selector.kind !== 'VectorSelector') return LabelSet.empty;
  const fixed = new Map<string, string>();
  const listed = new Set<string>();
  for (const { name, op, value } of selector.matchers satisfies readonly LabelMatcher[]) {
    if (name === '__name__') continue;
    if (op === '=' && !listed.has(name)) {
      fixed.set(name, value);
      listed.add(name);
    } else fixed.delete(name);
  }
  return LabelSet.from(fixed);
}
