import { createMatcher, isMatcher, type MatchOperator } from '../../series/matcher';
import type { LabelMatcher } from './ast';
import { mayNameLabel } from './keywords';
import { cover, type TextSpan } from './text-span';
import type { Token } from './token';
import type { TokenStream } from './token-stream';

const MATCH_OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '=~', '!~']);

/** The matchers between braces and the span of all. The opening brace comes next. */
export function parseMatchers(stream: TokenStream): { matchers: readonly LabelMatcher[]; span: TextSpan } {
  const open = stream.expect('{', '');
  const matchers: LabelMatcher[] = [];
  while (!stream.at('}')) {
    matchers.push(parseMatcher(stream));
    if (!stream.takeMark(',') && !stream.at('}')) throw stream.unexpected(' between matchers', '"," or "}"');
  }
  return { matchers, span: cover(open.span, stream.expect('}', ' after the matchers').span) };
}

/** A list such as `(a, b)` after `by`, `on` or `group_left`. */
export function parseLabelList(stream: TokenStream): readonly string[] {
  stream.expect('(', ' before a list of labels');
  const labels: string[] = [];
  while (!stream.at(')')) {
    labels.push(parseLabelName(stream));
    if (!stream.takeMark(',') && !stream.at(')')) throw stream.unexpected(' in a list of labels', '"," or ")"');
  }
  stream.expect(')', ' after a list of labels');
  return labels;
}

function parseMatcher(stream: TokenStream): LabelMatcher {
  const name = stream.token;
  const quoted = name.kind === 'string' && stream.options.semantics.quotedSelectors;
  if (name.kind !== 'identifier' && !quoted) throw stream.unexpected(' inside braces', 'a label name or "}"');
  stream.advance();
  const text = name.kind === 'string' ? name.value : name.text;
  if (quoted && (stream.at(',') || stream.at('}'))) return { name: '__name__', op: '=', value: text, span: name.span };
  const op = takeOperator(stream);
  const value = stream.token;
  if (value.kind !== 'string') throw stream.unexpected(' as the value of a matcher', 'a string');
  stream.advance();
  const span = cover(name.span, value.span);
  checkPattern(stream, { name: text, op, value: value.value, span });
  return { name: text, op, value: value.value, span };
}

function takeOperator(stream: TokenStream): MatchOperator {
  const { token } = stream;
  if (token.kind !== 'mark' || !MATCH_OPERATORS.has(token.mark)) {
    throw stream.unexpected(' after a label name', '=, !=, =~ or !~');
  }
  stream.advance();
  return token.mark as MatchOperator;
}

function checkPattern(stream: TokenStream, { name, op, value, span }: LabelMatcher): void {
  if (op === '=' || op === '!=' || stream.isFull) return;
  const result = createMatcher(name, op, value, { dotAll: stream.options.semantics.dotMatchesNewline });
  if (isMatcher(result)) stream.weighPattern(result.weight, span);
  else stream.report('bad-regex', `bad regular expression: ${result.message}`, span);
}

function parseLabelName(stream: TokenStream): string {
  const { token } = stream;
  const name = labelNameOf(token, stream);
  if (name === undefined) throw stream.unexpected(' in a list of labels', 'a label name or ")"');
  stream.advance();
  if (name === '') stream.report('bad-label-name', 'a label name must not be empty', token.span);
  if (token.kind === 'identifier' && token.colon && !stream.options.semantics.quotedNames) {
    stream.report('bad-label-name', `"${name}" is no label name; a label name holds letters, digits and _`, token.span);
  }
  return name;
}

function labelNameOf(token: Token, stream: TokenStream): string | undefined {
  if (token.kind === 'identifier') return token.text;
  if (token.kind === 'keyword' && mayNameLabel(token.keyword)) return token.text;
  if (token.kind === 'string' && stream.options.semantics.quotedNames) return token.value;
  return undefined;
}
