import { type Call, type Expression, withoutParens } from '../../syntax/ast';
import { type Column, type StepValues, StepValuesBuilder, type VectorValue, vectorOf } from '../column';
import { withoutMetric } from '../drop-name';
import type { Evaluator } from '../evaluator';
import { type Grid, timeAt } from '../grid';
import { refuseEqualLabels } from '../merge-columns';
import { type RangeSeries, type RangeVector, rangeOfSelector, rangeOfSubquery } from '../range-source';
import { WindowFinder } from '../windows';
import { COUNTER_FUNCTIONS } from './counter';
import { OVER_TIME_FUNCTIONS } from './over-time';
import type { RangeFunction, Window } from './range-function';
import { REGRESSION_FUNCTIONS } from './regression';
import { SMOOTHING } from './smoothing';

const FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ...COUNTER_FUNCTIONS,
  ...OVER_TIME_FUNCTIONS,
  ...REGRESSION_FUNCTIONS,
  ['holt_winters', SMOOTHING],
  ['double_exponential_smoothing', SMOOTHING],
]);

/** The function over a range of that name. */
export function rangeFunction(name: string): RangeFunction | undefined {
  return FUNCTIONS.get(name);
}

/** A range vector from the argument of a call. */
export function evaluateRangeVector(evaluator: Evaluator, argument: Expression, grid: Grid): RangeVector {
  const node = withoutParens(argument);
  if (node.kind === 'MatrixSelector') return rangeOfSelector(evaluator.context, node, grid);
  if (node.kind !== 'Subquery') throw new TypeError(`${node.kind} is no range vector`);
  return rangeOfSubquery(evaluator.context, node, grid, (subquery, inner) =>
    evaluator.columns(subquery.expression, inner),
  );
}

/** Applies a function over a range to each series, window by window. */
export function evaluateOverRange(
  evaluator: Evaluator,
  node: Call,
  computation: RangeFunction,
  grid: Grid,
): VectorValue {
  const { context } = evaluator;
  const rangeArgument = node.arguments.find(({ type }) => type === 'matrix')!;
  const scalars = node.arguments
    .filter((argument) => argument !== rangeArgument)
    .map((argument) => evaluator.scalar(argument, grid));
  const range = evaluateRangeVector(evaluator, rangeArgument, grid);
  const slider = new WindowSlider(evaluator, node, computation, grid, range, scalars);
  const columns = range.series.map((series): Column => {
    // A bad argument is an error at once, whether anyone reads the column or not.
    const known = computation.check && slider.slide(series);
    const dropName = series.dropName || !computation.keepsName;
    const labels = dropName ? withoutMetric(context, series.labels) : series.labels;
    return { labels, dropName, read: () => known ?? slider.slide(series) };
  });
  return vectorOf(context.delayedNameRemoval ? columns : refuseEqualLabels(columns, node.span));
}

/** Runs a function over the windows of one series after the other. */
class WindowSlider {
  private readonly finder: WindowFinder;

  public constructor(
    private readonly evaluator: Evaluator,
    private readonly node: Call,
    private readonly computation: RangeFunction,
    private readonly grid: Grid,
    private readonly range: RangeVector,
    private readonly scalars: readonly Float64Array[],
  ) {
    this.finder = new WindowFinder(range, grid, evaluator.context.semantics.leftOpen);
  }

  public slide(series: RangeSeries): StepValues {
    const { grid, range, node, computation } = this;
    const { budget, semantics } = this.evaluator.context;
    const { timestamps, values } = series.read();
    const { from, to } = this.finder.windowsOf(timestamps);
    budget.addSamples(grid.steps === 0 ? 0 : to[grid.steps - 1]! - from[0]!, node.span);
    budget.addColumn(grid.steps, node.span);
    const built = new StepValuesBuilder(grid.steps);
    const scalars: number[] = this.scalars.map(() => 0);
    const window: { -readonly [Key in keyof Window]: Window[Key] } = {
      timestamps,
      values,
      from: 0,
      to: 0,
      time: 0,
      start: 0,
      end: 0,
      rangeSeconds: range.rangeSeconds,
      semantics,
      scalars,
    };
    for (let step = 0; step < grid.steps; step++) {
      if (to[step] === from[step]) continue;
      for (let at = 0; at < scalars.length; at++) scalars[at] = this.scalars[at]![step]!;
      computation.check?.(scalars, node.span);
      const samples = to[step]! - from[step]!;
      // Window by window, so that the clock is looked at within one long series too.
      budget.addWork(computation.sorts ? samples * Math.ceil(Math.log2(samples + 1)) : samples, node.span);
      if (samples < computation.least) continue;
      window.from = from[step]!;
      window.to = to[step]!;
      window.time = timeAt(grid, step);
      window.end = window.time - range.shift;
      window.start = window.end - range.rangeMs;
      built.set(step, computation.compute(window));
    }
    budget.addSamples(built.count, node.span);
    return built;
  }
}
