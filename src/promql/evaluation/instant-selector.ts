import type { VectorSelector } from '../syntax/ast';
import { type Column, StepValuesBuilder, type VectorValue, vectorOf } from './column';
import { durationMs } from './duration-value';
import { type Grid, timeAt } from './grid';
import { fixedTimeOf, type QueryContext } from './query-context';
import { type SelectedSeries, selectSeries } from './select-series';

/** For each step the index of the sample that an instant selector sees, or -1. */
type Picks = Int32Array;

/** An instant selector: at each step the newest sample within the lookback, unless it is a stale marker. */
export function evaluateSelector(context: QueryContext, node: VectorSelector, grid: Grid): VectorValue {
  const picker = new SamplePicker(context, grid, referenceShift(context, node, grid));
  const columns = selectSeries(context, node).map(({ series, labels }): Column => {
    const read = () => {
      const picks = picker.picksOf(series);
      const { values } = series;
      context.budget.addColumn(grid.steps, node.span);
      const built = new StepValuesBuilder(grid.steps);
      for (let step = 0; step < grid.steps; step++) {
        const pick = picks[step]!;
        if (pick >= 0) built.set(step, values[pick]!);
      }
      context.budget.addSamples(built.count, node.span);
      return built;
    };
    return { labels, dropName: false, read };
  });
  return vectorOf(columns);
}

/** `timestamp(selector)`: the times of the samples that the selector sees, in seconds. */
export function evaluateSampleTimes(context: QueryContext, node: VectorSelector, grid: Grid): readonly Column[] {
  const picker = sampleTimePicker(context, node, grid);
  return selectSeries(context, node).map(({ series, labels }) => ({
    labels,
    dropName: false,
    read: () => {
      const picks = picker.picksOf(series);
      context.budget.addColumn(grid.steps, node.span);
      const built = new StepValuesBuilder(grid.steps);
      for (let step = 0; step < grid.steps; step++) {
        const pick = picks[step]!;
        if (pick >= 0) built.set(step, series.timestamps[pick]! / 1000);
      }
      context.budget.addSamples(built.count, node.span);
      return built;
    },
  }));
}

/**
 * How far the time a selector looks at lies before the step, in ms. `@` is an offset from the start of the evaluation, as in
 * Prometheus: what has `@` is evaluated at the first step only wherever its value does not change.
 */
export function referenceShift(context: QueryContext, node: VectorSelector, grid: Grid): number {
  const offset = Math.trunc(durationMs(node.offset, context.timing, false));
  const fixed = fixedTimeOf(context, node);
  return fixed === undefined ? offset : offset + grid.start - fixed;
}

/**
 * With `@`, Prometheus forgets the offset here and looks back from the fixed time, at every step alike; but the samples it has read
 * are those before the fixed time less the offset.
 */
function sampleTimePicker(context: QueryContext, node: VectorSelector, grid: Grid): SamplePicker {
  const fixed = fixedTimeOf(context, node);
  const offset = Math.trunc(durationMs(node.offset, context.timing, false));
  if (fixed === undefined) return new SamplePicker(context, grid, offset);
  const newest = Math.min(fixed, fixed - offset);
  const oldest = Math.max(fixed, fixed - offset) - context.lookbackMs;
  return new SamplePicker(context, { start: newest, step: 0, steps: grid.steps }, 0, newest - oldest);
}

/** Finds the samples that steps see. Series that were scraped together share their timestamps, and so the result. */
class SamplePicker {
  private readonly shared = new WeakMap<Float64Array, Picks>();

  public constructor(
    private readonly context: QueryContext,
    private readonly grid: Grid,
    private readonly shift: number,
    private readonly lookback = context.lookbackMs,
  ) {}

  public picksOf(series: SelectedSeries['series']): Picks {
    const { timestamps, stale } = series;
    let picks = this.shared.get(timestamps);
    if (!picks) {
      picks = this.pick(timestamps);
      this.shared.set(timestamps, picks);
    }
    return stale && stale.length > 0 ? withoutStale(picks, stale) : picks;
  }

  private pick(timestamps: Float64Array): Picks {
    const { grid, shift } = this;
    const picks = new Int32Array(grid.steps);
    const { lookback } = this;
    const { leftOpen } = this.context.semantics;
    let next = firstAfter(timestamps, timeAt(grid, 0) - shift);
    for (let step = 0; step < grid.steps; step++) {
      const time = timeAt(grid, step) - shift;
      while (next < timestamps.length && timestamps[next]! <= time) next++;
      const newest = next - 1;
      const seen =
        newest >= 0 && (leftOpen ? timestamps[newest]! > time - lookback : timestamps[newest]! >= time - lookback);
      picks[step] = seen ? newest : -1;
    }
    return picks;
  }
}

/** The index of the first timestamp after a time. */
export function firstAfter(timestamps: Float64Array, time: number): number {
  let low = 0;
  let high = timestamps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timestamps[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function withoutStale(picks: Picks, stale: Uint32Array): Picks {
  const left = Int32Array.from(picks);
  let at = 0;
  for (let step = 0; step < left.length; step++) {
    const pick = left[step]!;
    if (pick < 0) continue;
    while (at < stale.length && stale[at]! < pick) at++;
    if (at < stale.length && stale[at] === pick) left[step] = -1;
  }
  return left;
}
