import { TemplateSyntaxError } from './template-error';

const LEFT = '<<';
const RIGHT = '>>';

export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'field'
  | 'dot'
  | 'variable'
  | 'word'
  | 'string'
  | 'number'
  | 'character'
  | 'mark'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{Nd}_]+/uy;
/** A sign may stand inside a number after its exponent; what else is wrong shows when it is read. */
const NUMBER = /[+-]?(?:[0-9_]*\.?[0-9_]*[eE][+-][0-9])?[\p{L}\p{Nd}_.]*/uy;
const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"/y;
const RAW = /`[^`]*`/y;
const CHARACTER = /'(?:[^'\\\n]|\\[^\n])*'/y;

/** Splits a template with `<<` and `>>` into tokens, as Go's text/template does. */
export function tokenize(text: string): readonly Token[] {
  return new Lexer(text).run();
}

class Lexer {
  private readonly tokens: Token[] = [];
  private at = 0;
  private parentheses = 0;

  public constructor(private readonly text: string) {}

  public run(): readonly Token[] {
    let trimNext = false;
    for (;;) {
      const open = this.text.indexOf(LEFT, this.at);
      const stop = open === -1 ? this.text.length : open;
      const trimRight = open !== -1 && this.hasLeftTrim(open);
      this.pushText(stop, trimNext, trimRight);
      if (open === -1) break;
      trimNext = this.action(open, trimRight);
    }
    this.push('end', this.text.length);
    return this.tokens;
  }

  private pushText(stop: number, trimLeft: boolean, trimRight: boolean): void {
    let start = this.at;
    let end = stop;
    if (trimLeft) while (start < end && isSpace(this.text[start])) start++;
    if (trimRight) while (end > start && isSpace(this.text[end - 1])) end--;
    if (end > start) this.tokens.push({ kind: 'text', text: this.text.slice(start, end), start, end });
    this.at = stop;
  }

  /** A trim marker is `- ` with its space, so that `<<-3>>` stays a number. */
  private hasLeftTrim(open: number): boolean {
    return this.text[open + 2] === '-' && isSpace(this.text[open + 3]);
  }

  /** Reads one action or comment; true where the text after it is to be trimmed. */
  private action(open: number, trimmed: boolean): boolean {
    this.at = open + LEFT.length + (trimmed ? 2 : 0);
    if (this.text.startsWith('/*', this.at)) return this.comment(open);
    this.tokens.push({ kind: 'open', text: LEFT, start: open, end: this.at });
    this.parentheses = 0;
    for (;;) {
      const close = this.closeAt(this.at);
      if (close && this.parentheses === 0) {
        this.at += close.trim ? 2 : 0;
        this.push('close', this.at + RIGHT.length);
        return close.trim;
      }
      if (close) throw this.fault('unclosed left paren', open, this.at);
      if (this.at >= this.text.length) throw this.fault('unclosed action', open, this.text.length);
      this.inside(open);
    }
  }

  private comment(open: number): boolean {
    const end = this.text.indexOf('*/', this.at);
    if (end === -1) throw this.fault('unclosed comment', open, this.text.length);
    this.at = end + 2;
    const close = this.closeAt(this.at);
    if (!close) throw this.fault('comment ends before closing delimiter', open, this.at);
    this.at += RIGHT.length + (close.trim ? 2 : 0);
    return close.trim;
  }

  private closeAt(at: number): { readonly trim: boolean } | undefined {
    if (isSpace(this.text[at]) && this.text[at + 1] === '-' && this.text.startsWith(RIGHT, at + 2))
      return { trim: true };
    return this.text.startsWith(RIGHT, at) ? { trim: false } : undefined;
  }

  private inside(open: number): void {
    const character = this.text[this.at]!;
    if (isSpace(character)) this.space();
    else if (character === '"') this.take('string', QUOTED, 'unterminated quoted string');
    else if (character === '`') this.take('string', RAW, 'unterminated raw quoted string');
    else if (character === "'") this.take('character', CHARACTER, 'unterminated character constant');
    else if (character === '$') this.name('variable', this.at + 1);
    else if (character === '.' && !isDigit(this.text[this.at + 1])) this.field();
    else if ('.+-'.includes(character) || isDigit(character)) this.take('number', NUMBER, 'bad number syntax');
    else if (this.wordEnd(this.at) > this.at) this.name('word', this.at);
    else this.mark(character, open);
  }

  /** Stops before the space that belongs to a right trim marker. */
  private space(): void {
    let end = this.at;
    while (isSpace(this.text[end]) && !(end > this.at && this.closeAt(end)?.trim)) end++;
    this.push('space', end);
  }

  private field(): void {
    const end = this.wordEnd(this.at + 1);
    if (end === this.at + 1) this.push('dot', end);
    else this.name('field', this.at + 1);
  }

  private name(kind: 'field' | 'variable' | 'word', from: number): void {
    const end = this.wordEnd(from);
    if (!this.isTerminator(end)) {
      throw this.fault(`bad character ${describe(this.text, end)}`, this.at, end + 1);
    }
    this.push(kind, end);
  }

  private wordEnd(from: number): number {
    WORD.lastIndex = from;
    return WORD.test(this.text) ? WORD.lastIndex : from;
  }

  private isTerminator(at: number): boolean {
    const character = this.text[at];
    return (
      character === undefined || isSpace(character) || '.,|:)('.includes(character) || this.text.startsWith(RIGHT, at)
    );
  }

  private mark(character: string, open: number): void {
    const declares = this.text.startsWith(':=', this.at);
    if (character === '(') this.parentheses++;
    if (character === ')' && --this.parentheses < 0) throw this.fault('unexpected right paren', open, this.at + 1);
    if (character === ':' && !declares) throw this.fault('expected :=', this.at, this.at + 1);
    if (character < '!' || character > '~') {
      throw this.fault(`unrecognized character in action: ${describe(this.text, this.at)}`, this.at, this.at + 1);
    }
    this.push('mark', this.at + (declares ? 2 : 1));
  }

  private take(kind: TokenKind, pattern: RegExp, otherwise: string): void {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) throw this.fault(otherwise, this.at, this.text.length);
    this.push(kind, pattern.lastIndex);
  }

  private push(kind: TokenKind, end: number): void {
    this.tokens.push({ kind, text: this.text.slice(this.at, end), start: this.at, end });
    this.at = end;
  }

  private fault(message: string, start: number, end: number): TemplateSyntaxError {
    return new TemplateSyntaxError(message, start, Math.min(end, this.text.length));
  }
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function describe(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? 'at the end' : JSON.stringify(String.fromCodePoint(point));
}
