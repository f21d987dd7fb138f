import type { Series } from '../../series/series';
import { PromQLError } from '../promql-error';
import type { MatrixSelector, Subquery } from '../syntax/ast';
import type { Column } from './column';
import { durationMs, secondsOfDuration } from './duration-value';
import { type Grid, gridOf, lastTime, timeAt } from './grid';
import { referenceShift } from './instant-selector';
import type { LabelSet } from './label-set';
import { fixedTimeOf, type QueryContext } from './query-context';
import { selectSeries } from './select-series';

/** The samples of one series that a range vector is cut from, stale markers removed. */
export interface RangeSamples {
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
}

/** One series of a range vector. */
export interface RangeSeries {
  readonly labels: LabelSet;
  readonly dropName: boolean;
  read(): RangeSamples;
}

/** A range vector over the steps of a grid: the series, and the window of time that each step sees. */
export interface RangeVector {
  readonly series: readonly RangeSeries[];
  /** The length of a window in whole ms. */
  readonly rangeMs: number;
  readonly rangeSeconds: number;
  /** How far the end of a window lies before its step. */
  readonly shift: number;
  /** Every step sees the window of the first. */
  readonly still: boolean;
  /** Before 2.51 a window with `@` moves on with the steps, but the server reads no samples after this time. */
  readonly dataEnd: number | undefined;
}

/** Evaluates the expression inside a subquery. */
export type EvaluateColumns = (node: Subquery, grid: Grid) => readonly Column[];

/** The series and windows of a range selector. */
export function rangeOfSelector(context: QueryContext, node: MatrixSelector, grid: Grid): RangeVector {
  const range = durationMs(node.range, context.timing, true);
  const shift = referenceShift(context, node.selector, grid);
  return {
    series: selectSeries(context, node.selector).map(({ series, labels }) => ({
      labels,
      dropName: false,
      read: () => withoutStale(series),
    })),
    rangeMs: Math.trunc(range),
    rangeSeconds: secondsOfDuration(range),
    shift,
    ...windowsWithAt(context, fixedTimeOf(context, node.selector), grid.start - shift),
  };
}

/** The series and windows of a subquery: its expression over the steps that any window of the grid holds. */
export function rangeOfSubquery(
  context: QueryContext,
  node: Subquery,
  grid: Grid,
  evaluate: EvaluateColumns,
): RangeVector {
  const range = durationMs(node.range, context.timing, true);
  const rangeMs = Math.trunc(range);
  const fixed = fixedTimeOf(context, node);
  const offset = Math.trunc(durationMs(node.offset, context.timing, false));
  const shift = fixed === undefined ? offset : offset + grid.start - fixed;
  const inner = subqueryGrid(context, node, grid, shift + rangeMs, shift);
  context.budget.checkSteps(inner.steps, node.span);
  // Without a step there is nothing to see, but older versions still evaluate what is the same at every step, and may fail at it.
  const fails = !context.semantics.skipsEmptySubqueries && context.preparation.invariant.has(node.expression);
  if (inner.steps === 0 && fails) evaluate(node, { ...inner, steps: 1 });
  const columns = inner.steps === 0 ? [] : evaluate(node, inner);
  return {
    series: columns.map((column) => ({
      labels: column.labels,
      dropName: column.dropName,
      read: () => compact(column, inner),
    })),
    rangeMs,
    rangeSeconds: secondsOfDuration(range),
    shift,
    ...windowsWithAt(context, fixed, grid.start - shift),
  };
}

function windowsWithAt(
  { semantics }: QueryContext,
  fixed: number | undefined,
  end: number,
): Pick<RangeVector, 'still' | 'dataEnd'> {
  if (fixed === undefined) return { still: false, dataEnd: undefined };
  return semantics.fixedAtWindow ? { still: true, dataEnd: undefined } : { still: false, dataEnd: end };
}

/** The steps of a subquery are multiples of its step since the epoch, wherever the query begins. */
function subqueryGrid(context: QueryContext, node: Subquery, grid: Grid, before: number, shift: number): Grid {
  const step = node.step ? Math.trunc(durationMs(node.step, context.timing, true)) : context.subqueryStepMs;
  const from = grid.start - before;
  if (step < 1)
    throw new PromQLError('bad-duration-value', 'parse', 'the step of a subquery is below a millisecond', node.span);
  let start = step * Math.trunc(from / step);
  if (context.semantics.subqueryLeftOpen ? start <= from : start < from) start += step;
  return gridOf(start, lastTime(grid) - shift, step);
}

function withoutStale(series: Series): RangeSamples {
  const { timestamps, values, stale } = series;
  if (!stale || stale.length === 0) return { timestamps, values };
  const marked = new Set(stale);
  const keep = (_: number, at: number): boolean => !marked.has(at);
  return { timestamps: timestamps.filter(keep), values: values.filter(keep) };
}

function compact(column: Column, grid: Grid): RangeSamples {
  const { values, present, count } = column.read();
  const samples = { timestamps: new Float64Array(count), values: new Float64Array(count) };
  let at = 0;
  for (let step = 0; step < grid.steps; step++) {
    if (present[step] === 0) continue;
    samples.timestamps[at] = timeAt(grid, step);
    samples.values[at++] = values[step]!;
  }
  return samples;
}
