import { type Binary, type Expression, isSetOperator, type Unary } from '../syntax/ast';
import { evaluateAggregate } from './aggregate';
import { evaluateScalars, evaluateVectorWithScalar } from './binary-scalar';
import { evaluateSets } from './binary-set';
import { evaluateVectors } from './binary-vector';
import { type Column, type StepValues, StepValuesBuilder, type Value, type VectorValue } from './column';
import { nameless } from './drop-name';
import type { Evaluator } from './evaluator';
import { constant, evaluateCall } from './functions/call';
import { firstStep, type Grid } from './grid';
import { evaluateSelector } from './instant-selector';
import { mergeColumns, refuseEqualLabels } from './merge-columns';
import type { QueryContext } from './query-context';

/** Evaluates the parts of one query. */
export class ExpressionEvaluator implements Evaluator {
  public constructor(public readonly context: QueryContext) {}

  public evaluate(expression: Expression, grid: Grid): Value {
    const once = grid.steps > 1 && this.context.preparation.invariant.has(expression);
    return once
      ? this.broadcast(this.evaluateNode(expression, firstStep(grid)), expression, grid)
      : this.evaluateNode(expression, grid);
  }

  public vector(expression: Expression, grid: Grid): VectorValue {
    const value = this.evaluate(expression, grid);
    if (value.kind !== 'vector') throw new TypeError(`${expression.kind} gave a ${value.kind} for a vector`);
    return value;
  }

  public columns(expression: Expression, grid: Grid): readonly Column[] {
    return this.vector(expression, grid).columns;
  }

  public scalar(expression: Expression, grid: Grid): Float64Array {
    const value = this.evaluate(expression, grid);
    if (value.kind !== 'scalar') throw new TypeError(`${expression.kind} gave a ${value.kind} for a scalar`);
    return value.values;
  }

  public text(expression: Expression): string {
    const value = this.evaluateNode(expression, { start: 0, step: 1, steps: 1 });
    if (value.kind !== 'string') throw new TypeError(`${expression.kind} gave a ${value.kind} for a string`);
    return value.text;
  }

  private evaluateNode(expression: Expression, grid: Grid): Value {
    switch (expression.kind) {
      case 'NumberLiteral':
        return constant(expression.value, grid);
      case 'StringLiteral':
        return { kind: 'string', text: expression.value };
      case 'Paren':
        return this.evaluate(expression.expression, grid);
      case 'Unary':
        return this.evaluateUnary(expression, grid);
      case 'VectorSelector':
        return evaluateSelector(this.context, expression, grid);
      case 'Aggregate':
        return evaluateAggregate(this, expression, grid);
      case 'Binary':
        return this.evaluateBinary(expression, grid);
      case 'Call':
        return evaluateCall(this, expression, grid);
      case 'MatrixSelector':
      case 'Subquery':
        throw new TypeError(`${expression.kind} is evaluated by the function that takes it`);
    }
  }

  private evaluateUnary(node: Unary, grid: Grid): Value {
    const value = this.evaluate(node.expression, grid);
    if (node.op === '+' || value.kind === 'string') return value;
    if (value.kind === 'scalar') return { kind: 'scalar', values: value.values.map((number) => -number) };
    const columns = value.columns.map((column) => ({
      ...nameless(this.context, column),
      read: () => negative(column.read()),
    }));
    return { ...value, columns: this.joinNegative(columns, grid, node) };
  }

  private joinNegative(columns: readonly Column[], grid: Grid, { span }: Unary): readonly Column[] {
    const { delayedNameRemoval, semantics } = this.context;
    if (delayedNameRemoval) return columns;
    return semantics.minusJoinsDisjointSeries
      ? mergeColumns(columns, grid.steps, span)
      : refuseEqualLabels(columns, span);
  }

  private evaluateBinary(node: Binary, grid: Grid): Value {
    const { op } = node;
    if (isSetOperator(op)) return evaluateSets(this, node, op, grid);
    if (node.type === 'scalar') return evaluateScalars(this, node, op, grid);
    const vectors = node.left.type === 'vector' && node.right.type === 'vector';
    return vectors ? evaluateVectors(this, node, op, grid) : evaluateVectorWithScalar(this, node, op, grid);
  }

  /** The value of the first step at every step. */
  private broadcast(value: Value, { span }: Expression, grid: Grid): Value {
    if (value.kind === 'string') return value;
    if (value.kind === 'scalar') {
      return { kind: 'scalar', values: new Float64Array(grid.steps).fill(value.values[0] ?? 0) };
    }
    const columns = value.columns.map((column) => ({
      ...column,
      read: () => {
        const { values, present } = column.read();
        if (present[0] !== 1) return new StepValuesBuilder(grid.steps);
        this.context.budget.addColumn(grid.steps, span);
        this.context.budget.addSamples(grid.steps, span);
        return {
          values: new Float64Array(grid.steps).fill(values[0]!),
          present: new Uint8Array(grid.steps).fill(1),
          count: grid.steps,
        };
      },
    }));
    return { ...value, columns };
  }
}

function negative({ values, present, count }: StepValues): StepValues {
  return { values: values.map((value) => -value), present, count };
}
