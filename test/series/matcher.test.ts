import { createMatcher, isMatcher, type MatchOperator } from '../../src/series/matcher';

describe('createMatcher', () => {
  it.each<[MatchOperator, string, string, boolean]>([
    ['=', 'a', 'a', true],
    ['=', 'a', 'b', false],
    ['=', '', '', true],
    ['!=', 'a', 'a', false],
    ['!=', 'a', '', true],
    ['=~', 'a.*', 'abc', true],
    ['=~', 'a', 'abc', false],
    ['=~', '', '', true],
    ['!~', 'a.*', 'abc', false],
    ['!~', 'a', 'abc', true],
    ['!~', '.+', '', true],
  ])('%s "%s" on "%s" is %s', (op, value, candidate, expected) => {
    const matcher = createMatcher('pod', op, value);
    if (!isMatcher(matcher)) throw new Error(matcher.message);
    expect(matcher).toMatchObject({ name: 'pod', op, value });
    expect(matcher.matches(candidate)).toBe(expected);
  });

  it.each(['a)|(b', 'a)(b'])('refuses %s, which only a group around it would balance', (pattern) => {
    expect(createMatcher('pod', '=~', pattern)).toEqual({
      kind: 'refused',
      code: 'syntax',
      message: `unexpected ): \`${pattern}\``,
    });
  });

  it('gives the reason for a pattern that RE2 refuses', () => {
    const result = createMatcher('pod', '=~', 'a(');
    expect(isMatcher(result)).toBe(false);
    expect(result).toMatchObject({ kind: 'refused', code: 'syntax' });
  });

  it('lets a dot match a newline unless told otherwise', () => {
    const matches = (dotAll?: boolean) => {
      const matcher = createMatcher('pod', '=~', 'a.b', dotAll === undefined ? {} : { dotAll });
      return isMatcher(matcher) && matcher.matches('a\nb');
    };
    expect([matches(), matches(true), matches(false)]).toEqual([true, true, false]);
  });
});
