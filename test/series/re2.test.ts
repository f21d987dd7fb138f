import fc from 'fast-check';
import { RE2JS } from 're2js';
import { compileRe2, RE2_LIMITS, type Re2, type Re2Options } from '../../src/series/re2';

function compiled(pattern: string, options: Re2Options = { anchored: true, dotAll: true }): Re2 {
  const re2 = compileRe2(pattern, options);
  if (re2.kind === 'refused') throw new Error(re2.message);
  return re2;
}

describe('compileRe2, anchored', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'ab', false],
    ['', '', true],
    ['', 'a', false],
    ['a|b|', '', true],
    ['a|bc', 'bc', true],
    ['a|bc', 'b', false],
    ['(a|bc)', 'bc', true],
    ['(?:a|bc)', 'a', true],
    ['a\\.b', 'a.b', true],
    ['a\\.b', 'axb', false],
    ['a.b', 'axb', true],
    ['bert-.*', 'bert-', true],
    ['bert-.*', 'ber', false],
    ['bert-.+', 'bert-', false],
    ['bert-.+', 'bert-1', true],
    ['.*', '', true],
    ['.+', '', false],
    ['.+', 'x', true],
    ['a\\.*', 'a..', true],
    ['a|b.*', 'a', true],
    ['a|b.*', 'ax', false],
    ['(?i:ABC)', 'abc', true],
    ['[[:alpha:]]+', 'abc', true],
    ['\\pL+', 'éß', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['a)|(b', 'ax', true],
    ['a$', 'a', true],
    ['.', '😀', true],
    ['..', '😀', false],
  ])('%s on %j is %s', (pattern, text, expected) => {
    expect(compiled(pattern).matches(text)).toBe(expected);
  });

  it.each(['a.b', '.*', '.+', 'a.*', 'a.+', '(.*)'])('%s crosses a newline only with dotAll', (pattern) => {
    expect(compiled(pattern, { anchored: true, dotAll: true }).matches('a\nb')).toBe(true);
    expect(compiled(pattern, { anchored: true }).matches('a\nb')).toBe(false);
  });

  it.each(['[', '(', 'a**', '(?=a)', '(?<!a)b', '\\1', '\\C', '\\u0041', 'a{1001}', '[z-a]', '*a', '(?P<n>a)(?P<n>b)'])(
    'refuses %s',
    (pattern) => {
      expect(compileRe2(pattern, { anchored: true })).toMatchObject({ kind: 'refused', code: 'syntax' });
    },
  );

  it('says what is wrong without the name of the library', () => {
    expect(compileRe2('a(', { anchored: true })).toMatchObject({
      message: expect.stringMatching(/^missing closing \)/),
    });
  });

  it('agrees with the engine wherever string operations answer', () => {
    const piece = fc.constantFrom('a', 'b', '-', '\\.', '.', '|', '.*', '.+', '(', ')', '(?:', '\n', '\\', '$', '^');
    const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '\n', '|'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (source, value, dotAll) => {
        const re2 = compileRe2(source, { anchored: true, dotAll });
        const engine = (): RE2JS => RE2JS.compile(`^(?${dotAll ? 's' : ''}:${source})$`);
        if (re2.kind === 'refused') expect(engine).toThrow();
        else {
          const matcher = engine().matcher(value);
          const found = matcher.find();
          expect(re2.matches(value)).toBe(found);
          const groups = () =>
            Array.from({ length: matcher.groupCount() + 1 }, (_, at) => matcher.group(at) ?? undefined);
          expect(re2.find(value)?.groups).toEqual(found ? groups() : undefined);
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe('compileRe2, unanchored', () => {
  it('finds the leftmost match with its groups and their names', () => {
    const match = compiled('(?P<pre>.)(x)?(😀)', {}).find('zé😀q');
    expect(match?.groups).toEqual(['é😀', 'é', undefined, '😀']);
    expect([...(match?.names ?? [])]).toEqual([['pre', 1]]);
  });

  it('matches a part of the text', () => {
    expect(compiled('b', {}).matches('abc')).toBe(true);
    expect(compiled('^b', {}).matches('abc')).toBe(false);
    expect(compiled('x', {}).find('abc')).toBeUndefined();
  });
});

describe('compileRe2 on hostile patterns', () => {
  it.each([
    ['nested repetition', '((a{1,1000}){1,1000})'],
    ['repetition of repetition', '(((((a?){30}){30}){30}){30})'],
    ['a pattern that is long when written out', '(?:(?:a|b){30}){30}'.repeat(30)],
    ['very deep parentheses', `${'('.repeat(30_000)}${')'.repeat(30_000)}`],
    ['a long pattern', '[a-z]'.repeat(20_000)],
    ['classes of Unicode', '\\pL{500}'.repeat(1000)],
    ['a group of classes of Unicode', '(?i:[^\\pL\\p{Greek}]{10}){100}'],
    ['names that never end', '(?P<'.repeat(16_000)],
    ['a very long list', 'a|'.repeat(RE2_LIMITS.characters)],
  ])('refuses %s quickly', (_, pattern) => {
    const start = performance.now();
    expect(compileRe2(pattern, { anchored: true, dotAll: true }).kind).toBe('refused');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it.each([
    ['(a+)+$', 'a'.repeat(5000)],
    ['(a|b)*a(a|b){500}c', 'ab'.repeat(4000)],
    ['(.*a){300}c', 'ab'.repeat(4000)],
    ['(a*)*b', 'a'.repeat(8000)],
  ])('answers %s in time linear in the text', (pattern, text) => {
    const re2 = compiled(pattern);
    const start = performance.now();
    re2.matches(`${text}!`);
    re2.find(`${text}!`);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('compiles a pattern again and again in no time', () => {
    const start = performance.now();
    for (let time = 0; time < 1000; time++) compiled('\\pL{500}');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('keeps apart how one pattern is read', () => {
    expect(compiled('a.b+', { anchored: true, dotAll: true }).matches('a\nb')).toBe(true);
    expect(compiled('a.b+', { anchored: true }).matches('a\nb')).toBe(false);
    expect(compiled('a.b+', {}).matches('xaxbx')).toBe(true);
    expect(compiled('a.b+', { anchored: true }).matches('xaxbx')).toBe(false);
  });

  it('answers a list of 20,000 pod names without the engine', () => {
    const pods = Array.from({ length: 20_000 }, (_, index) => `bert-intent-detection-7b486f6bf-${index}`);
    const re2 = compiled(pods.join('|'));
    expect(re2.matches(pods[19_999]!)).toBe(true);
    expect(re2.matches('bert-intent-detection-7b486f6bf-')).toBe(false);
  });
});
