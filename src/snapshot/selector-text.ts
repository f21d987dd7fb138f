import type { VectorSelector } from '../promql/syntax/ast';
import { parsePromQL } from '../promql/syntax/parse';
import { METRIC_NAME } from '../series/labels';
import { createMatcher, isMatcher, type Matcher } from '../series/matcher';
import { InputError } from '../source/input-error';

/** A selector with or without a range, read; undefined for any other text. */
export function readSelector(text: string): VectorSelector | undefined {
  const { ast } = parsePromQL(text);
  if (ast?.kind === 'MatrixSelector') return ast.selector;
  return ast?.kind === 'VectorSelector' ? ast : undefined;
}

/**
 * The matchers of a selector such as `DCGM_FI_DEV_GPU_UTIL{Hostname="a"}`.
 *
 * @throws InputError (`usage`) for any other text
 */
export function selectorMatchers(text: string): readonly Matcher[] {
  const { ast, diagnostics } = parsePromQL(text);
  const selector = ast?.kind === 'VectorSelector' ? ast : undefined;
  if (!selector || selector.offset || selector.at) {
    const reason = diagnostics[0]?.message ?? 'it is another expression';
    throw new InputError('usage', `${JSON.stringify(text)} is no selector: ${reason}`, 'Write name{label="value"}.');
  }
  const named = selector.name === undefined ? [] : [{ name: METRIC_NAME, op: '=' as const, value: selector.name }];
  return [...named, ...selector.matchers].flatMap(({ name, op, value }) => {
    const matcher = createMatcher(name, op, value);
    // The parser has already refused patterns that RE2 does not take.
    return isMatcher(matcher) ? [matcher] : [];
  });
}
