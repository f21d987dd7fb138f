import {
  BINARY_OPERATORS,
  type Binary,
  type BinaryOperator,
  type Expression,
  type FillValues,
  type VectorMatching,
} from './ast';
import { parseLabelList } from './parse-labels';
import { cover } from './text-span';
import type { Token } from './token';
import type { TokenStream } from './token-stream';

const OPERATORS: ReadonlySet<string> = new Set(BINARY_OPERATORS);

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
};

/** The precedence of the power operator, the highest. A sign binds looser than it. */
export const POWER_PRECEDENCE = PRECEDENCE['^'];

/** The operator that a token is, with its precedence. */
export function binaryOperator(token: Token): { op: BinaryOperator; precedence: number } | undefined {
  const word = token.kind === 'mark' ? token.mark : token.kind === 'keyword' ? token.keyword : '';
  if (!OPERATORS.has(word)) return undefined;
  const op = word as BinaryOperator;
  return { op, precedence: PRECEDENCE[op] };
}

/** What stands between an operator and its right side. */
export interface BinaryModifiers {
  readonly bool: boolean;
  readonly matching: VectorMatching;
}

/** Reads `bool`, `on (...)`, `group_left (...)` and the like. */
export function parseBinaryModifiers(stream: TokenStream): BinaryModifiers {
  const bool = stream.takeKeyword('bool') !== undefined;
  const on = stream.takeKeyword('on') !== undefined;
  const listed = on || stream.takeKeyword('ignoring') !== undefined;
  const labels = listed ? parseLabelList(stream) : [];
  const group = listed ? takeGroup(stream) : undefined;
  const include = group && stream.at('(') ? parseLabelList(stream) : [];
  const fill = parseFill(stream);
  return { bool, matching: { on, labels, group, include, fill } };
}

/** Joins two sides. */
export function binary(
  stream: TokenStream,
  op: BinaryOperator,
  left: Expression,
  right: Expression,
  modifiers: BinaryModifiers,
): Binary {
  const vectors = left.type === 'vector' && right.type === 'vector';
  // Labels to match on, and fill values, are kept even where they make no sense, so that the type check can refuse them.
  const { labels, fill } = modifiers.matching;
  const matching = vectors || labels.length > 0 || fill ? modifiers.matching : undefined;
  const type = left.type === 'scalar' && right.type === 'scalar' ? 'scalar' : 'vector';
  const span = cover(left.span, right.span);
  const height = stream.heightOver([left, right]);
  return { kind: 'Binary', type, op, left, right, bool: modifiers.bool, matching, span, height };
}

function takeGroup(stream: TokenStream): 'left' | 'right' | undefined {
  if (stream.takeKeyword('group_left')) return 'left';
  return stream.takeKeyword('group_right') ? 'right' : undefined;
}

/** `fill(x)`, or `fill_left(x)` and `fill_right(y)`, each once. */
function parseFill(stream: TokenStream): FillValues | undefined {
  const { token } = stream;
  if (!stream.atKeyword('fill', 'fill_left', 'fill_right')) return undefined;
  if (!stream.options.experimental) {
    const message = `"fill" is experimental in Prometheus ${stream.options.semantics.version} and has to be enabled`;
    stream.report('modifier-is-experimental', message, token.span);
  }
  if (stream.takeKeyword('fill')) {
    const value = parseFillValue(stream);
    return { left: value, right: value };
  }
  let left = takeFill(stream, 'fill_left');
  const right = takeFill(stream, 'fill_right');
  left ??= takeFill(stream, 'fill_left');
  return { left, right };
}

function takeFill(stream: TokenStream, keyword: string): number | undefined {
  return stream.takeKeyword(keyword) ? parseFillValue(stream) : undefined;
}

function parseFillValue(stream: TokenStream): number {
  stream.expect('(', ' after "fill"');
  const minus = stream.takeMark('-');
  if (!minus) stream.takeMark('+');
  const { token } = stream;
  if (token.kind !== 'number' && token.kind !== 'duration') throw stream.unexpected(' in "fill"', 'a number');
  stream.advance();
  stream.expect(')', ' after the value of "fill"');
  const value = token.kind === 'number' ? token.value : token.milliseconds / 1000;
  return minus ? -value : value;
}
