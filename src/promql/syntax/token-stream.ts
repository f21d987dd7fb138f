import { QUERY_PATTERN_WEIGHT } from '../../series/re2';
import type { ParseErrorCode } from '../promql-error';
import type { Semantics } from '../semantics';
import { Lexer } from './lexer';
import { SyntaxFault } from './syntax-fault';
import type { TextSpan } from './text-span';
import { describeToken, type Mark, type Token } from './token';

/** How deep a query may nest, and how high its tree may grow: `1 + 1 + ...` is as high as it is long. */
export const DEEPEST_NESTING = 500;

/** More findings about one query help nobody. */
const MOST_DIAGNOSTICS = 50;

/** A finding before its line and column are known. */
export interface Fault {
  readonly code: ParseErrorCode;
  readonly message: string;
  readonly span: TextSpan;
}

/** How the tokens are read. */
export interface StreamOptions {
  readonly semantics: Semantics;
  /** Whether functions behind the feature flag are accepted. */
  readonly experimental: boolean;
}

/** The tokens of a query with one token of lookahead, and the findings so far. */
export class TokenStream {
  private readonly lexer: Lexer;
  private current: Token;
  private end = 0;
  private depth = 0;
  private patternWeight = 0;

  public constructor(
    public readonly text: string,
    public readonly options: StreamOptions,
    private readonly faults: Fault[],
  ) {
    this.lexer = new Lexer(text, options.semantics);
    this.current = this.lexer.next();
  }

  /** The token to read next. */
  public get token(): Token {
    return this.current;
  }

  /** Where the token that was taken last ends. */
  public get lastEnd(): number {
    return this.end;
  }

  public advance(): Token {
    const taken = this.current;
    this.end = taken.span.end;
    this.current = this.lexer.next();
    return taken;
  }

  /** Whether the current token is this mark. */
  public at(mark: Mark): boolean {
    return this.current.kind === 'mark' && this.current.mark === mark;
  }

  /** Whether the current token is one of these keywords. */
  public atKeyword(...keywords: readonly string[]): boolean {
    return this.current.kind === 'keyword' && keywords.includes(this.current.keyword);
  }

  /** Takes a mark if it comes next. */
  public takeMark(mark: Mark): Token | undefined {
    return this.at(mark) ? this.advance() : undefined;
  }

  /** Takes a keyword if it comes next. */
  public takeKeyword(keyword: string): Token | undefined {
    return this.atKeyword(keyword) ? this.advance() : undefined;
  }

  /** Takes a mark that must come next. */
  public expect(mark: Mark, where: string): Token {
    const taken = this.takeMark(mark);
    if (!taken) throw this.unexpected(where, `"${mark}"`);
    return taken;
  }

  /** The fault of a token in the wrong place. */
  public unexpected(where: string, expected: string): SyntaxFault {
    const found = describeToken(this.current, this.text);
    return new SyntaxFault('unexpected-token', `unexpected ${found}${where}; expected ${expected}`, this.current.span);
  }

  /** Whether further findings would be dropped. */
  public get isFull(): boolean {
    return this.faults.length >= MOST_DIAGNOSTICS;
  }

  /** Notes something wrong that does not end the reading. */
  public report(code: ParseErrorCode, message: string, span: TextSpan): void {
    if (!this.isFull) this.faults.push({ code, message, span });
  }

  /** Counts a regular expression; those of one query are bounded together. */
  public weighPattern(weight: number, span: TextSpan): void {
    this.patternWeight += weight;
    if (this.patternWeight <= QUERY_PATTERN_WEIGHT) return;
    throw new SyntaxFault('bad-regex', 'the regular expressions of the query are too large together', span);
  }

  /** Runs a step of the descent one level deeper. */
  public deeper<T>(step: () => T): T {
    if (this.depth >= DEEPEST_NESTING) throw tooDeep(this.current.span);
    this.depth++;
    const result = step();
    this.depth--;
    return result;
  }

  /** The height of a node above these. */
  public heightOver(children: readonly { readonly height: number }[]): number {
    let height = 1;
    for (const child of children) height = Math.max(height, child.height + 1);
    if (height > DEEPEST_NESTING) throw tooDeep(this.current.span);
    return height;
  }
}

function tooDeep(span: TextSpan): SyntaxFault {
  return new SyntaxFault(
    'too-deep',
    `the query has more than ${DEEPEST_NESTING} operators in a row or levels of nesting`,
    span,
  );
}
