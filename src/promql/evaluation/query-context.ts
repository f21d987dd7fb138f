import type { SeriesStore } from '../../series/series-store';
import type { Semantics } from '../semantics';
import type { Subquery, VectorSelector } from '../syntax/ast';
import type { QueryTiming } from '../syntax/duration';
import type { Budget } from './budget';
import type { Preparation } from './step-invariance';

/** What is the same for all parts of one query. */
export interface QueryContext {
  readonly store: SeriesStore;
  readonly semantics: Semantics;
  readonly lookbackMs: number;
  readonly subqueryStepMs: number;
  /** Metric names go at the end of the query rather than function by function. */
  readonly delayedNameRemoval: boolean;
  readonly budget: Budget;
  readonly preparation: Preparation;
  readonly timing: QueryTiming;
}

/** The time that `@` fixes for a selector, in ms. */
export function fixedTimeOf(context: QueryContext, node: VectorSelector | Subquery): number | undefined {
  return node.at?.kind === 'time' ? node.at.milliseconds : context.preparation.fixedTimes.get(node);
}
