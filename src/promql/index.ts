/**
 * PromQL without a server: read an expression, evaluate it over a series store, get Prometheus's own answer.
 * Public as `foresail/promql`.
 */

export {
  type ApiData,
  type ApiErrorType,
  type ApiMetric,
  type ApiPoint,
  type ApiResponse,
  apiNumber,
  toApiError,
  toApiResponse,
} from './api-json';
export type {
  Aggregate,
  AtModifier,
  Binary,
  BinaryOperator,
  Call,
  Expression,
  FillValues,
  LabelMatcher,
  MatrixSelector,
  NumberLiteral,
  Paren,
  StringLiteral,
  Subquery,
  Unary,
  ValueType,
  VectorMatching,
  VectorSelector,
} from './ast';
export { childrenOf, withoutParens } from './ast';
export { DEFAULT_LIMITS, type QueryLimits } from './budget';
export type { ComputedDuration, Duration, DurationFormula, FixedDuration } from './duration';
export { evaluateInstant, evaluateRange } from './evaluate';
export type { EvaluationOptions, InstantOptions, RangeOptions } from './evaluation-options';
export type { AggregationOperator } from './keywords';
export { type ParseOptions, type ParseResult, parsePromQL } from './parse';
export { printExpression as print } from './print';
export {
  type EvaluationErrorCode,
  type ParseErrorCode,
  type PromQLDiagnostic,
  PromQLError,
  type PromQLErrorCode,
  type PromQLPhase,
} from './promql-error';
export type {
  MatrixResult,
  QueryResult,
  RangeResult,
  ResultSample,
  ResultSeries,
  ScalarResult,
  StringResult,
  VectorResult,
} from './query-result';
export { NEWEST_SEMANTICS, OLDEST_SEMANTICS } from './semantics';
export type { TextSpan } from './text-span';
