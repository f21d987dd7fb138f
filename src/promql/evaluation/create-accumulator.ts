import type { Semantics } from '../semantics';
import type { AggregationOperator } from '../syntax/keywords';
import type { Accumulator } from './accumulator';
import { AverageAccumulator } from './average';
import { type StepValues, StepValuesBuilder } from './column';
import { isInfinite } from './compensated-sum';
import { quantileOf } from './quantile';

/** Aggregations that give one number per group. */
export type SimpleAggregation = Exclude<
  AggregationOperator,
  'topk' | 'bottomk' | 'count_values' | 'limitk' | 'limit_ratio'
>;

/** The accumulator of an aggregation. `parameter`: the rank of `quantile` at each step. */
export function createAccumulator(
  op: SimpleAggregation,
  steps: number,
  semantics: Semantics,
  parameter: Float64Array | undefined,
): Accumulator {
  switch (op) {
    case 'sum':
      return semantics.compensatedSum
        ? new CompensatedSumAccumulator(steps)
        : new FoldAccumulator(steps, (a, b) => a + b);
    case 'avg':
      return new AverageAccumulator(steps, semantics.averageAggregation);
    case 'min':
      return new FoldAccumulator(steps, (least, value) => (least > value || Number.isNaN(least) ? value : least));
    case 'max':
      return new FoldAccumulator(steps, (most, value) => (most < value || Number.isNaN(most) ? value : most));
    case 'count':
      return new CountAccumulator(steps, (count) => count);
    case 'group':
      return new CountAccumulator(steps, () => 1);
    case 'stddev':
      return new VarianceAccumulator(steps, semantics.infiniteDeviationIsNaN, Math.sqrt);
    case 'stdvar':
      return new VarianceAccumulator(steps, semantics.infiniteDeviationIsNaN, (variance) => variance);
    case 'quantile':
      return new QuantileAccumulator(steps, parameter ?? new Float64Array(steps), semantics);
  }
}

class FoldAccumulator implements Accumulator {
  private readonly built: StepValuesBuilder;

  public constructor(
    steps: number,
    private readonly fold: (before: number, value: number) => number,
  ) {
    this.built = new StepValuesBuilder(steps);
  }

  public add({ values, present }: StepValues): void {
    const { built, fold } = this;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 0) continue;
      if (built.present[step] === 0) built.set(step, values[step]!);
      else built.values[step] = fold(built.values[step]!, values[step]!);
    }
  }

  public finish(): StepValues {
    return this.built;
  }
}

class CompensatedSumAccumulator implements Accumulator {
  private readonly built: StepValuesBuilder;
  private readonly lost: Float64Array;

  public constructor(steps: number) {
    this.built = new StepValuesBuilder(steps);
    this.lost = new Float64Array(steps);
  }

  public add({ values, present }: StepValues): void {
    const { built, lost } = this;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 0) continue;
      const value = values[step]!;
      if (built.present[step] === 0) {
        built.set(step, value);
        continue;
      }
      const sum = built.values[step]!;
      const next = sum + value;
      if (isInfinite(next)) lost[step] = 0;
      else if (Math.abs(sum) >= Math.abs(value)) lost[step] = lost[step]! + (sum - next + value);
      else lost[step] = lost[step]! + (value - next + sum);
      built.values[step] = next;
    }
  }

  public finish(): StepValues {
    const { values, present } = this.built;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 1) values[step] = values[step]! + this.lost[step]!;
    }
    return this.built;
  }
}

class CountAccumulator implements Accumulator {
  private readonly built: StepValuesBuilder;

  public constructor(
    steps: number,
    private readonly result: (count: number) => number,
  ) {
    this.built = new StepValuesBuilder(steps);
  }

  public add({ values, present }: StepValues): void {
    const { built } = this;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 0) continue;
      if (built.present[step] === 0) built.set(step, 1);
      else built.values[step] = built.values[step]! + 1;
    }
  }

  public finish(): StepValues {
    const { values, present } = this.built;
    for (let step = 0; step < values.length; step++) if (present[step] === 1) values[step] = this.result(values[step]!);
    return this.built;
  }
}

/** Population variance by Welford's method. */
class VarianceAccumulator implements Accumulator {
  private readonly squares: StepValuesBuilder;
  private readonly mean: Float64Array;
  private readonly counts: Float64Array;

  public constructor(
    steps: number,
    private readonly infiniteIsNaN: boolean,
    private readonly result: (variance: number) => number,
  ) {
    this.squares = new StepValuesBuilder(steps);
    this.mean = new Float64Array(steps);
    this.counts = new Float64Array(steps);
  }

  public add({ values, present }: StepValues): void {
    const { squares, mean, counts } = this;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 0) continue;
      const value = values[step]!;
      const count = counts[step]! + 1;
      counts[step] = count;
      if (count === 1) {
        mean[step] = value;
        squares.set(step, this.infiniteIsNaN && !Number.isFinite(value) ? Number.NaN : 0);
        continue;
      }
      const delta = value - mean[step]!;
      mean[step] = mean[step]! + delta / count;
      squares.values[step] = squares.values[step]! + delta * (value - mean[step]!);
    }
  }

  public finish(): StepValues {
    const { values, present } = this.squares;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 1) values[step] = this.result(values[step]! / this.counts[step]!);
    }
    return this.squares;
  }
}

class QuantileAccumulator implements Accumulator {
  private readonly columns: StepValues[] = [];

  public constructor(
    private readonly steps: number,
    private readonly rank: Float64Array,
    private readonly semantics: Semantics,
  ) {}

  public add(column: StepValues): void {
    this.columns.push(column);
  }

  public finish(): StepValues {
    const built = new StepValuesBuilder(this.steps);
    const values = new Float64Array(this.columns.length);
    for (let step = 0; step < this.steps; step++) {
      let count = 0;
      for (const column of this.columns) if (column.present[step] === 1) values[count++] = column.values[step]!;
      if (count > 0) built.set(step, quantileOf(this.rank[step]!, values.subarray(0, count), this.semantics));
    }
    return built;
  }
}
