import { isLoadFault } from '../../../src/adapter/rules/load-error';
import { compileNaming, type RuleNaming } from '../../../src/adapter/rules/naming';

function naming(matches?: string, as?: string): RuleNaming {
  const compiled = compileNaming({ ...(matches !== undefined && { matches }), ...(as !== undefined && { as }) });
  if (isLoadFault(compiled)) throw new Error(compiled.message);
  return compiled;
}

describe('compileNaming', () => {
  it.each([
    [
      '^(.*)_MEM_USED',
      '${1}_GPU_MEM_USED_RATIO',
      'DCGM_CUSTOM_PROCESS_MEM_USED',
      'DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO',
    ],
    ['^(.*)_MEM_USED', '$1_GPU_MEM_USED_RATIO', 'DCGM_CUSTOM_PROCESS_MEM_USED', ''],
    ['^(.*)_total', '${1}_per_second', 'http_requests_total_extra', 'http_requests_per_second'],
    ['abc', '', 'xxabcxx', 'abc'],
    ['abc', 'lit', 'xxabcxx', 'lit'],
    ['abc', '{$1} seconds', 'abc', '{} seconds'],
    ['^(a)|(b)$', '${1}-${2}', 'b', '-b'],
    ['^(?P<n>.*)_total$', '${n}_x', 'http_requests_total', 'http_requests_x'],
    ['^(.*)_total$', '$1-x', 'a_total', 'a-x'],
    ['^(.*)_total$', '$$', 'a_total', '$'],
    ['^(.*)_total$', 'a$', 'a_total', 'a$'],
    ['^(.*)_total$', '${', 'a_total', '${'],
    ['^(.*)_total$', '$01', 'a_total', ''],
    ['', 'fixed', 'anything', 'fixed'],
    ['', '', 'anything', 'anything'],
    ['^(.*)_total$', '', 'a_total', 'a'],
    ['^.*_total$', '', 'a_total', 'a_total'],
    ['^(?:.*)_total$', '', 'a_total', 'a_total'],
    ['\\Q(a\\E', '', 'x(ax', '(a'],
    ['\\Q(', '', 'x(ax', '('],
  ])('%j with %j gives %s the name %j', (matches, as, series, expected) => {
    const compiled = naming(matches, as);
    expect(compiled.accepts(series)).toBe(true);
    expect(compiled.apiName(series)).toBe(expected);
  });

  it('accepts a match anywhere in the name', () => {
    expect(naming('_total').accepts('http_total_x')).toBe(true);
    expect(naming('_total$').accepts('http_total_x')).toBe(false);
  });

  it.each([
    ['two capture groups without as', '^(a)(b)$', '', 'L7'],
    ['two capture groups with an optional one', '^(a)|(b)$', undefined, 'L7'],
    ['look-ahead', '^(?!x)a', 'b', 'L6'],
    ['an unclosed group', '(', 'b', 'L6'],
  ])('refuses %s', (_, matches, as, code) => {
    expect(compileNaming({ matches, ...(as !== undefined && { as }) })).toMatchObject({ code });
  });

  it('accepts two capture groups with as', () => {
    expect(naming('^(a)(b)$', '$2').apiName('ab')).toBe('b');
  });
});
