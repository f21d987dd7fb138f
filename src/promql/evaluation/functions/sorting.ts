import { sortAsGo } from '../../go-math/sort';
import type { Call } from '../../syntax/ast';
import type { Column, VectorValue } from '../column';
import type { Evaluator } from '../evaluator';
import type { Grid } from '../grid';
import { compareNaturally } from '../natural-order';

/** `sort` and `sort_desc`: by value, NaN last. Only an instant query has an order. */
export function evaluateSort(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const vector = evaluator.vector(node.arguments[0]!, grid);
  if (grid.steps !== 1) return vector;
  const read = vector.columns
    .map((column) => ({ column, values: column.read() }))
    .filter(({ values }) => values.count > 0);
  const descending = node.name === 'sort_desc';
  const { sortStirring } = evaluator.context.semantics;
  sortAsGo(read, (a, b) => goesBefore(a.values.values[0]!, b.values.values[0]!, descending), sortStirring);
  const columns = read.map(({ column, values }): Column => ({ ...column, read: () => values }));
  return { kind: 'vector', columns, ordered: true };
}

/** `sort_by_label` and `sort_by_label_desc`: by the values of labels in natural order, then by all labels. */
export function evaluateSortByLabel(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const vector = evaluator.vector(node.arguments[0]!, grid);
  if (grid.steps !== 1) return vector;
  const names = node.arguments.slice(1).map((argument) => evaluator.text(argument));
  const sign = node.name === 'sort_by_label_desc' ? -1 : 1;
  const columns = [...vector.columns].sort((a, b) => {
    for (const name of names) {
      const order = compareNaturally(a.labels.get(name), b.labels.get(name));
      if (order !== 0) return sign * order;
    }
    return sign * a.labels.compare(b.labels);
  });
  return { kind: 'vector', columns, ordered: true };
}

// Prometheus sorts the other way round with NaN first, and then turns the order about.
function goesBefore(a: number, b: number, descending: boolean): boolean {
  if (Number.isNaN(b)) return true;
  return descending ? a > b : a < b;
}
