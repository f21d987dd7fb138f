import type { Aggregate } from '../syntax/ast';
import type { Evaluator } from './evaluator';
import type { Grid } from './grid';

/** The parameter at every step. */
export function evaluateParameter(evaluator: Evaluator, node: Aggregate, grid: Grid): Float64Array {
  const values = evaluator.scalar(node.parameter!, grid);
  return evaluator.context.semantics.parameterOfFirstStep ? new Float64Array(values.length).fill(values[0]!) : values;
}
