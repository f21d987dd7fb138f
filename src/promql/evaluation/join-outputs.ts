import type { Binary, VectorMatching } from '../syntax/ast';
import { dropsName } from './binary-scalar';
import { type Column, knownColumn, StepValuesBuilder } from './column';
import { metricLabels } from './drop-name';
import { LabelSet } from './label-set';
import type { QueryContext } from './query-context';

/** A column of the result of a join, and by which keys it was reached at the current step. */
export class JoinOutput {
  public readonly built: StepValuesBuilder;
  private step = -1;
  private key = -1;
  private moreKeys: Set<number> | undefined;

  public constructor(
    public readonly labels: LabelSet,
    steps: number,
    /** The first "many" column that gave it. */
    public first: number,
  ) {
    this.built = new StepValuesBuilder(steps);
  }

  /** False where the key reached it at this step before. */
  public reach(key: number, step: number): boolean {
    if (this.step !== step) {
      this.step = step;
      this.key = key;
      this.moreKeys = undefined;
      return true;
    }
    if (this.key === key || this.moreKeys?.has(key)) return false;
    this.moreKeys ??= new Set();
    this.moreKeys.add(key);
    return true;
  }
}

/** The columns that pairs of columns give. Most columns keep their partner from step to step. */
export class JoinOutputs {
  private readonly byLabels = new Map<string, JoinOutput>();
  private readonly byPair: Map<number, JoinOutput>[] = [];
  private readonly lastPartner: Int32Array;
  private readonly lastOutput: JoinOutput[] = [];

  public constructor(
    private readonly context: QueryContext,
    private readonly node: Binary,
    private readonly matching: VectorMatching,
    private readonly steps: number,
    manyColumns: number,
  ) {
    // One place more, for the elements of the "one" side that nothing matches.
    this.lastPartner = new Int32Array(manyColumns + 1).fill(-2);
  }

  /** The output of the "many" column `manyAt` and the "one" column `oneAt`; -1 is an element that is filled in. */
  public of(many: readonly Column[], manyAt: number, one: readonly Column[], oneAt: number): JoinOutput {
    const place = manyAt === -1 ? many.length : manyAt;
    if (this.lastPartner[place] === oneAt) return this.lastOutput[place]!;
    const pairs = this.byPair[place] ?? new Map<number, JoinOutput>();
    this.byPair[place] = pairs;
    const output = pairs.get(oneAt) ?? this.find(many[manyAt]?.labels, place, one[oneAt]?.labels);
    pairs.set(oneAt, output);
    this.lastPartner[place] = oneAt;
    this.lastOutput[place] = output;
    return output;
  }

  /** The columns in the order of the "many" side, whichever steps there are. */
  public columns(): readonly Column[] {
    const outputs = [...this.byLabels.values()].sort((a, b) => a.first - b.first);
    return outputs.map(({ labels, built }) => knownColumn(labels, built, this.node.bool));
  }

  private find(many: LabelSet | undefined, manyAt: number, one: LabelSet | undefined): JoinOutput {
    const labels = this.labelsOf(many ?? this.matchedLabels(one), one ?? this.matchedLabels(many));
    let output = this.byLabels.get(labels.key);
    if (!output) {
      this.context.budget.addColumn(this.steps, this.node.span);
      output = new JoinOutput(labels, this.steps, manyAt);
      this.byLabels.set(labels.key, output);
    }
    output.first = Math.min(output.first, manyAt);
    return output;
  }

  /** The labels of an element that is filled in: those by which the other one would have found it. */
  private matchedLabels(other: LabelSet = LabelSet.empty): LabelSet {
    const { on, labels } = this.matching;
    return on ? other.keep(new Set(labels)) : other.without(new Set([...labels, '__name__']));
  }

  private labelsOf(many: LabelSet, one: LabelSet): LabelSet {
    const { matching, node } = this;
    const { semantics, delayedNameRemoval } = this.context;
    const renames = (node.bool && !delayedNameRemoval) || dropsName(node.op, semantics);
    let labels = renames ? many.without(metricLabels(semantics)) : many;
    if (matching.group === undefined) {
      const listed = new Set(matching.labels);
      labels = matching.on ? labels.keep(listed) : labels.without(listed);
    }
    for (const name of matching.include) labels = labels.with(name, one.get(name));
    return node.bool && semantics.boolDropsIncludedName ? labels.without(metricLabels(semantics)) : labels;
  }
}
