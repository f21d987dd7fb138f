import { canonicalLabels } from '../../series/labels';
import { type Expression, withoutParens } from '../syntax/ast';
import type { Column } from './column';
import { metricLabels } from './drop-name';
import type { Evaluator } from './evaluator';
import { evaluateRangeVector } from './functions/over-range';
import { type Grid, timeAt } from './grid';
import type { LabelSet } from './label-set';
import { mergeColumns } from './merge-columns';
import type { QueryContext } from './query-context';
import type { ResultSeries } from './query-result';
import { WindowFinder } from './windows';

/** Drops the names that were kept until the end. */
export function finishNames(
  context: QueryContext,
  columns: readonly Column[],
  grid: Grid,
  { span }: Expression,
): readonly Column[] {
  if (!context.delayedNameRemoval) return columns;
  const dropped = metricLabels(context.semantics);
  const renamed = columns.map((column) =>
    column.dropName ? { ...column, labels: column.labels.without(dropped) } : column,
  );
  return mergeColumns(renamed, grid.steps, span);
}

/** The samples of a range vector at one time. */
export function seriesOfRangeVector(evaluator: Evaluator, ast: Expression, grid: Grid): readonly ResultSeries[] {
  const { context } = evaluator;
  const range = evaluateRangeVector(evaluator, ast, grid);
  const finder = new WindowFinder(range, grid, context.semantics.leftOpen);
  const dropped = metricLabels(context.semantics);
  const subquery = withoutParens(ast).kind === 'Subquery';
  const found = range.series.flatMap((series) => {
    const { timestamps, values } = series.read();
    // A subquery has evaluated no more than its range.
    const [from, to] = subquery ? [0, timestamps.length] : finder.windowOfFirstStep(timestamps);
    if (to === from) return [];
    context.budget.addSamples(to - from, ast.span);
    const labels = series.dropName && context.delayedNameRemoval ? series.labels.without(dropped) : series.labels;
    return [{ labels, timestamps: timestamps.slice(from, to), values: values.slice(from, to) }];
  });
  return sortedSeries(found);
}

interface LabelledSeries {
  readonly labels: LabelSet;
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
}

function stepsWithValue(column: Column, grid: Grid): readonly LabelledSeries[] {
  const { values, present, count } = column.read();
  if (count === 0) return [];
  const timestamps = new Float64Array(count);
  const kept = new Float64Array(count);
  let at = 0;
  for (let step = 0; step < grid.steps; step++) {
    if (present[step] === 0) continue;
    timestamps[at] = timeAt(grid, step);
    kept[at++] = values[step]!;
  }
  return [{ labels: column.labels, timestamps, values: kept }];
}

/** Columns as the series of a matrix, in Prometheus's order. */
export function seriesOfColumns(columns: readonly Column[], grid: Grid): readonly ResultSeries[] {
  return sortedSeries(columns.flatMap((column) => stepsWithValue(column, grid)));
}

function sortedSeries(series: readonly LabelledSeries[]): readonly ResultSeries[] {
  return [...series]
    .sort((a, b) => a.labels.compare(b.labels))
    .map(({ labels, timestamps, values }) => ({ labels: labels.toLabels(), timestamps, values }));
}

/** Puts the elements of a vector, which Prometheus leaves in no order, into one. */
export function sortCanonically(samples: { readonly labels: Readonly<Record<string, string>> }[]): void {
  const texts = new Map(samples.map((sample) => [sample, canonicalLabels(sample.labels)]));
  samples.sort((a, b) => (texts.get(a)! < texts.get(b)! ? -1 : 1));
}
