import type { TextSpan } from './syntax/text-span';

/** What Prometheus refuses before it evaluates anything. */
export const PARSE_ERROR_CODES = [
  'bad-option',
  'template-not-expanded',
  'too-long',
  'too-deep',
  'empty-query',
  'unexpected-character',
  'unexpected-token',
  'unclosed-parenthesis',
  'unclosed-bracket',
  'unclosed-brace',
  'unterminated-string',
  'bad-escape',
  'bad-number',
  'bad-duration',
  'duration-not-positive',
  'duration-out-of-range',
  'division-by-zero',
  'bad-label-name',
  'bad-regex',
  'empty-selector',
  'metric-name-twice',
  'range-on-expression',
  'modifier-before-range',
  'subquery-on-wrong-type',
  'offset-on-expression',
  'offset-twice',
  'at-on-expression',
  'at-twice',
  'at-out-of-range',
  'unknown-function',
  'function-not-in-version',
  'function-is-experimental',
  'trailing-comma',
  'argument-count',
  'argument-type',
  'aggregation-argument-count',
  'aggregation-type',
  'aggregation-parameter-type',
  'operand-type',
  'unary-operand-type',
  'comparison-needs-bool',
  'bool-without-comparison',
  'set-operator-on-scalar',
  'grouping-on-set-operator',
  'matching-on-scalar',
  'label-in-on-and-group',
  'modifier-is-experimental',
  'unsupported-modifier',
  'fill-on-set-operator',
  'range-query-type',
  'bad-duration-value',
] as const;

/** What only shows while a query is evaluated. */
export const EVALUATION_ERROR_CODES = [
  'bad-option',
  'many-to-many',
  'many-to-one',
  'group-not-unique',
  'duplicate-labels',
  'bad-replace-regex',
  'bad-destination-label',
  'bad-source-label',
  'bad-value-label',
  'bad-smoothing-factor',
  'bad-trend-factor',
  'label-too-long',
  'parameter-not-a-number',
  'parameter-out-of-range',
  'unsupported-native-histogram',
  'unsupported-function',
  'unsupported-aggregation',
  'limit-samples',
  'limit-series',
  'limit-steps',
  'limit-work',
  'limit-time',
] as const;

/** The code of a parse error. */
export type ParseErrorCode = (typeof PARSE_ERROR_CODES)[number];
/** The code of an evaluation error. */
export type EvaluationErrorCode = (typeof EVALUATION_ERROR_CODES)[number];
/** The code of a `PromQLError`. */
export type PromQLErrorCode = ParseErrorCode | EvaluationErrorCode;

/** `parse`: the text is refused. `evaluation`: the text is good, the data or a limit is not. */
export type PromQLPhase = 'parse' | 'evaluation';

/** One thing wrong with the text of a query. */
export interface PromQLDiagnostic {
  readonly code: ParseErrorCode;
  readonly phase: 'parse';
  readonly message: string;
  /** UTF-16 offsets in the query. */
  readonly span: TextSpan;
  /** 1-based. */
  readonly line: number;
  /** 1-based, counted in code points. */
  readonly column: number;
}

/** Thrown by `evaluateInstant` and `evaluateRange`. */
export class PromQLError extends Error {
  public override readonly name = 'PromQLError';

  public constructor(
    /** Stable: match on it, not on the message. */
    public readonly code: PromQLErrorCode,
    public readonly phase: PromQLPhase,
    message: string,
    /** The part of the query that is to blame, in UTF-16 offsets. */
    public readonly span: TextSpan,
    /** Every parse error, the first of which is this one; empty in the evaluation phase. */
    public readonly diagnostics: readonly PromQLDiagnostic[] = [],
  ) {
    super(message);
  }
}

/** An error of the evaluation phase. */
export function evaluationError(code: EvaluationErrorCode, message: string, span: TextSpan): PromQLError {
  return new PromQLError(code, 'evaluation', message, span);
}
