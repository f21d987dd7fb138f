import { SyntaxFault } from './syntax-fault';

/** The value of a quoted string and where it ends. */
export interface StringLiteralText {
  readonly value: string;
  readonly end: number;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
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

/** Up to the next character that ends the string, begins an escape, or must not be there. */
const PLAIN = /[^"'\\\n]*/y;

function readQuoted(text: string, start: number, quote: string): StringLiteralText {
  // Texts, and between them bytes that only together may form a character.
  const parts: (string | number)[] = [];
  let run = '';
  let at = start + 1;
  for (;;) {
    PLAIN.lastIndex = at;
    PLAIN.test(text);
    const end = Math.max(PLAIN.lastIndex, at);
    run += text.slice(at, end);
    const character = text[end];
    if (character === undefined || character === '\n') {
      throw new SyntaxFault('unterminated-string', 'a string is not closed', { start, end });
    }
    if (character === quote) {
      refuseInvalid(text.slice(start + 1, end), start + 1);
      return { value: parts.length === 0 ? run : assemble([...parts, run]), end: end + 1 };
    }
    if (character !== '\\') {
      run += character;
      at = end + 1;
      continue;
    }
    const decoded = readEscape(text, end, quote);
    at = decoded.end;
    if (typeof decoded.value === 'string') run += decoded.value;
    else {
      parts.push(run, decoded.value);
      run = '';
    }
  }
}

/** A character, or a byte of one. */
interface Escape {
  readonly value: string | number;
  readonly end: number;
}

function readEscape(text: string, backslash: number, quote: string): Escape {
  const letter = text[backslash + 1] ?? '';
  const simple = letter === quote ? quote : SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, end: backslash + 2 };
  if (/[0-7]/.test(letter)) return byteEscape(number(text, backslash, 1, 3, 8, 255), backslash);
  if (letter === 'x') return byteEscape(number(text, backslash, 2, 2, 16, 255), backslash);
  const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (length === 0) {
    const span = { start: backslash, end: Math.min(backslash + 2, text.length) };
    throw new SyntaxFault('bad-escape', `"\\${letter}" is no escape sequence; write "\\\\" for a backslash`, span);
  }
  const codePoint = number(text, backslash, 2, length, 16, 0x10ffff);
  return { value: String.fromCodePoint(codePoint), end: backslash + 2 + length };
}

function byteEscape(byte: number, backslash: number): Escape {
  return { value: byte < 128 ? String.fromCharCode(byte) : byte, end: backslash + 4 };
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

// Several bytes may form one character: "\xc3\xa4" is "ä".
function assemble(parts: readonly (string | number)[]): string {
  const encoder = new TextEncoder();
  const chunks = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : Uint8Array.of(part)));
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
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
