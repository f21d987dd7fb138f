import { sortAsGo } from '../go-math/sort';
import { evaluationError } from '../promql-error';
import type { Semantics } from '../semantics';
import type { Aggregate } from '../syntax/ast';
import { evaluateParameter } from './aggregation-parameter';
import { type Column, type StepValues, StepValuesBuilder, type VectorValue } from './column';
import type { Evaluator } from './evaluator';
import type { Grid } from './grid';
import { groupingOf } from './grouping';
import { Heap } from './heap';

/** The largest and smallest doubles that Prometheus turns into a 64-bit integer. */
const LARGEST = 2 ** 63 - 1024;
const SMALLEST = -(2 ** 63);

interface Element {
  /** Index of the column. */
  readonly column: number;
  readonly value: number;
}

type Less = (a: Element, b: Element) => boolean;

/** NaN is less than everything, so that it is the first to go. */
const SMALLER: Less = (a, b) => Number.isNaN(a.value) || a.value < b.value;
const GREATER: Less = (a, b) => Number.isNaN(a.value) || a.value > b.value;

/** `topk` and `bottomk`: the elements with the largest or smallest values of each group, labels and all. */
export function evaluateTopK(evaluator: Evaluator, node: Aggregate, grid: Grid): VectorValue {
  const { budget, semantics } = evaluator.context;
  const sizes = evaluateParameter(evaluator, node, grid);
  const columns = evaluator.columns(node.expression, grid);
  const read = columns.map((column) => column.read());
  if (semantics.checksAllParameters && sizes.every((size) => size < 1))
    return { kind: 'vector', columns: [], ordered: true };
  if (semantics.rejectsNaNParameter) for (const size of sizes) checkSize(node, size, semantics);
  const grouping = groupingOf(node);
  const keys = columns.map(({ labels }) => grouping.keyOf(labels));
  const selection = new Selection(node.op === 'topk' ? SMALLER : GREATER, semantics);
  const built = columns.map(() => undefined as StepValuesBuilder | undefined);
  const order: number[] = [];
  for (let step = 0; step < grid.steps; step++) {
    const someElement = !semantics.checksParameterOfElements || read.some(({ present }) => present[step] === 1);
    if (someElement) checkSize(node, sizes[step]!, semantics);
    budget.addWork(columns.length, node.span);
    for (const { column, value } of selection.select(read, keys, step, sizes[step]!)) {
      let values = built[column];
      if (!values) {
        budget.addColumn(grid.steps, node.span);
        values = new StepValuesBuilder(grid.steps);
        built[column] = values;
        order.push(column);
      }
      values.set(step, value);
      budget.addSamples(1, node.span);
    }
  }
  const result = order.map((at): Column => {
    const values: StepValues = built[at]!;
    return { ...columns[at]!, read: () => values };
  });
  return { kind: 'vector', columns: result, ordered: grid.steps === 1 };
}

class Selection {
  public constructor(
    private readonly less: Less,
    private readonly semantics: Semantics,
  ) {}

  /** The elements that one step keeps, group by group, the best first. */
  public select(
    columns: readonly StepValues[],
    keys: readonly string[],
    step: number,
    size: number,
  ): readonly Element[] {
    const most = Math.min(Math.trunc(size), columns.length);
    if (!(most >= 1)) return [];
    const heaps = new Map<string, Heap<Element>>();
    for (let column = 0; column < columns.length; column++) {
      if (columns[column]!.present[step] === 0) continue;
      const element = { column, value: columns[column]!.values[step]! };
      const key = keys[column]!;
      const heap = heaps.get(key);
      if (heap) this.offer(heap, element, most);
      else heaps.set(key, new Heap([element], this.less));
    }
    return [...heaps.values()].flatMap(({ items }) => {
      sortAsGo(items, (a, b) => this.less(b, a), this.semantics.sortStirring);
      return items;
    });
  }

  private offer(heap: Heap<Element>, element: Element, most: number): void {
    const worst = heap.items[0]!;
    if (heap.items.length < most) heap.push(element);
    else if (this.semantics.topKReplacesInPlace) {
      if (this.less(worst, element) && !Number.isNaN(element.value)) heap.replaceFirst(element);
    } else if (this.less(worst, element)) {
      if (most === 1) heap.items[0] = element;
      else {
        heap.pop();
        heap.push(element);
      }
    }
  }
}

function checkSize({ op, parameter }: Aggregate, size: number, semantics: Semantics): void {
  if (Number.isNaN(size) && semantics.rejectsNaNParameter) {
    throw evaluationError('parameter-not-a-number', `the parameter of ${op} is not a number`, parameter!.span);
  }
  if (!(size <= LARGEST && size >= SMALLEST)) {
    throw evaluationError('parameter-out-of-range', `the parameter of ${op} is ${size}`, parameter!.span);
  }
}
