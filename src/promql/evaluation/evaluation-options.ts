import type { QueryLimits } from './budget';

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

/** How a query is evaluated at one time. */
export interface InstantOptions extends EvaluationOptions {
  /** The evaluation time, in ms since the epoch. */
  readonly time: number;
}

/** How a query is evaluated at many times. */
export interface RangeOptions extends EvaluationOptions {
  /** The first step, in ms since the epoch. */
  readonly start: number;
  /** No step lies after it. */
  readonly end: number;
  /** The distance of the steps, in ms. */
  readonly step: number;
}
