import { measurePattern } from '../../src/series/pattern-weight';

describe('measurePattern', () => {
  it.each([
    ['abc', 3],
    ['a{10}', 10],
    ['a{2,10}', 10],
    ['a{10,}', 11],
    ['a{,3}', 5],
    ['(ab){10}', 30],
    ['((ab){10}){10}', 310],
    ['(?i)a', 1],
    ['(?i:a){3}', 6],
    ['\\pL{500}', 20_000],
    ['\\p{Greek}', 40],
    ['[\\pL]{10}', 410],
    ['\\d\\.', 3],
    ['[[:alpha:]x]', 4],
    ['[]a]', 3],
    ['[(]{2}', 4],
    ['\\Qa)b\\E{2}', 14],
    ['\\x{1F600}', 1],
    ['a{0}', 1],
  ])('%s weighs %i', (pattern, weight) => {
    expect(measurePattern(pattern)).toEqual({ weight, balanced: true });
  });

  it.each(['a)|(b', ')', '(a))(', '(?i))'])('%s closes what it has not opened', (pattern) => {
    expect(measurePattern(pattern).balanced).toBe(false);
  });

  it.each(['(a)|(b)', '[)]', '[])]', '\\)', '\\Q)\\E', '(?P<n>a)', '(?i)a'])('%s does not', (pattern) => {
    expect(measurePattern(pattern).balanced).toBe(true);
  });

  it.each(['[', '(', '\\', '{', '\\Q', '[[:', '(?P<', '\\p{', '('.repeat(1_000_000), '{'.repeat(1_000_000)])(
    'measures what is no pattern: %#',
    (pattern) => {
      expect(measurePattern(pattern).weight).toBeGreaterThanOrEqual(0);
    },
  );
});
