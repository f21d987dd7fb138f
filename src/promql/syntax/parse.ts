import { describeValue } from '../describe-value';
import type { PromQLDiagnostic } from '../promql-error';
import { isModelled, MODELLED_VERSIONS, NEWEST_SEMANTICS, semanticsOf } from '../semantics';
import type { Expression } from './ast';
import { checkTypes } from './check-types';
import { parseQuery } from './parser';
import { SyntaxFault } from './syntax-fault';
import { unexpandedTemplates } from './template';
import { type Fault, TokenStream } from './token-stream';

/** Longer queries are refused unread. */
export const LONGEST_QUERY = 4 * 1024 * 1024;

/** How a query is read. */
export interface ParseOptions {
  /**
   * The Prometheus version whose language is read, from `2.42.0` to `3.14.0`.
   * @default '3.14.0', the newest known
   */
  readonly semantics?: string;
  /**
   * Accept functions that the version has behind its feature flag.
   * @default false
   */
  readonly experimental?: boolean;
}

/** Either a tree, or at least one finding. */
export type ParseResult =
  | { readonly ast: Expression; readonly diagnostics: readonly [] }
  | { readonly ast: undefined; readonly diagnostics: readonly PromQLDiagnostic[] };

/**
 * Reads a PromQL expression. Never throws: whatever is wrong comes back as diagnostics, in the order of their places.
 *
 * A query that still holds adapter templates (`<<.Series>>`) gives `template-not-expanded` for each and nothing else.
 */
export function parsePromQL(text: string, options: ParseOptions = {}): ParseResult {
  const wrong = wrongArgument(text, options);
  if (wrong !== undefined) return { ast: undefined, diagnostics: [badOption(wrong)] };
  const faults = readFaults(text, options);
  if ('ast' in faults) return { ast: faults.ast, diagnostics: [] };
  const sorted = [...faults.faults].sort((a, b) => a.span.start - b.span.start);
  return { ast: undefined, diagnostics: locate(text, sorted) };
}

/** What a caller without types may hand over, and a version that nobody knows. */
function wrongArgument(text: unknown, options: unknown): string | undefined {
  if (typeof text !== 'string') return `the query is ${describeValue(text)}; it has to be a text`;
  if (typeof options !== 'object' || options === null) {
    return `the options are ${describeValue(options)}; they have to be an object`;
  }
  const { semantics }: { semantics?: unknown } = options;
  if (semantics === undefined || isModelled(semantics)) return undefined;
  return `the option "semantics" is ${describeValue(semantics)}; it takes ${MODELLED_VERSIONS}`;
}

function badOption(message: string): PromQLDiagnostic {
  return { code: 'bad-option', phase: 'parse', message, span: { start: 0, end: 0 }, line: 1, column: 1 };
}

function readFaults(text: string, options: ParseOptions): { ast: Expression } | { faults: readonly Fault[] } {
  if (text.length > LONGEST_QUERY) {
    const message = `the query has ${text.length} characters; at most ${LONGEST_QUERY} are read`;
    return { faults: [{ code: 'too-long', message, span: { start: 0, end: 0 } }] };
  }
  const templates = unexpandedTemplates(text);
  if (templates.length > 0) return { faults: templates };
  const faults: Fault[] = [];
  try {
    const semantics = semanticsOf(options.semantics ?? NEWEST_SEMANTICS);
    const stream = new TokenStream(text, { semantics, experimental: options.experimental ?? false }, faults);
    if (stream.token.kind === 'end') return { faults: [emptyQuery(text)] };
    const ast = parseQuery(stream);
    if (faults.length === 0) checkTypes(ast, (code, message, span) => stream.report(code, message, span));
    return faults.length === 0 ? { ast } : { faults };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { faults: [...faults, { code: error.code, message: error.message, span: error.span }] };
  }
}

function emptyQuery(text: string): Fault {
  return { code: 'empty-query', message: 'the query is empty', span: { start: 0, end: text.length } };
}

/** Adds line and column. One pass over the text, since the faults are sorted. */
function locate(text: string, faults: readonly Fault[]): readonly PromQLDiagnostic[] {
  let line = 1;
  let column = 1;
  let at = 0;
  return faults.map(({ code, message, span }) => {
    for (; at < span.start; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10) {
        line++;
        column = 1;
      } else if (unit < 0xdc00 || unit > 0xdfff) column++;
    }
    return { code, phase: 'parse', message, span, line, column };
  });
}
