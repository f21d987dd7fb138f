import type { Expression } from '../syntax/ast';
import type { Column, Value, VectorValue } from './column';
import type { Grid } from './grid';
import type { QueryContext } from './query-context';

/** Evaluates parts of a query: what the parts need of each other. */
export interface Evaluator {
  readonly context: QueryContext;
  evaluate(expression: Expression, grid: Grid): Value;
  vector(expression: Expression, grid: Grid): VectorValue;
  /** One value per step. */
  scalar(expression: Expression, grid: Grid): Float64Array;
  /** The text of a string, which is the same at every step. */
  text(expression: Expression): string;
  /** The columns of an instant vector, their order aside. */
  columns(expression: Expression, grid: Grid): readonly Column[];
}
