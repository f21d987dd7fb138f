import { type Binary, isComparison, type VectorMatching } from './ast';
import { dropsName } from './binary-scalar';
import { type Column, knownColumn, type StepValues, StepValuesBuilder, type VectorValue, vectorOf } from './column';
import { metricLabels } from './drop-name';
import type { Evaluator } from './evaluator';
import type { Grid } from './grid';
import type { LabelSet } from './label-set';
import { KeyNumbers, matchKey } from './match-key';
import { duplicateLabels } from './merge-columns';
import { type NumberOperator, operatorFunction } from './operators';
import { evaluationError } from './promql-error';

const DEFAULT_MATCHING: VectorMatching = { on: false, labels: [], group: undefined, include: [] };

/** An operator between the elements of two vectors that match. */
export function evaluateVectors(evaluator: Evaluator, node: Binary, op: NumberOperator, grid: Grid): VectorValue {
  return new VectorJoin(evaluator, node, op, grid).run();
}

/** One side of the join, read. */
interface Side {
  readonly columns: readonly Column[];
  readonly values: readonly StepValues[];
  readonly keys: Int32Array;
}

/** A column of the result. */
interface Output {
  readonly labels: LabelSet;
  readonly built: StepValuesBuilder;
  /** The first "many" column that gave it: the result comes in the order of that side, whichever steps there are. */
  first: number;
}

class VectorJoin {
  private readonly matching: VectorMatching;
  private readonly filters: boolean;
  private readonly outputs = new Map<string, Output>();
  /** The result of a pair of columns, by the "many" column and the "one" column. */
  private readonly pairs: Map<number, Output>[] = [];

  public constructor(
    private readonly evaluator: Evaluator,
    private readonly node: Binary,
    private readonly op: NumberOperator,
    private readonly grid: Grid,
  ) {
    this.matching = node.matching ?? DEFAULT_MATCHING;
    this.filters = isComparison(op) && !node.bool;
  }

  public run(): VectorValue {
    const { evaluator, node, grid, matching } = this;
    const leftColumns = evaluator.columns(node.left, grid);
    const rightColumns = evaluator.columns(node.right, grid);
    const numbers = new KeyNumbers(matchKey(matching));
    const left = readSide(leftColumns, numbers);
    const right = readSide(rightColumns, numbers);
    // With group_right the sides change places, and the operator minds the order of the numbers.
    const [many, one] = matching.group === 'right' ? [right, left] : [left, right];
    this.join(many, one, numbers.size);
    const outputs = [...this.outputs.values()].sort((a, b) => a.first - b.first);
    return vectorOf(outputs.map(({ labels, built }) => knownColumn(labels, built, node.bool)));
  }

  private join(many: Side, one: Side, keys: number): void {
    const { grid, node } = this;
    const { budget } = this.evaluator.context;
    const oneOfKey = new Int32Array(keys);
    const matched = new Matched(keys);
    for (let step = 0; step < grid.steps; step++) {
      budget.addWork(many.columns.length + one.columns.length, node.span);
      if (!hasAny(many, step) || !hasAny(one, step)) continue;
      oneOfKey.fill(-1);
      this.placeOnes(one, oneOfKey, step);
      for (let at = 0; at < many.columns.length; at++) {
        if (many.values[at]!.present[step] === 0) continue;
        const key = many.keys[at]!;
        const partner = oneOfKey[key]!;
        if (partner >= 0) this.pair(many, at, one, partner, step, matched);
      }
    }
  }

  private placeOnes(one: Side, oneOfKey: Int32Array, step: number): void {
    for (let at = 0; at < one.columns.length; at++) {
      if (one.values[at]!.present[step] === 0) continue;
      const key = one.keys[at]!;
      if (oneOfKey[key]! >= 0) throw this.manyToMany(one.columns[at]!, one.columns[oneOfKey[key]!]!);
      oneOfKey[key] = at;
    }
  }

  private pair(many: Side, at: number, one: Side, partner: number, step: number, matched: Matched): void {
    const { semantics, budget } = this.evaluator.context;
    const manyValue = many.values[at]!.values[step]!;
    const oneValue = one.values[partner]!.values[step]!;
    const [left, right] = this.matching.group === 'right' ? [oneValue, manyValue] : [manyValue, oneValue];
    const result = operatorFunction(this.op)(left, right);
    const dropped = this.filters && result === 0;
    if (dropped && !semantics.strictManyToOne) return;
    const output = this.outputOf(many.columns[at]!, at, one.columns[partner]!, partner);
    this.checkUnique(output, many.keys[at]!, step, matched);
    if (dropped) return;
    if (output.built.present[step] === 1) throw this.duplicate(output);
    // A comparison that filters keeps the value of the left side.
    output.built.set(step, this.filters ? left : result);
    budget.addSamples(1, this.node.span);
  }

  private checkUnique(output: Output, key: number, step: number, matched: Matched): void {
    if (this.matching.group === undefined) {
      if (!matched.addKey(key, step)) throw this.manyToOne();
    } else if (!matched.addOutput(output, key, step)) throw this.groupNotUnique(output);
  }

  private outputOf(many: Column, manyAt: number, one: Column, oneAt: number): Output {
    this.pairs[manyAt] ??= new Map();
    const known = this.pairs[manyAt].get(oneAt);
    if (known) return known;
    const labels = this.resultLabels(many.labels, one.labels);
    let output = this.outputs.get(labels.key);
    if (!output) {
      this.evaluator.context.budget.addColumn(this.grid.steps, this.node.span);
      output = { labels, built: new StepValuesBuilder(this.grid.steps), first: manyAt };
      this.outputs.set(labels.key, output);
    }
    output.first = Math.min(output.first, manyAt);
    this.pairs[manyAt].set(oneAt, output);
    return output;
  }

  private resultLabels(many: LabelSet, one: LabelSet): LabelSet {
    const { matching, node, op } = this;
    const { semantics, delayedNameRemoval } = this.evaluator.context;
    const renames = (node.bool && !delayedNameRemoval) || dropsName(op, semantics);
    let labels = renames ? many.without(metricLabels(semantics)) : many;
    if (matching.group === undefined) {
      const listed = new Set(matching.labels);
      labels = matching.on ? labels.keep(listed) : labels.without(listed);
    }
    for (const name of matching.include) labels = labels.with(name, one.get(name));
    return node.bool && semantics.boolDropsIncludedName ? labels.without(metricLabels(semantics)) : labels;
  }

  private manyToMany(a: Column, b: Column): Error {
    const side = this.matching.group === 'right' ? 'left' : 'right';
    const message = `two series on the ${side} side match the same elements: ${a.labels} and ${b.labels}; match on labels that tell them apart`;
    return evaluationError('many-to-many', message, this.node.span);
  }

  private manyToOne(): Error {
    const message =
      'several elements on the left match one on the right; write group_left or group_right where that is meant';
    return evaluationError('many-to-one', message, this.node.span);
  }

  private groupNotUnique({ labels }: Output): Error {
    const message = `several matches come out with the labels ${labels}; the labels of the "many" side have to tell them apart`;
    return evaluationError('group-not-unique', message, this.node.span);
  }

  private duplicate(output: Output): Error {
    return duplicateLabels(output, this.node.span);
  }
}

/** What has been matched at the current step. */
class Matched {
  private readonly stepOfKey: Int32Array;
  private readonly outputs = new Map<Output, Map<number, number>>();

  public constructor(keys: number) {
    this.stepOfKey = new Int32Array(keys).fill(-1);
  }

  /** False where the key was matched at this step before. */
  public addKey(key: number, step: number): boolean {
    if (this.stepOfKey[key] === step) return false;
    this.stepOfKey[key] = step;
    return true;
  }

  /** False where the key gave the same labels at this step before. */
  public addOutput(output: Output, key: number, step: number): boolean {
    let steps = this.outputs.get(output);
    if (!steps) {
      steps = new Map();
      this.outputs.set(output, steps);
    }
    if (steps.get(key) === step) return false;
    steps.set(key, step);
    return true;
  }
}

function readSide(columns: readonly Column[], numbers: KeyNumbers): Side {
  return { columns, values: columns.map((column) => column.read()), keys: numbers.of(columns) };
}

function hasAny({ values }: Side, step: number): boolean {
  return values.some(({ present }) => present[step] === 1);
}
