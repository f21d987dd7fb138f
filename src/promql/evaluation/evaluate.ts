import type { SeriesStore } from '../../series/series-store';
import { PromQLError } from '../promql-error';
import type { Expression } from '../syntax/ast';
import { parsePromQL } from '../syntax/parse';
import { badOption, checkArguments, createContext, versionOf, wholeMs } from './create-context';
import { ExpressionEvaluator } from './evaluate-expression';
import type { EvaluationOptions, InstantOptions, RangeOptions } from './evaluation-options';
import { type Grid, gridOf, timeAt } from './grid';
import type { QueryResult, RangeResult } from './query-result';
import { finishNames, seriesOfColumns, seriesOfRangeVector, sortCanonically } from './result-series';

/**
 * Evaluates a query at one time, as `/api/v1/query` does.
 *
 * A vector is sorted by canonical labels unless the query itself sorts it (`sort`, `topk`, ...); a matrix as Prometheus sorts it.
 *
 * @throws PromQLError
 */
export function evaluateInstant(store: SeriesStore, query: string | Expression, options: InstantOptions): QueryResult {
  checkArguments(store, query, options);
  const time = wholeMs('time', options.time);
  const ast = parsed(store, query, options);
  const grid: Grid = { start: time, step: 1, steps: 1 };
  const context = createContext(store, ast, options, time, time, 0);
  const evaluator = new ExpressionEvaluator(context);
  if (ast.type === 'matrix') return { type: 'matrix', series: seriesOfRangeVector(evaluator, ast, grid) };
  const value = evaluator.evaluate(ast, grid);
  if (value.kind === 'scalar') return { type: 'scalar', value: value.values[0]!, time };
  if (value.kind === 'string') return { type: 'string', value: value.text, time };
  const samples = finishNames(context, value.columns, grid, ast).flatMap((column) => {
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
  checkArguments(store, query, options);
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
  const context = createContext(store, ast, options, start, end, step);
  context.budget.checkSteps(grid.steps, ast.span);
  const value = new ExpressionEvaluator(context).evaluate(ast, grid);
  if (value.kind === 'string') throw new TypeError('a string in a range query');
  if (value.kind === 'scalar') {
    const timestamps = Float64Array.from({ length: grid.steps }, (_, at) => timeAt(grid, at));
    return { type: 'matrix', series: [{ labels: {}, timestamps, values: value.values }] };
  }
  const columns = finishNames(context, value.columns, grid, ast);
  return { type: 'matrix', series: seriesOfColumns(columns, grid) };
}

function parsed(store: SeriesStore, query: string | Expression, options: EvaluationOptions): Expression {
  if (typeof query !== 'string') return query;
  const semantics = versionOf(store, options);
  const { ast, diagnostics } = parsePromQL(query, { semantics, experimental: options.experimental ?? false });
  if (ast) return ast;
  const first = diagnostics[0]!;
  throw new PromQLError(first.code, 'parse', first.message, first.span, diagnostics);
}
