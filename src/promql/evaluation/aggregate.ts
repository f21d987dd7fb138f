import { evaluationError } from '../promql-error';
import type { Aggregate } from '../syntax/ast';
import type { Accumulator } from './accumulator';
import { evaluateParameter } from './aggregation-parameter';
import { type Column, type VectorValue, vectorOf } from './column';
import { evaluateCountValues } from './count-values';
import { createAccumulator, type SimpleAggregation } from './create-accumulator';
import type { Evaluator } from './evaluator';
import type { Grid } from './grid';
import { type Grouping, groupingOf } from './grouping';
import type { LabelSet } from './label-set';
import { evaluateTopK } from './top-k';

/** Evaluates an aggregation. */
export function evaluateAggregate(evaluator: Evaluator, node: Aggregate, grid: Grid): VectorValue {
  if (node.op === 'topk' || node.op === 'bottomk') return evaluateTopK(evaluator, node, grid);
  if (node.op === 'count_values') return evaluateCountValues(evaluator, node, grid);
  if (node.op === 'limitk' || node.op === 'limit_ratio') {
    throw evaluationError('unsupported-aggregation', `the aggregation ${node.op} is not supported`, node.span);
  }
  return evaluateGroups(evaluator, node, node.op, grid);
}

interface Group {
  readonly labels: LabelSet;
  readonly accumulator: Accumulator;
  dropName: boolean;
}

/** One column after the other goes into its group, so that the input never stands in memory as a whole. */
function evaluateGroups(evaluator: Evaluator, node: Aggregate, op: SimpleAggregation, grid: Grid): VectorValue {
  const { budget, semantics } = evaluator.context;
  const parameter = node.parameter && evaluateParameter(evaluator, node, grid);
  const grouping: Grouping = groupingOf(node);
  const groups = new Map<string, Group>();
  for (const column of evaluator.columns(node.expression, grid)) {
    const key = grouping.keyOf(column.labels);
    let group = groups.get(key);
    if (!group) {
      budget.addColumn(grid.steps, node.span);
      const accumulator = createAccumulator(op, grid.steps, semantics, parameter);
      group = { labels: grouping.labelsOf(column.labels), accumulator, dropName: false };
      groups.set(key, group);
    }
    const values = column.read();
    if (column.dropName && values.count > 0) group.dropName = true;
    group.accumulator.add(values);
    budget.addWork(grid.steps, node.span);
  }
  return vectorOf(
    Array.from(groups.values(), ({ labels, accumulator, dropName }): Column => {
      const result = accumulator.finish();
      budget.addSamples(result.count, node.span);
      return { labels, dropName, read: () => result };
    }),
  );
}
