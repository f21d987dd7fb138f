import { measurePattern } from './pattern-weight';
import { compileRe2, type Re2Error } from './re2';

export const MATCH_OPERATORS = ['=', '!=', '=~', '!~'] as const;
export type MatchOperator = (typeof MATCH_OPERATORS)[number];

/** One label matcher of a selector. An absent label has the value `''`. */
export interface Matcher {
  readonly name: string;
  readonly op: MatchOperator;
  readonly value: string;
  /** What the pattern took to compile; 0 without one. */
  readonly weight: number;
  matches(value: string): boolean;
}

/** `dotAll`: `.` matches a newline, as from Prometheus 3.0. */
export interface MatcherOptions {
  /** @default true */
  readonly dotAll?: boolean;
}

/** Builds a matcher; a pattern that RE2 refuses comes back as the reason. Patterns match the whole value. */
export function createMatcher(
  name: string,
  op: MatchOperator,
  value: string,
  options: MatcherOptions = {},
): Matcher | Re2Error {
  if (op === '=') return { name, op, value, weight: 0, matches: (candidate) => candidate === value };
  if (op === '!=') return { name, op, value, weight: 0, matches: (candidate) => candidate !== value };
  const re2 = compileRe2(value, { anchored: true, dotAll: options.dotAll ?? true });
  if (re2.kind === 'refused') return re2;
  // Prometheus reads the pattern of a matcher alone before it puts it into a group; that of `label_replace` it does not.
  if (!measurePattern(value).balanced)
    return { kind: 'refused', code: 'syntax', message: `unexpected ): \`${value}\`` };
  const { weight } = re2;
  return op === '=~'
    ? { name, op, value, weight, matches: (candidate) => re2.matches(candidate) }
    : { name, op, value, weight, matches: (candidate) => !re2.matches(candidate) };
}

/** Whether `createMatcher` gave a matcher. */
export function isMatcher(result: Matcher | Re2Error): result is Matcher {
  return !('kind' in result);
}

/** The matcher that selects a metric by its name. */
export function equalityMatcher(name: string, value: string): Matcher {
  return { name, op: '=', value, weight: 0, matches: (candidate) => candidate === value };
}
