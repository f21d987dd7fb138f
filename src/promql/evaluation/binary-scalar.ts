import type { Semantics } from '../semantics';
import { type Binary, isComparison } from '../syntax/ast';
import { type Column, StepValuesBuilder, type Value, type VectorValue } from './column';
import { nameless } from './drop-name';
import type { Evaluator } from './evaluator';
import type { Grid } from './grid';
import { mergeUnlessDelayed } from './merge-columns';
import { type NumberOperator, operatorFunction } from './operators';

/** A scalar on both sides. */
export function evaluateScalars(evaluator: Evaluator, node: Binary, op: NumberOperator, grid: Grid): Value {
  const operate = operatorFunction(op);
  const left = evaluator.scalar(node.left, grid);
  const right = evaluator.scalar(node.right, grid);
  return { kind: 'scalar', values: left.map((value, step) => operate(value, right[step]!)) };
}

/** A vector on one side, a scalar on the other. */
export function evaluateVectorWithScalar(
  evaluator: Evaluator,
  node: Binary,
  op: NumberOperator,
  grid: Grid,
): VectorValue {
  const { context } = evaluator;
  const vectorLeft = node.left.type === 'vector';
  const vector = evaluator.vector(vectorLeft ? node.left : node.right, grid);
  const scalar = evaluator.scalar(vectorLeft ? node.right : node.left, grid);
  const operate = operatorFunction(op);
  const filters = isComparison(op) && !node.bool;
  const renames = node.bool || dropsName(op, context.semantics);
  const columns = vector.columns.map((column): Column => {
    const read = () => {
      const { values, present } = column.read();
      const built = new StepValuesBuilder(grid.steps);
      for (let step = 0; step < grid.steps; step++) {
        if (present[step] === 0) continue;
        const value = values[step]!;
        const result = vectorLeft ? operate(value, scalar[step]!) : operate(scalar[step]!, value);
        // A comparison that filters keeps the vector's value, on whichever side it stands.
        if (!filters) built.set(step, result);
        else if (result === 1) built.set(step, value);
      }
      return built;
    };
    return renames ? { ...nameless(context, column), read } : { ...column, read };
  });
  const merged = renames ? mergeUnlessDelayed(context, columns, grid.steps, node.span) : columns;
  return { ...vector, columns: merged };
}

/** Whether an operator makes something else of a metric. */
export function dropsName(op: Binary['op'], semantics: Semantics): boolean {
  if (op === 'atan2') return semantics.atan2DropsName;
  return op === '+' || op === '-' || op === '*' || op === '/' || op === '%' || op === '^';
}
