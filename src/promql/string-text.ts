import { SyntaxFault } from './syntax-fault';

/** The value of a quoted string and where it ends. */
export interface StringLiteralText {
  readonly value: string;
  readonly end: number;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['\\', 92],
]);

/** Reads the string that begins at `start` with a quote, with Go's escapes, or raw where the quote is a backtick. */
export function readString(text: string, start: number): StringLiteralText {
  const quote = text[start]!;
  return quote === '`' ? readRaw(text, start) : readQuoted(text, start, quote);
}

/** The text of a string literal with that value. */
export function formatString(value: string): string {
  const escaped = value.replace(/[\\"\p{Cc}\uFFFD]/gu, (character) => {
    if (character === '\\' || character === '"') return `\\${character}`;
    if (character === '\n') return '\\n';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

function readRaw(text: string, start: number): StringLiteralText {
  const close = text.indexOf('`', start + 1);
  if (close === -1) throw new SyntaxFault('unterminated-string', 'a raw string is not closed', spanFrom(text, start));
  const value = text.slice(start + 1, close);
  refuseInvalid(value, start + 1);
  return { value, end: close + 1 };
}

function readQuoted(text: string, start: number, quote: string): StringLiteralText {
  let at = start + 1;
  let from = at;
  const parts: (string | readonly number[])[] = [];
  for (;;) {
    const character = text[at];
    if (character === undefined || character === '\n') {
      throw new SyntaxFault('unterminated-string', 'a string is not closed', { start, end: at });
    }
    if (character === quote || character === '\\') {
      const plain = text.slice(from, at);
      refuseInvalid(plain, from);
      parts.push(plain);
      if (character === quote) return { value: assemble(parts), end: at + 1 };
      const decoded = readEscape(text, at, quote);
      parts.push(decoded.bytes);
      at = decoded.end;
      from = at;
    } else at++;
  }
}

interface Escape {
  readonly bytes: readonly number[];
  readonly end: number;
}

function readEscape(text: string, backslash: number, quote: string): Escape {
  const letter = text[backslash + 1] ?? '';
  const simple = letter === quote ? quote.charCodeAt(0) : SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { bytes: [simple], end: backslash + 2 };
  if (/[0-7]/.test(letter)) return { bytes: [number(text, backslash, 1, 3, 8, 255)], end: backslash + 4 };
  if (letter === 'x') return { bytes: [number(text, backslash, 2, 2, 16, 255)], end: backslash + 4 };
  const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (length === 0) {
    const span = { start: backslash, end: Math.min(backslash + 2, text.length) };
    throw new SyntaxFault('bad-escape', `"\\${letter}" is no escape sequence; write "\\\\" for a backslash`, span);
  }
  const codePoint = number(text, backslash, 2, length, 16, 0x10ffff);
  return { bytes: [...new TextEncoder().encode(String.fromCodePoint(codePoint))], end: backslash + 2 + length };
}

function number(text: string, backslash: number, skip: number, length: number, base: 8 | 16, most: number): number {
  const from = backslash + skip;
  const span = { start: backslash, end: Math.min(from + length, text.length) };
  const digits = text.slice(from, from + length);
  const digit = base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  if (digits.length < length || !digit.test(digits)) {
    throw new SyntaxFault('bad-escape', `an escape sequence needs ${length} digits of base ${base}`, span);
  }
  const value = Number.parseInt(digits, base);
  if (value > most || (value >= 0xd800 && value < 0xe000)) {
    throw new SyntaxFault('bad-escape', 'an escape sequence names no Unicode code point', span);
  }
  return value;
}

// Escapes give bytes, and several of them may form one character: "\xc3\xa4" is "ä".
function assemble(parts: readonly (string | readonly number[])[]): string {
  if (parts.length === 1 && typeof parts[0] === 'string') return parts[0];
  const bytes: Uint8Array[] = [];
  const encoder = new TextEncoder();
  for (const part of parts) bytes.push(typeof part === 'string' ? encoder.encode(part) : Uint8Array.from(part));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(bytes));
}

function refuseInvalid(value: string, offset: number): void {
  // Prometheus takes the replacement character for a decoding error; a lone surrogate has no UTF-8 form.
  const at = value.search(/\uFFFD|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
  if (at === -1) return;
  const start = offset + at;
  throw new SyntaxFault('unexpected-character', 'a string holds text that is not valid UTF-8', {
    start,
    end: start + 1,
  });
}

function spanFrom(text: string, start: number): { start: number; end: number } {
  return { start, end: text.length };
}
