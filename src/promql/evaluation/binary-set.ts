import { type Binary, DEFAULT_MATCHING, type SetOperator } from '../syntax/ast';
import { type Column, type StepValues, StepValuesBuilder, type VectorValue, vectorOf } from './column';
import type { Evaluator } from './evaluator';
import type { Grid } from './grid';
import { KeyNumbers, matchKey } from './match-key';
import { mergeColumns } from './merge-columns';

/** What the key of an element costs in looks at samples. */
const LOOKS_PER_KEY = 50;

/** `and`, `or`, `unless`: elements stay or go by what the other side has at the same step. */
export function evaluateSets(evaluator: Evaluator, node: Binary, op: SetOperator, grid: Grid): VectorValue {
  const { context } = evaluator;
  const left = evaluator.columns(node.left, grid);
  const right = evaluator.columns(node.right, grid);
  // A chain of `or` goes through all that came before it once more at each operator.
  context.budget.addWork((left.length + right.length) * (grid.steps + LOOKS_PER_KEY), node.span);
  const numbers = new KeyNumbers(matchKey(node.matching ?? DEFAULT_MATCHING));
  const leftKeys = numbers.of(left);
  const rightKeys = numbers.of(right);
  if (op !== 'or') {
    const has = new Presence(numbers.size, grid.steps);
    right.forEach((column, at) => {
      has.add(rightKeys[at]!, column.read());
    });
    return vectorOf(left.map((column, at) => filtered(column, has, leftKeys[at]!, op === 'and')));
  }
  const has = new Presence(numbers.size, grid.steps);
  const kept = left.map((column, at): Column => {
    const values = column.read();
    has.add(leftKeys[at]!, values);
    return { ...column, read: () => values };
  });
  const added = right.map((column, at) => filtered(column, has, rightKeys[at]!, false));
  return vectorOf(
    context.delayedNameRemoval && grid.steps === 1
      ? [...kept, ...added]
      : mergeColumns([...kept, ...added], grid.steps, node.span),
  );
}

/** At which steps a key has an element. */
class Presence {
  private readonly steps: (Uint8Array | undefined)[];

  public constructor(
    keys: number,
    private readonly length: number,
  ) {
    this.steps = new Array<Uint8Array | undefined>(keys).fill(undefined);
  }

  public add(key: number, { present }: StepValues): void {
    let steps = this.steps[key];
    if (!steps) {
      steps = new Uint8Array(this.length);
      this.steps[key] = steps;
    }
    for (let step = 0; step < this.length; step++) if (present[step] === 1) steps[step] = 1;
  }

  public of(key: number): Uint8Array | undefined {
    return this.steps[key];
  }
}

function filtered(column: Column, has: Presence, key: number, wanted: boolean): Column {
  return {
    ...column,
    read: () => {
      const { values, present } = column.read();
      const other = has.of(key);
      const built = new StepValuesBuilder(values.length);
      for (let step = 0; step < values.length; step++) {
        if (present[step] === 1 && (other?.[step] === 1) === wanted) built.set(step, values[step]!);
      }
      return built;
    },
  };
}
