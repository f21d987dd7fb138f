import { SeriesStore } from '../../series/series-store';
import { describeValue } from '../describe-value';
import { evaluationError, type PromQLError } from '../promql-error';
import { isModelled, MODELLED_VERSIONS, NEWEST_SEMANTICS, nearestModelled, semanticsOf } from '../semantics';
import type { Expression } from '../syntax/ast';
import { Budget, DEFAULT_LIMITS, type QueryLimits } from './budget';
import type { EvaluationOptions } from './evaluation-options';
import type { QueryContext } from './query-context';
import { prepare } from './step-invariance';

const DEFAULT_LOOKBACK_MS = 300_000;
const DEFAULT_SUBQUERY_STEP_MS = 60_000;

/** The Prometheus version that a query is for. */
export function versionOf(store: SeriesStore, options: EvaluationOptions): string {
  const { semantics } = options;
  // What a server says of itself is no request: a newer one is read as the newest that is known.
  if (semantics === undefined) return nearestModelled(store.facts.semantics ?? NEWEST_SEMANTICS);
  if (isModelled(semantics)) return semantics;
  throw badOption('semantics', semantics, MODELLED_VERSIONS);
}

/** What is the same for all parts of a query; an instant query starts where it ends and has no step. */
export function createContext(
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
    budget: new Budget(checkedLimits(options.limits)),
    preparation: prepare(ast, start, end),
    timing: { step: step / 1000, range: (end - start) / 1000 },
  };
}

/** A time or duration from the caller. */
export function wholeMs(name: string, value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw badOption(name, value, 'a whole number of ms');
}

/** What every evaluation takes; callers without types may hand over anything. */
export function checkArguments(store: unknown, query: unknown, options: unknown): void {
  if (!(store instanceof SeriesStore)) throw badOption('store', store, 'a SeriesStore');
  const isTree = typeof query === 'object' && query !== null && 'kind' in query;
  if (typeof query !== 'string' && !isTree) throw badOption('query', query, 'a text, or the tree of parsePromQL');
  if (typeof options !== 'object' || options === null) throw badOption('options', options, 'an object');
}

function checkedLimits(limits: QueryLimits = {}): QueryLimits {
  if (typeof limits !== 'object' || limits === null) throw badOption('limits', limits, 'an object');
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof typeof DEFAULT_LIMITS)[]) {
    const value: unknown = limits[name];
    if (value === undefined || (typeof value === 'number' && value >= 0)) continue;
    throw badOption(`limits.${name}`, value, 'a number that is not negative');
  }
  const { clock } = limits;
  if (clock !== undefined && typeof clock !== 'function') throw badOption('limits.clock', clock, 'a function');
  return limits;
}

function positiveMs(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw badOption(name, value, 'a whole number of ms greater than 0');
}

/** An option that makes no sense. */
export function badOption(name: string, value: unknown, wanted: string): PromQLError {
  return evaluationError('bad-option', `the option "${name}" is ${describeValue(value)}; it takes ${wanted}`, {
    start: 0,
    end: 0,
  });
}
