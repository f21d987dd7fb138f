import { type Duration, type DurationFormula, fixedDuration, millisecondsOfSeconds } from './duration';
import { dependsOnQuery, secondsOf } from './duration-formula';
import { LONGEST_DURATION_MS } from './duration-text';
import { SyntaxFault } from './syntax-fault';
import { cover, type TextSpan } from './text-span';
import type { TokenStream } from './token-stream';

const EXPECTED = 'a duration such as 5m';

interface Parsed {
  readonly formula: DurationFormula;
  /** Sums are read in a loop: without it, a long one would be a tree higher than the stack is deep. */
  readonly height: number;
  readonly span: TextSpan;
}

/** A duration between brackets: greater than zero. */
export function parsePositiveDuration(stream: TokenStream): Duration {
  const parsed = parseSum(stream, 0);
  const duration = toDuration(stream, parsed);
  if (duration.kind === 'fixed' && duration.milliseconds <= 0) notPositive(stream, parsed.span);
  return duration;
}

/** The duration after `offset`: it may be negative, and arithmetic needs parentheses. */
export function parseOffsetDuration(stream: TokenStream): Duration {
  const literal = stream.token.kind === 'number';
  const parsed = parseOffsetSign(stream);
  const duration = toDuration(stream, parsed);
  const { semantics } = stream.options;
  // Those versions look for zero where a unit is written only.
  const checked = !semantics.zeroOffset && !(literal && semantics.numbersAreDurations);
  if (checked && duration.kind === 'fixed' && duration.milliseconds === 0) {
    notPositive(stream, parsed.span);
  }
  return duration;
}

/** Several signs in a row are arithmetic. */
function parseOffsetSign(stream: TokenStream): Parsed {
  const signs = stream.options.semantics.durationExpressions === 'stable';
  return parseSigned(stream, () => (signs ? stream.deeper(() => parseOffsetSign(stream)) : parseOperand(stream)));
}

const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['+', 1],
  ['-', 1],
  ['*', 2],
  ['/', 2],
  ['%', 2],
  ['^', 3],
]);

type Operator = '+' | '-' | '*' | '/' | '%' | '^';

function parseSum(stream: TokenStream, lowest: number): Parsed {
  return stream.deeper(() => {
    if (stream.at('+') || stream.at('-')) requireExpressions(stream, stream.token.span);
    let left = parseSigned(stream, () => parseSum(stream, 3));
    for (;;) {
      const { token } = stream;
      const precedence = token.kind === 'mark' ? PRECEDENCE.get(token.mark) : undefined;
      if (token.kind !== 'mark' || precedence === undefined || precedence < lowest) return left;
      requireExpressions(stream, token.span);
      stream.advance();
      const op = token.mark as Operator;
      const right = parseSum(stream, op === '^' ? precedence : precedence + 1);
      const formula: DurationFormula = { kind: 'operation', op, left: left.formula, right: right.formula };
      left = { formula, height: stream.heightOver([left, right]), span: cover(left.span, right.span) };
    }
  });
}

function parseSigned(stream: TokenStream, operand: () => Parsed): Parsed {
  const { token } = stream;
  if (token.kind !== 'mark' || (token.mark !== '+' && token.mark !== '-')) return parseOperand(stream);
  if (token.mark === '+' && !stream.options.semantics.zeroOffset) {
    throw stream.unexpected(' where a duration belongs', EXPECTED);
  }
  stream.advance();
  const signedOperand = operand();
  const { formula, span } = signedOperand;
  const signed: DurationFormula =
    token.mark === '+'
      ? formula
      : formula.kind === 'number'
        ? { kind: 'number', seconds: -formula.seconds }
        : { kind: 'negative', operand: formula };
  return { formula: signed, height: stream.heightOver([signedOperand]), span: cover(token.span, span) };
}

function parseOperand(stream: TokenStream): Parsed {
  const { token } = stream;
  const { semantics } = stream.options;
  if (token.kind === 'duration') {
    stream.advance();
    return { formula: { kind: 'number', seconds: token.milliseconds / 1000 }, height: 1, span: token.span };
  }
  if (token.kind === 'number') {
    stream.advance();
    if (!semantics.numbersAreDurations) {
      stream.report('bad-duration', 'a duration needs a unit, such as 5m', token.span);
    }
    return { formula: { kind: 'number', seconds: token.value }, height: 1, span: token.span };
  }
  if (stream.at('(')) return parseGroup(stream);
  if (token.kind === 'keyword') return parseFunction(stream, token.keyword);
  throw stream.unexpected(' where a duration belongs', EXPECTED);
}

function parseGroup(stream: TokenStream): Parsed {
  const open = stream.advance();
  requireExpressions(stream, open.span);
  const { formula, height } = parseSum(stream, 0);
  return { formula, height, span: cover(open.span, stream.expect(')', ' in a duration').span) };
}

function parseFunction(stream: TokenStream, name: string): Parsed {
  if (name !== 'step' && name !== 'range' && name !== 'min_of' && name !== 'max_of') {
    throw stream.unexpected(' where a duration belongs', EXPECTED);
  }
  const word = stream.advance();
  requireExpressions(stream, word.span);
  stream.expect('(', ` after ${name}`);
  const { formula, height } = name === 'step' || name === 'range' ? queryProperty(name) : parseChoice(stream, name);
  return { formula, height, span: cover(word.span, stream.expect(')', ` after ${name}`).span) };
}

function queryProperty(property: 'step' | 'range'): Omit<Parsed, 'span'> {
  return { formula: { kind: 'query', property }, height: 1 };
}

function parseChoice(stream: TokenStream, op: 'min_of' | 'max_of'): Omit<Parsed, 'span'> {
  const left = parseSum(stream, 0);
  stream.expect(',', ` in ${op}`);
  const right = parseSum(stream, 0);
  const formula: DurationFormula = { kind: 'operation', op, left: left.formula, right: right.formula };
  return { formula, height: stream.heightOver([left, right]) };
}

function toDuration(stream: TokenStream, { formula, span }: Parsed): Duration {
  if (dependsOnQuery(formula)) return { kind: 'computed', formula, span };
  const seconds = secondsOf(formula, { step: 0, range: 0 });
  if (seconds === undefined) {
    stream.report('division-by-zero', 'a duration is divided by zero', span);
    return fixedDuration(1);
  }
  // Prometheus rounds a literal to nanoseconds, and the result of arithmetic down to milliseconds.
  const rounds = formula.kind === 'number' && !stream.options.semantics.cutsDurations;
  const milliseconds = rounds ? millisecondsOfSeconds(seconds) : Math.trunc(seconds * 1000);
  if (!(Math.abs(milliseconds) < LONGEST_DURATION_MS)) {
    stream.report('duration-out-of-range', 'a duration is too long', span);
    return fixedDuration(1);
  }
  return fixedDuration(milliseconds);
}

function requireExpressions(stream: TokenStream, span: TextSpan): void {
  const { semantics, experimental } = stream.options;
  if (semantics.durationExpressions === 'none') {
    const message = `Prometheus ${semantics.version} cannot calculate durations; write one such as 5m`;
    throw new SyntaxFault('bad-duration', message, span);
  }
  if (semantics.durationExpressions === 'stable' || experimental) return;
  const message = `calculated durations are experimental in Prometheus ${semantics.version} and have to be enabled`;
  stream.report('modifier-is-experimental', message, span);
}

function notPositive(stream: TokenStream, span: TextSpan): void {
  stream.report('duration-not-positive', 'a duration must be greater than 0', span);
}
