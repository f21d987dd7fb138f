import type { SeriesStore } from '../series/series-store';
import type { Expression } from './ast';
import { Budget } from './budget';
import type { EvaluationOptions } from './evaluation-options';
import { evaluationError, type PromQLError } from './promql-error';
import type { QueryContext } from './query-context';
import { isVersion, NEWEST_SEMANTICS, semanticsOf } from './semantics';
import { prepare } from './step-invariance';

const DEFAULT_LOOKBACK_MS = 300_000;
const DEFAULT_SUBQUERY_STEP_MS = 60_000;

/** The Prometheus version that a query is for. */
export function versionOf(store: SeriesStore, options: EvaluationOptions): string {
  const version = options.semantics ?? store.facts.semantics ?? NEWEST_SEMANTICS;
  if (!isVersion(version)) throw badOption('semantics', version, 'a Prometheus version such as 2.42.0');
  return version;
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
    budget: new Budget(options.limits),
    preparation: prepare(ast, start, end),
    timing: { step: step / 1000, range: (end - start) / 1000 },
  };
}

/** A time or duration from the caller. */
export function wholeMs(name: string, value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw badOption(name, value, 'a whole number of ms');
}

function positiveMs(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw badOption(name, value, 'a whole number of ms greater than 0');
}

/** An option that makes no sense. */
export function badOption(name: string, value: unknown, wanted: string): PromQLError {
  return evaluationError('bad-option', `the option "${name}" is ${String(value)}; it takes ${wanted}`, {
    start: 0,
    end: 0,
  });
}
