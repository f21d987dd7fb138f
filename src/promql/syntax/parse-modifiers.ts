import type { AtModifier, Expression, MatrixSelector, Subquery, VectorSelector } from './ast';
import type { Duration } from './duration';
import { parseOffsetDuration, parsePositiveDuration } from './parse-duration';
import { cover, type TextSpan } from './text-span';
import type { TokenStream } from './token-stream';

/** The nodes that `offset` and `@` can follow. */
type Timed = VectorSelector | MatrixSelector | Subquery;

/** Reads the ranges, `offset` and `@` that follow an expression. */
export function parsePostfix(stream: TokenStream, first: Expression): Expression {
  let expression = first;
  for (;;) {
    if (stream.at('[')) expression = parseRange(stream, expression);
    else if (stream.atKeyword('offset')) expression = parseOffset(stream, expression);
    else if (stream.at('@')) expression = parseAt(stream, expression);
    else if (stream.atKeyword('anchored', 'smoothed')) refuseExtendedRange(stream);
    else return expression;
  }
}

function parseRange(stream: TokenStream, expression: Expression): Expression {
  const open = stream.advance();
  const range = parsePositiveDuration(stream);
  if (stream.takeMark(':')) return parseSubquery(stream, expression, range);
  const close = stream.expect(']', ' in a range');
  const brackets = cover(open.span, close.span);
  const span = cover(expression.span, close.span);
  if (expression.kind !== 'VectorSelector') {
    const help = 'put it into a subquery such as [5m:1m], or select the range before the function';
    stream.report('range-on-expression', `a range follows a selector only; ${help}`, brackets);
    return { ...subquery(stream, expression, range, undefined), span };
  }
  const modifier = isSetOffset(expression.offset) ? 'offset' : expression.at?.kind === 'time' ? '@' : undefined;
  if (modifier) {
    stream.report('modifier-before-range', `"${modifier}" stands before the range; write it after the range`, brackets);
  }
  const height = stream.heightOver([expression]);
  return { kind: 'MatrixSelector', type: 'matrix', selector: expression, range, span, height };
}

function parseSubquery(stream: TokenStream, expression: Expression, range: Duration): Subquery {
  const step = stream.at(']') ? undefined : parsePositiveDuration(stream);
  const close = stream.expect(']', ' in a subquery');
  return { ...subquery(stream, expression, range, step), span: cover(expression.span, close.span) };
}

function subquery(
  stream: TokenStream,
  expression: Expression,
  range: Duration,
  step: Duration | undefined,
): Omit<Subquery, 'span'> {
  const height = stream.heightOver([expression]);
  return { kind: 'Subquery', type: 'matrix', expression, range, step, offset: undefined, at: undefined, height };
}

function parseOffset(stream: TokenStream, expression: Expression): Expression {
  const keyword = stream.advance();
  const offset = parseOffsetDuration(stream);
  const span = { start: expression.span.start, end: stream.lastEnd };
  if (!isTimed(expression)) {
    stream.report('offset-on-expression', '"offset" follows a selector or a subquery only', keyword.span);
    return expression;
  }
  if (isSetOffset(timeOf(expression).offset)) {
    stream.report('offset-twice', '"offset" may stand only once', keyword.span);
  }
  return withTime(expression, { offset }, span);
}

function parseAt(stream: TokenStream, expression: Expression): Expression {
  const mark = stream.advance();
  const at = parseAtTime(stream);
  const span = { start: expression.span.start, end: stream.lastEnd };
  if (!isTimed(expression)) {
    stream.report('at-on-expression', '"@" follows a selector or a subquery only', mark.span);
    return expression;
  }
  if (timeOf(expression).at) stream.report('at-twice', '"@" may stand only once', mark.span);
  return withTime(expression, { at }, span);
}

function parseAtTime(stream: TokenStream): AtModifier {
  const { token } = stream;
  if (token.kind === 'keyword' && (token.keyword === 'start' || token.keyword === 'end')) {
    stream.advance();
    stream.expect('(', ` after "@ ${token.keyword}"`);
    stream.expect(')', ` after "@ ${token.keyword}("`);
    return { kind: token.keyword };
  }
  const minus = stream.takeMark('-');
  if (!minus) stream.takeMark('+');
  const seconds = takeSeconds(stream);
  if (!(Math.abs(seconds) < 2 ** 63)) {
    stream.report('at-out-of-range', 'the time after "@" is out of range; it is given in Unix seconds', token.span);
    return { kind: 'time', milliseconds: 0 };
  }
  return { kind: 'time', milliseconds: roundHalfAway((minus ? -seconds : seconds) * 1000) };
}

function takeSeconds(stream: TokenStream): number {
  const { token } = stream;
  const asDuration = token.kind === 'duration' && stream.options.semantics.numbersAreDurations;
  if (token.kind !== 'number' && !asDuration) {
    throw stream.unexpected(' after "@"', 'a time in Unix seconds, start() or end()');
  }
  stream.advance();
  return token.kind === 'number' ? token.value : token.kind === 'duration' ? token.milliseconds / 1000 : 0;
}

function refuseExtendedRange(stream: TokenStream): void {
  const { span } = stream.advance();
  const message = '"anchored" and "smoothed" belong to an experimental feature of Prometheus that is not supported';
  stream.report('unsupported-modifier', message, span);
}

function isTimed(expression: Expression): expression is Timed {
  return expression.kind === 'VectorSelector' || expression.kind === 'MatrixSelector' || expression.kind === 'Subquery';
}

/** The node that carries the modifiers: a range vector's are its selector's. */
function timeOf(expression: Timed): VectorSelector | Subquery {
  return expression.kind === 'MatrixSelector' ? expression.selector : expression;
}

function withTime(
  expression: Timed,
  change: { readonly offset: Duration } | { readonly at: AtModifier },
  span: TextSpan,
): Timed {
  if (expression.kind === 'MatrixSelector') {
    return { ...expression, selector: { ...expression.selector, ...change }, span };
  }
  return { ...expression, ...change, span };
}

// An offset of zero counts as none, as in Prometheus.
function isSetOffset(offset: Duration | undefined): boolean {
  return offset !== undefined && !(offset.kind === 'fixed' && offset.milliseconds === 0);
}

function roundHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}
