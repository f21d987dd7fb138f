import type { Call } from '../../syntax/ast';
import { type StepValues, StepValuesBuilder, type VectorValue } from '../column';
import { nameless } from '../drop-name';
import type { Evaluator } from '../evaluator';
import type { Grid } from '../grid';
import { mergeUnlessDelayed } from '../merge-columns';

/** What a function makes of one element: its value, the step, and what the step's scalars are. Undefined drops the element. */
export type ElementFunction = (value: number, step: number) => number | undefined;

/** Applies a function to every element of a vector; the result is no longer the metric, unless the name is kept. */
export function mapVector(
  { context }: Evaluator,
  node: Call,
  grid: Grid,
  vector: VectorValue,
  compute: ElementFunction,
  keepsName = false,
): VectorValue {
  const columns = vector.columns.map((column) => ({
    ...(keepsName ? { labels: column.labels, dropName: true } : nameless(context, column)),
    read: () => mapValues(column.read(), grid.steps, compute),
  }));
  return { ...vector, columns: mergeUnlessDelayed(context, columns, grid.steps, node.span) };
}

function mapValues({ values, present }: StepValues, steps: number, compute: ElementFunction): StepValues {
  const built = new StepValuesBuilder(steps);
  for (let step = 0; step < steps; step++) {
    if (present[step] === 0) continue;
    const result = compute(values[step]!, step);
    if (result !== undefined) built.set(step, result);
  }
  return built;
}
