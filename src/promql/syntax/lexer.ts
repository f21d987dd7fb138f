import type { Semantics } from '../semantics';
import { LONGEST_DURATION_MS, parseDuration } from './duration-text';
import { DURATION_KEYWORDS, isKeyword } from './keywords';
import { parseNumber } from './number-text';
import { readString } from './string-text';
import { SyntaxFault } from './syntax-fault';
import type { TextSpan } from './text-span';
import type { Mark, Token } from './token';

const DIGIT = /[0-9]/;
const LETTER = /[a-zA-Z_]/;
const WORD = /[a-zA-Z0-9_]*/y;
const METRIC_WORD = /[a-zA-Z0-9_:]*/y;
const NUMBER_OR_DURATION = /0[xX][0-9a-zA-Z_]*|[0-9.](?:[eE][+-]|[0-9a-zA-Z_.])*/y;
const SPACES = /[ \t\r\n]*/y;
const COMMENT = /[^\r\n]*/y;
const SINGLE_MARKS = new Set(['(', ')', '{', '}', '[', ']', ',', '@', '+', '-', '*', '/', '%', '^']);

/** Cuts a query into tokens, one at a time. Linear: no character is looked at more than a few times. */
export class Lexer {
  private position = 0;
  private braceOpen = false;
  private bracketOpen = false;
  private readonly open: { readonly mark: '(' | '{' | '['; readonly span: TextSpan }[] = [];

  public constructor(
    private readonly text: string,
    private readonly semantics: Semantics,
  ) {}

  /** The next token. @throws SyntaxFault */
  public next(): Token {
    this.skipBlanks();
    const start = this.position;
    const character = this.text[start];
    if (character === undefined) return this.end();
    if (SINGLE_MARKS.has(character)) return this.single(character as Mark);
    if (character === '"' || character === "'" || character === '`') return this.string();
    if (this.braceOpen) return this.insideBraces(character);
    if (DIGIT.test(character) || (character === '.' && DIGIT.test(this.text[start + 1] ?? ''))) return this.number();
    if (this.bracketOpen) return this.insideBrackets(character);
    if (LETTER.test(character) || character === ':') return this.word();
    return this.comparison(character);
  }

  /** Whether an opening parenthesis follows, spaces aside. */
  public parenthesisFollows(): boolean {
    return this.text[this.endOf(SPACES)] === '(';
  }

  private skipBlanks(): void {
    this.position = this.endOf(SPACES);
    while (this.text[this.position] === '#') {
      this.position = this.endOf(COMMENT);
      this.position = this.endOf(SPACES);
    }
  }

  private end(): Token {
    const unclosed = this.open.at(-1);
    if (!unclosed) return { kind: 'end', span: this.take(0) };
    const names = { '(': 'parenthesis', '[': 'bracket', '{': 'brace' } as const;
    const name = names[unclosed.mark];
    throw new SyntaxFault(`unclosed-${name}`, `an opening ${name} is never closed`, unclosed.span);
  }

  private single(mark: Mark): Token {
    // `</` and `>/` are read where the comparison begins; inside braces only `,` and `}` are left.
    if (this.braceOpen && mark !== ',' && mark !== '}') throw this.unexpected(mark, ' inside braces');
    const token: Token = { kind: 'mark', mark, span: this.take(1) };
    if (mark === '(' || mark === '{' || mark === '[') {
      if (mark === '[' && this.bracketOpen)
        throw new SyntaxFault('unexpected-character', 'a range inside a range', token.span);
      this.open.push({ mark, span: token.span });
      this.braceOpen = mark === '{';
      this.bracketOpen ||= mark === '[';
    } else if (mark === ')' || mark === '}' || mark === ']') this.close(mark, token.span);
    return token;
  }

  private close(mark: ')' | '}' | ']', span: TextSpan): void {
    const expected = mark === ')' ? '(' : mark === '}' ? '{' : '[';
    if (this.open.at(-1)?.mark !== expected) {
      throw new SyntaxFault('unexpected-character', `"${mark}" closes nothing`, span);
    }
    this.open.pop();
    if (mark === '}') this.braceOpen = false;
    if (mark === ']') this.bracketOpen = false;
  }

  private string(): Token {
    const { value, end } = readString(this.text, this.position);
    return { kind: 'string', value, span: this.take(end - this.position) };
  }

  private insideBraces(character: string): Token {
    if (LETTER.test(character)) {
      const span = this.take(this.endOf(WORD) - this.position);
      return { kind: 'identifier', text: this.text.slice(span.start, span.end), colon: false, span };
    }
    const pair = this.text.slice(this.position, this.position + 2);
    if (pair === '=~' || pair === '!~' || pair === '!=') return { kind: 'mark', mark: pair, span: this.take(2) };
    if (character === '=') return { kind: 'mark', mark: '=', span: this.take(1) };
    throw this.unexpected(character, ' inside braces');
  }

  private insideBrackets(character: string): Token {
    if (character === ':') return { kind: 'mark', mark: ':', span: this.take(1) };
    const end = LETTER.test(character) ? this.endOf(WORD) : this.position;
    const text = this.text.slice(this.position, end);
    const keyword = text.toLowerCase();
    if (!DURATION_KEYWORDS.has(keyword) || !isKeyword(keyword, this.semantics.version)) {
      throw this.unexpected(character, ' in a range; write a duration such as 5m');
    }
    return { kind: 'keyword', keyword, text, span: this.take(text.length) };
  }

  private word(): Token {
    const span = this.take(this.endOf(METRIC_WORD) - this.position);
    const text = this.text.slice(span.start, span.end);
    const word = text.toLowerCase();
    if (word === 'inf' || word === 'nan') return { kind: 'number', value: parseNumber(word)!, span };
    if (!isKeyword(word, this.semantics.version)) {
      return { kind: 'identifier', text, colon: text.includes(':'), span };
    }
    // As in Prometheus, `fill` is a keyword only where its value follows: metrics of that name go on working.
    if (word.startsWith('fill') && !this.parenthesisFollows()) return { kind: 'identifier', text, colon: false, span };
    return { kind: 'keyword', keyword: word, text, span };
  }

  private comparison(character: string): Token {
    const pair = this.text.slice(this.position, this.position + 2);
    if (pair === '==' || pair === '!=' || pair === '<=' || pair === '>=') {
      return { kind: 'mark', mark: pair, span: this.take(2) };
    }
    if ((pair === '</' || pair === '>/') && this.semantics.durationExpressions !== 'none') {
      return { kind: 'mark', mark: pair, span: this.take(2) };
    }
    if (character === '<' || character === '>') return { kind: 'mark', mark: character, span: this.take(1) };
    if (pair === '=~' || pair === '!~') throw this.unexpected(pair, '; it belongs inside braces');
    if (character === '=') return { kind: 'mark', mark: '=', span: this.take(1) };
    throw this.unexpected(character, '');
  }

  private number(): Token {
    const span = this.take(this.endOf(NUMBER_OR_DURATION) - this.position);
    const text = this.text.slice(span.start, span.end);
    const value = !this.semantics.numberUnderscores && text.includes('_') ? undefined : parseNumber(text);
    if (value !== undefined) return { kind: 'number', value, span };
    const milliseconds = parseDuration(text);
    if (milliseconds === undefined) {
      const code = /^[0-9]+[a-zA-Z]/.test(text) && !/^(0[xX]|[0-9]+[eE])/.test(text) ? 'bad-duration' : 'bad-number';
      const help =
        code === 'bad-duration'
          ? 'is no duration; units are y, w, d, h, m, s and ms, each at most once and in that order'
          : 'is no number';
      throw new SyntaxFault(code, `"${text.slice(0, 60)}" ${help}`, span);
    }
    if (milliseconds >= LONGEST_DURATION_MS) {
      throw new SyntaxFault('duration-out-of-range', `the duration ${text.slice(0, 60)} is too long`, span);
    }
    return { kind: 'duration', milliseconds, span };
  }

  private endOf(pattern: RegExp): number {
    pattern.lastIndex = this.position;
    pattern.test(this.text);
    return Math.max(pattern.lastIndex, this.position);
  }

  private take(length: number): TextSpan {
    const start = this.position;
    this.position += length;
    return { start, end: this.position };
  }

  private unexpected(found: string, where: string): SyntaxFault {
    const start = this.position;
    const codePoint = String.fromCodePoint(this.text.codePointAt(start) ?? 0);
    const shown = found.length > 1 ? found : codePoint;
    return new SyntaxFault('unexpected-character', `unexpected ${JSON.stringify(shown)}${where}`, {
      start,
      end: start + shown.length,
    });
  }
}
