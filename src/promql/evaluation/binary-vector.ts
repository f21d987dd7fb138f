import { type Binary, DEFAULT_MATCHING, isComparison, type VectorMatching } from '../syntax/ast';
import { type Column, type StepValues, type VectorValue, vectorOf } from './column';
import type { Evaluator } from './evaluator';
import type { Grid } from './grid';
import { JoinOutputs } from './join-outputs';
import { groupNotUnique, manyToMany, manyToOne } from './match-error';
import { KeyNumbers, matchKey } from './match-key';
import { duplicateLabels } from './merge-columns';
import { type NumberOperator, operatorFunction } from './operators';

/** An operator between the elements of two vectors that match. */
export function evaluateVectors(evaluator: Evaluator, node: Binary, op: NumberOperator, grid: Grid): VectorValue {
  const matching = node.matching ?? DEFAULT_MATCHING;
  const numbers = new KeyNumbers(matchKey(matching));
  const leftColumns = evaluator.columns(node.left, grid);
  const rightColumns = evaluator.columns(node.right, grid);
  const left = readSide(leftColumns, numbers);
  const right = readSide(rightColumns, numbers);
  // With group_right the sides change places, and the operator minds the order of the numbers.
  const [many, one] = matching.group === 'right' ? [right, left] : [left, right];
  const outputs = new JoinOutputs(evaluator.context, node, matching, grid.steps, many.columns.length);
  new VectorJoin(evaluator, node, op, matching, many, one, outputs, numbers.size).run(grid);
  return vectorOf(outputs.columns());
}

/** One side of the join, read. */
interface Side {
  readonly columns: readonly Column[];
  readonly values: readonly StepValues[];
  readonly keys: Int32Array;
}

function readSide(columns: readonly Column[], numbers: KeyNumbers): Side {
  return { columns, values: columns.map((column) => column.read()), keys: numbers.of(columns) };
}

class VectorJoin {
  private readonly operate: (left: number, right: number) => number;
  private readonly filters: boolean;
  private readonly swapped: boolean;
  private readonly strict: boolean;
  /** The element of the "one" side for each key at the current step, or -1. */
  private readonly oneOfKey: Int32Array;
  /** The step at which a key was matched last. */
  private readonly stepOfKey: Int32Array;
  private readonly fillMany: number | undefined;
  private readonly fillOne: number | undefined;

  public constructor(
    private readonly evaluator: Evaluator,
    private readonly node: Binary,
    op: NumberOperator,
    private readonly matching: VectorMatching,
    private readonly many: Side,
    private readonly one: Side,
    private readonly outputs: JoinOutputs,
    keys: number,
  ) {
    this.operate = operatorFunction(op);
    this.filters = isComparison(op) && !node.bool;
    this.swapped = matching.group === 'right';
    // As in Prometheus, the sides of "fill" do not change places with those of group_right.
    this.fillMany = matching.fill?.left;
    this.fillOne = matching.fill?.right;
    this.strict = evaluator.context.semantics.strictManyToOne;
    this.oneOfKey = new Int32Array(keys);
    this.stepOfKey = new Int32Array(keys).fill(-1);
  }

  public run(grid: Grid): void {
    const { many, one, node } = this;
    const { budget } = this.evaluator.context;
    for (let step = 0; step < grid.steps; step++) {
      budget.addWork(many.columns.length + one.columns.length, node.span);
      const some = this.matching.fill
        ? hasAny(many, step) || hasAny(one, step)
        : hasAny(many, step) && hasAny(one, step);
      if (some) budget.addSamples(this.joinStep(step), node.span);
    }
  }

  /** How many elements the step gives. */
  private joinStep(step: number): number {
    const { many, oneOfKey, fillOne } = this;
    this.placeOnes(step);
    let count = 0;
    for (let at = 0; at < many.columns.length; at++) {
      if (many.values[at]!.present[step] === 0) continue;
      const key = many.keys[at]!;
      const partner = oneOfKey[key]!;
      if ((partner >= 0 || fillOne !== undefined) && this.pair(at, partner, key, step)) count++;
    }
    return this.fillMany === undefined ? count : count + this.pairUnmatched(step);
  }

  /** The elements of the "one" side that nothing has matched, each with what is filled in for the other. */
  private pairUnmatched(step: number): number {
    const { one } = this;
    let count = 0;
    for (let at = 0; at < one.columns.length; at++) {
      const key = one.keys[at]!;
      const unmatched = one.values[at]!.present[step] === 1 && this.stepOfKey[key] !== step;
      if (unmatched && this.pair(-1, at, key, step)) count++;
    }
    return count;
  }

  private placeOnes(step: number): void {
    const { one, oneOfKey } = this;
    oneOfKey.fill(-1);
    for (let at = 0; at < one.columns.length; at++) {
      if (one.values[at]!.present[step] === 0) continue;
      const key = one.keys[at]!;
      const other = oneOfKey[key]!;
      if (other >= 0) {
        throw manyToMany(this.matching, one.columns[at]!.labels, one.columns[other]!.labels, this.node.span);
      }
      oneOfKey[key] = at;
    }
  }

  /** Whether the pair gives an element; -1 is one that is filled in. */
  private pair(manyAt: number, oneAt: number, key: number, step: number): boolean {
    const { many, one } = this;
    const manyValue = manyAt === -1 ? this.fillMany! : many.values[manyAt]!.values[step]!;
    const oneValue = oneAt === -1 ? this.fillOne! : one.values[oneAt]!.values[step]!;
    const left = this.swapped ? oneValue : manyValue;
    const result = this.operate(left, this.swapped ? manyValue : oneValue);
    const dropped = this.filters && result === 0;
    if (dropped && !this.strict) return false;
    const output = this.outputs.of(many.columns, manyAt, one.columns, oneAt);
    if (this.matching.group === undefined && this.stepOfKey[key] === step) throw manyToOne(this.node.span);
    if (this.matching.group !== undefined && !output.reach(key, step)) {
      throw groupNotUnique(output.labels, this.node.span);
    }
    this.stepOfKey[key] = step;
    if (dropped) return false;
    if (output.built.present[step] === 1) throw duplicateLabels(output, this.node.span);
    // A comparison that filters keeps the value of the left side.
    output.built.set(step, this.filters ? left : result);
    return true;
  }
}

function hasAny({ values }: Side, step: number): boolean {
  for (const { present } of values) if (present[step] === 1) return true;
  return false;
}
