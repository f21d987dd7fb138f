import type { Semantics } from '../semantics';
import type { Accumulator } from './accumulator';
import { type StepValues, StepValuesBuilder } from './column';
import { CompensatedSum, isInfinite } from './compensated-sum';
import { infiniteMeanStays } from './functions/mean-over-time';

/** `avg`, the way the version adds up. */
export class AverageAccumulator implements Accumulator {
  /** The sum, or the mean where `moving` is set. */
  private readonly built: StepValuesBuilder;
  private readonly lost: Float64Array;
  private readonly counts: Float64Array;
  /** Steps at which the sum overflowed, and the mean is moved by every value instead. */
  private readonly moving: Uint8Array;

  public constructor(
    steps: number,
    private readonly method: Semantics['averageAggregation'],
  ) {
    this.built = new StepValuesBuilder(steps);
    this.lost = new Float64Array(steps);
    this.counts = new Float64Array(steps);
    this.moving = new Uint8Array(steps).fill(method === 'incremental' ? 1 : 0);
  }

  public add({ values, present }: StepValues): void {
    const { built, lost, counts, moving } = this;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 0) continue;
      const value = values[step]!;
      const count = counts[step]! + 1;
      counts[step] = count;
      if (count === 1) {
        built.set(step, value);
        continue;
      }
      if (moving[step] === 1) {
        this.move(step, value, count);
        continue;
      }
      const sum = built.values[step]!;
      const next = sum + value;
      if (isInfinite(next)) {
        moving[step] = 1;
        built.values[step] = sum / (count - 1);
        lost[step] = lost[step]! / (count - 1);
        this.move(step, value, count);
        continue;
      }
      if (Math.abs(sum) >= Math.abs(value)) lost[step] = lost[step]! + (sum - next + value);
      else lost[step] = lost[step]! + (value - next + sum);
      built.values[step] = next;
    }
  }

  public finish(): StepValues {
    const { values, present } = this.built;
    for (let step = 0; step < values.length; step++) {
      if (present[step] === 1 && this.method !== 'incremental') values[step] = this.mean(step);
    }
    return this.built;
  }

  private mean(step: number): number {
    const value = this.built.values[step]!;
    const lost = this.lost[step]!;
    const count = this.counts[step]!;
    if (this.moving[step] === 1) return value + lost;
    return this.method === 'direct' ? value / count + lost / count : (value + lost) / count;
  }

  /** Moves the mean towards a value, the `count`-th. */
  private move(step: number, value: number, count: number): void {
    const { values } = this.built;
    const mean = values[step]!;
    if (this.method === 'direct') {
      const weight = (count - 1) / count;
      this.compensate(step, weight * mean, weight * this.lost[step]!, value / count);
      return;
    }
    if (infiniteMeanStays(mean, value)) return;
    if (this.method === 'incremental') values[step] = mean + (value / count - mean / count);
    else this.compensate(step, mean, this.lost[step]!, value / count - (mean + this.lost[step]!) / count);
  }

  private compensate(step: number, sum: number, lost: number, value: number): void {
    const running = new CompensatedSum(true);
    running.set(sum, lost);
    running.add(value);
    this.built.values[step] = running.sum;
    this.lost[step] = running.lost;
  }
}
