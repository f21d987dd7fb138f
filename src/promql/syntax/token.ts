import type { TextSpan } from './text-span';

/** The marks of PromQL that are written without letters. */
export type Mark =
  | '('
  | ')'
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | ':'
  | '@'
  | '='
  | '!='
  | '=~'
  | '!~'
  | '=='
  | '<'
  | '<='
  | '>'
  | '>='
  | '</'
  | '>/'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^';

/** A word or mark of a query. `keyword` holds the lower-case word; the text keeps its spelling. */
export type Token =
  | { readonly kind: 'end'; readonly span: TextSpan }
  | { readonly kind: 'mark'; readonly mark: Mark; readonly span: TextSpan }
  | { readonly kind: 'keyword'; readonly keyword: string; readonly text: string; readonly span: TextSpan }
  /** `colon`: it can only be a metric name. */
  | { readonly kind: 'identifier'; readonly text: string; readonly colon: boolean; readonly span: TextSpan }
  | { readonly kind: 'number'; readonly value: number; readonly span: TextSpan }
  | { readonly kind: 'duration'; readonly milliseconds: number; readonly span: TextSpan }
  | { readonly kind: 'string'; readonly value: string; readonly span: TextSpan };

/** A token as messages name it. */
export function describeToken(token: Token, text: string): string {
  if (token.kind === 'end') return 'the end of the query';
  const written = text.slice(token.span.start, token.span.end);
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  return token.kind === 'string' ? `the string ${shown}` : `"${shown}"`;
}
