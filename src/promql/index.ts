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
export { DEFAULT_LIMITS, type QueryLimits } from './evaluation/budget';
export { evaluateInstant, evaluateRange } from './evaluation/evaluate';
export type { EvaluationOptions, InstantOptions, RangeOptions } from './evaluation/evaluation-options';
export type {
  MatrixResult,
  QueryResult,
  RangeResult,
  ResultSample,
  ResultSeries,
  ScalarResult,
  StringResult,
  VectorResult,
} from './evaluation/query-result';
export {
  type EvaluationErrorCode,
  type ParseErrorCode,
  type PromQLDiagnostic,
  PromQLError,
  type PromQLErrorCode,
  type PromQLPhase,
} from './promql-error';
export { NEWEST_SEMANTICS, OLDEST_SEMANTICS } from './semantics';
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
} from './syntax/ast';
export { childrenOf, withoutParens } from './syntax/ast';
export type { ComputedDuration, Duration, DurationFormula, FixedDuration } from './syntax/duration';
export type { AggregationOperator } from './syntax/keywords';
export { type ParseOptions, type ParseResult, parsePromQL } from './syntax/parse';
export { printExpression as print } from './syntax/print';
export type { TextSpan } from './syntax/text-span';
