import { canonicalLabels } from '../series/labels';
import type { SeriesStore } from '../series/series-store';
import type { Expression } from './ast';
import { Budget, type QueryLimits } from './budget';
import type { Column } from './column';
import { metricLabels } from './drop-name';
import { ExpressionEvaluator } from './evaluate-expression';
import { evaluateRangeVector } from './functions/over-range';
import { type Grid, gridOf, timeAt } from './grid';
import type { LabelSet } from './label-set';
import { mergeColumns } from './merge-columns';
import { parsePromQL } from './parse';
import { evaluationError, PromQLError } from './promql-error';
import type { QueryContext } from './query-context';
import type { MatrixResult, QueryResult, RangeResult, ResultSeries } from './query-result';
import { isVersion, NEWEST_SEMANTICS, semanticsOf } from './semantics';
import { prepare } from './step-invariance';
import { WindowFinder } from './windows';

/** How a query is evaluated. */
export interface EvaluationOptions {
  /**
   * The Prometheus version whose behaviour counts, such as `2.42.0`.
   * @default the store's, else '3.14.0'
   */
  readonly semantics?: string;
  /**
   * How far back an instant selector looks for a sample, in ms.
   * @default the store's, else 300000
   */
  readonly lookbackMs?: number;
  /**
   * The step of a subquery that names none, in ms: the evaluation interval of the server.
   * @default the store's, else 60000
   */
  readonly subqueryStepMs?: number;
  /**
   * Accept functions that the version has behind its feature flag.
   * @default false
   */
  readonly experimental?: boolean;
  /**
   * Drop metric names at the end of the query, as Prometheus does with the feature flag `promql-delayed-name-removal`.
   * @default false
   */
  readonly delayedNameRemoval?: boolean;
  /** Bounds on the work. */
  readonly limits?: QueryLimits;
}

export interface InstantOptions extends EvaluationOptions {
  /** The evaluation time, in ms since the epoch. */
  readonly time: number;
}

export interface RangeOptions extends EvaluationOptions {
  /** The first step, in ms since the epoch. */
  readonly start: number;
  /** No step lies after it. */
  readonly end: number;
  /** The distance of the steps, in ms. */
  readonly step: number;
}

const DEFAULT_LOOKBACK_MS = 300_000;
const DEFAULT_SUBQUERY_STEP_MS = 60_000;

/**
 * Evaluates a query at one time, as `/api/v1/query` does.
 *
 * A vector is sorted by canonical labels unless the query itself sorts it (`sort`, `topk`, ...); a matrix as Prometheus sorts it.
 *
 * @throws PromQLError
 */
export function evaluateInstant(store: SeriesStore, query: string | Expression, options: InstantOptions): QueryResult {
  const time = wholeMs('time', options.time);
  const ast = parsed(store, query, options);
  const grid: Grid = { start: time, step: 1, steps: 1 };
  const context = contextOf(store, ast, options, time, time, 0);
  const evaluator = new ExpressionEvaluator(context);
  if (ast.type === 'matrix') return { type: 'matrix', series: rawSeries(evaluator, ast, grid) };
  const value = evaluator.evaluate(ast, grid);
  if (value.kind === 'scalar') return { type: 'scalar', value: value.values[0]!, time };
  if (value.kind === 'string') return { type: 'string', value: value.text, time };
  const samples = finished(context, value.columns, grid, ast).flatMap((column) => {
    const { values, count } = column.read();
    return count === 0 ? [] : [{ labels: column.labels.toLabels(), value: values[0]!, time }];
  });
  if (!value.ordered) sortCanonically(samples);
  return { type: 'vector', samples };
}

/**
 * Evaluates a query at every step from start to end, as `/api/v1/query_range` does. A scalar becomes one series without labels.
 *
 * @throws PromQLError
 */
export function evaluateRange(store: SeriesStore, query: string | Expression, options: RangeOptions): RangeResult {
  const start = wholeMs('start', options.start);
  const end = wholeMs('end', options.end);
  const step = wholeMs('step', options.step);
  if (step <= 0) throw badOption('step', step, 'a number of ms greater than 0');
  if (end < start) throw badOption('end', end, 'a time that is not before the start');
  const ast = parsed(store, query, options);
  if (ast.type !== 'scalar' && ast.type !== 'vector') {
    const message = `a range query gives a scalar or an instant vector at each step, not a ${ast.type === 'matrix' ? 'range vector' : 'string'}`;
    throw new PromQLError('range-query-type', 'parse', message, ast.span);
  }
  const grid = gridOf(start, end, step);
  const context = contextOf(store, ast, options, start, end, step);
  context.budget.checkSteps(grid.steps, ast.span);
  const value = new ExpressionEvaluator(context).evaluate(ast, grid);
  if (value.kind === 'string') throw new TypeError('a string in a range query');
  if (value.kind === 'scalar') {
    const timestamps = Float64Array.from({ length: grid.steps }, (_, at) => timeAt(grid, at));
    return { type: 'matrix', series: [{ labels: {}, timestamps, values: value.values }] };
  }
  const columns = finished(context, value.columns, grid, ast);
  return { type: 'matrix', series: sortedSeries(columns.flatMap((column) => seriesOf(column, grid))) };
}

function parsed(store: SeriesStore, query: string | Expression, options: EvaluationOptions): Expression {
  if (typeof query !== 'string') return query;
  const semantics = versionOf(store, options);
  const { ast, diagnostics } = parsePromQL(query, { semantics, experimental: options.experimental ?? false });
  if (ast) return ast;
  const first = diagnostics[0]!;
  throw new PromQLError(first.code, 'parse', first.message, first.span, diagnostics);
}

function versionOf(store: SeriesStore, options: EvaluationOptions): string {
  const version = options.semantics ?? store.facts.semantics ?? NEWEST_SEMANTICS;
  if (!isVersion(version)) throw badOption('semantics', version, 'a Prometheus version such as 2.42.0');
  return version;
}

function contextOf(
  store: SeriesStore,
  ast: Expression,
  options: EvaluationOptions,
  start: number,
  end: number,
  step: number,
): QueryContext {
  return {
    store,
    semantics: semanticsOf(versionOf(store, options)),
    lookbackMs: positiveMs('lookbackMs', options.lookbackMs ?? store.facts.lookbackMs ?? DEFAULT_LOOKBACK_MS),
    subqueryStepMs: positiveMs(
      'subqueryStepMs',
      options.subqueryStepMs ?? store.facts.evaluationIntervalMs ?? DEFAULT_SUBQUERY_STEP_MS,
    ),
    delayedNameRemoval: options.delayedNameRemoval ?? false,
    budget: new Budget(options.limits),
    preparation: prepare(ast, start, end),
    timing: { step: step / 1000, range: (end - start) / 1000 },
  };
}

/** Drops the names that were kept until the end. */
function finished(
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
function rawSeries(evaluator: ExpressionEvaluator, ast: Expression, grid: Grid): readonly ResultSeries[] {
  const { context } = evaluator;
  const range = evaluateRangeVector(evaluator, ast, grid);
  const finder = new WindowFinder(range, grid, context.semantics.leftOpen);
  const dropped = metricLabels(context.semantics);
  const found = range.series.flatMap((series) => {
    const { timestamps, values } = series.read();
    const { from, to } = finder.windowsOf(timestamps);
    if (to[0] === from[0]) return [];
    context.budget.addSamples(to[0]! - from[0]!, ast.span);
    const labels = series.dropName && context.delayedNameRemoval ? series.labels.without(dropped) : series.labels;
    return [{ labels, timestamps: timestamps.slice(from[0], to[0]), values: values.slice(from[0], to[0]) }];
  });
  return sortedSeries(found);
}

interface LabelledSeries {
  readonly labels: LabelSet;
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
}

function seriesOf(column: Column, grid: Grid): readonly LabelledSeries[] {
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

function sortedSeries(series: readonly LabelledSeries[]): MatrixResult['series'] {
  return [...series]
    .sort((a, b) => a.labels.compare(b.labels))
    .map(({ labels, timestamps, values }) => ({ labels: labels.toLabels(), timestamps, values }));
}

function sortCanonically(samples: { readonly labels: Readonly<Record<string, string>> }[]): void {
  const texts = new Map(samples.map((sample) => [sample, canonicalLabels(sample.labels)]));
  samples.sort((a, b) => (texts.get(a)! < texts.get(b)! ? -1 : 1));
}

function wholeMs(name: string, value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw badOption(name, value, 'a whole number of ms');
}

function positiveMs(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw badOption(name, value, 'a whole number of ms greater than 0');
}

function badOption(name: string, value: unknown, wanted: string): PromQLError {
  return evaluationError('bad-option', `the option "${name}" is ${String(value)}; it takes ${wanted}`, {
    start: 0,
    end: 0,
  });
}
