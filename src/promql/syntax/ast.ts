import type { MatchOperator } from '../../series/matcher';
import type { Duration } from './duration';
import type { AggregationOperator } from './keywords';
import type { TextSpan } from './text-span';

/** What an expression gives: one number, an instant vector, a range vector, a text. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** What every node has. */
export interface Node {
  /** UTF-16 offsets in the query. */
  readonly span: TextSpan;
  /** Levels of nodes below and including this one. */
  readonly height: number;
}

/** A number; `duration` where it was written as one, such as `5m` for 300. */
export interface NumberLiteral extends Node {
  readonly kind: 'NumberLiteral';
  readonly type: 'scalar';
  readonly value: number;
  readonly duration: boolean;
}

/** A text; it only stands as an argument or alone. */
export interface StringLiteral extends Node {
  readonly kind: 'StringLiteral';
  readonly type: 'string';
  readonly value: string;
}

/** One matcher as written; the value is unquoted. */
export interface LabelMatcher {
  readonly name: string;
  readonly op: MatchOperator;
  readonly value: string;
  readonly span: TextSpan;
}

/** The time that `@` fixes: milliseconds since the epoch, or an end of the query. */
export type AtModifier =
  | { readonly kind: 'time'; readonly milliseconds: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

/** `name{matchers} offset d @ t`. A name in front of the braces stands in `name` only. */
export interface VectorSelector extends Node {
  readonly kind: 'VectorSelector';
  readonly type: 'vector';
  readonly name: string | undefined;
  readonly matchers: readonly LabelMatcher[];
  readonly offset: Duration | undefined;
  readonly at: AtModifier | undefined;
}

/** `selector[range]`; its `offset` and `@` are the selector's. */
export interface MatrixSelector extends Node {
  readonly kind: 'MatrixSelector';
  readonly type: 'matrix';
  readonly selector: VectorSelector;
  readonly range: Duration;
}

/** `expression[range:step]`. */
export interface Subquery extends Node {
  readonly kind: 'Subquery';
  readonly type: 'matrix';
  readonly expression: Expression;
  readonly range: Duration;
  /** Absent: the server's evaluation interval. */
  readonly step: Duration | undefined;
  readonly offset: Duration | undefined;
  readonly at: AtModifier | undefined;
}

/** `name(arguments)`. */
export interface Call extends Node {
  readonly kind: 'Call';
  readonly type: ValueType;
  readonly name: string;
  readonly arguments: readonly Expression[];
}

/** `op by (grouping) (parameter, expression)`. */
export interface Aggregate extends Node {
  readonly kind: 'Aggregate';
  readonly type: 'vector';
  readonly op: AggregationOperator;
  readonly parameter: Expression | undefined;
  readonly expression: Expression;
  readonly grouping: readonly string[];
  /** `without (grouping)` rather than `by (grouping)`. */
  readonly without: boolean;
}

/** Every binary operator, in lower case. */
export const BINARY_OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  'atan2',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'unless',
] as const;
export type BinaryOperator = (typeof BINARY_OPERATORS)[number];

/** How the elements of two vectors find each other. */
export interface VectorMatching {
  /** `on (labels)`: only these; otherwise all labels but these and the name. */
  readonly on: boolean;
  readonly labels: readonly string[];
  /** `group_left` and `group_right`: which side may have several elements per match. */
  readonly group: 'left' | 'right' | undefined;
  /** Labels that the result takes from the "one" side. */
  readonly include: readonly string[];
  /** `fill_left` and `fill_right` (3.10, experimental): what stands in for an element that is missing on a side. */
  readonly fill: FillValues | undefined;
}

/** At least one side is filled. */
export interface FillValues {
  readonly left: number | undefined;
  readonly right: number | undefined;
}

/** The matching of operators that say nothing about it. */
export const DEFAULT_MATCHING: VectorMatching = {
  on: false,
  labels: [],
  group: undefined,
  include: [],
  fill: undefined,
};

/** `left op right`. */
export interface Binary extends Node {
  readonly kind: 'Binary';
  readonly type: 'scalar' | 'vector';
  readonly op: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  /** The `bool` modifier. */
  readonly bool: boolean;
  /** As written, or the default; undefined where a side is a scalar. */
  readonly matching: VectorMatching | undefined;
}

/** `-expression`; a sign before a number is part of the number. */
export interface Unary extends Node {
  readonly kind: 'Unary';
  readonly type: ValueType;
  readonly op: '+' | '-';
  readonly expression: Expression;
}

/** `(expression)`. */
export interface Paren extends Node {
  readonly kind: 'Paren';
  readonly type: ValueType;
  readonly expression: Expression;
}

/** A PromQL expression. */
export type Expression =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregate
  | Binary
  | Unary
  | Paren;

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const SET_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** Operators that filter, or with `bool` give 0 and 1. */
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
/** Operators that pass elements on as they are. */
export type SetOperator = 'and' | 'or' | 'unless';

/** Whether an operator compares. */
export function isComparison(op: BinaryOperator): op is ComparisonOperator {
  return COMPARISONS.has(op);
}

/** Whether an operator passes elements on as they are. */
export function isSetOperator(op: BinaryOperator): op is SetOperator {
  return SET_OPERATORS.has(op);
}

/** The expressions directly below one. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'NumberLiteral':
    case 'StringLiteral':
    case 'VectorSelector':
      return [];
    case 'MatrixSelector':
      return [expression.selector];
    case 'Call':
      return expression.arguments;
    case 'Aggregate':
      return expression.parameter ? [expression.parameter, expression.expression] : [expression.expression];
    case 'Binary':
      return [expression.left, expression.right];
    default:
      return [expression.expression];
  }
}

/** An expression without the parentheses around it. */
export function withoutParens(expression: Expression): Expression {
  let inner = expression;
  while (inner.kind === 'Paren') inner = inner.expression;
  return inner;
}
