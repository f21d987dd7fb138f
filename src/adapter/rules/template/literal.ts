import type { Token } from './lexer';
import { TemplateSyntaxError } from './template-error';

const SHORT_ESCAPES = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gsu;

/** The value of a quoted or raw string token. */
export function stringValue(token: Token): string {
  const inner = token.text.slice(1, -1);
  return token.text.startsWith('`') ? inner.replaceAll('\r', '') : unescaped(inner, token);
}

/** The number that a character constant such as 'a' stands for. */
export function characterValue(token: Token): bigint {
  const points = [...unescaped(token.text.slice(1, -1), token)];
  if (points.length !== 1)
    throw new TemplateSyntaxError(`malformed character constant: ${token.text}`, token.start, token.end);
  return BigInt(points[0]!.codePointAt(0)!);
}

function unescaped(text: string, token: Token): string {
  return text.replace(ESCAPE, (whole, hex, short, long, octal, single) => {
    const code = hex ?? short ?? long;
    const point = code === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(code, 16);
    if (!Number.isNaN(point) && point <= 0x10ffff) return String.fromCodePoint(point);
    const plain = SHORT_ESCAPES.get(single);
    if (plain === undefined) throw new TemplateSyntaxError(`unknown escape ${whole}`, token.start, token.end);
    return plain;
  });
}

const INTEGER = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** The value of a number token: a bigint for whole numbers, else a number. */
export function numberValue(token: Token): bigint | number {
  const text = token.text.replaceAll('_', '');
  if (INTEGER.test(text)) return integerValue(text);
  if (FLOAT.test(text)) return Number(text);
  throw new TemplateSyntaxError(`bad number syntax: "${token.text}"`, token.start, token.end);
}

function integerValue(text: string): bigint {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[+-]/, '').replace(/^0[oO]?(?=[0-7])/, '0o');
  return negative ? -BigInt(digits) : BigInt(digits);
}
