import fc from 'fast-check';
import { parseSelectorText, selectorText, termsMatch } from '../../../src/adapter/metrics-api/selector-text';

const terms = (text: string) => {
  const result = parseSelectorText(text);
  return 'error' in result ? result.error : result.map(({ key, operator, values }) => [key, operator, ...values]);
};

describe('parseSelectorText', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ['', []],
    ['  ', []],
    ['app=bert', [['app', '=', 'bert']]],
    ['app==bert', [['app', '=', 'bert']]],
    [
      'app = bert , b!=c',
      [
        ['app', '=', 'bert'],
        ['b', '!=', 'c'],
      ],
    ],
    [
      'b,a',
      [
        ['a', 'Exists'],
        ['b', 'Exists'],
      ],
    ],
    ['!a', [['a', 'DoesNotExist']]],
    ['a=', [['a', '=', '']]],
    [
      'a=,b',
      [
        ['a', '=', ''],
        ['b', 'Exists'],
      ],
    ],
    ['a in (y,x,y)', [['a', 'In', 'x', 'y']]],
    ['a notin ()', [['a', 'NotIn', '']]],
    ['a in (,x,)', [['a', 'In', '', 'x']]],
    ['a in (x,,y)', [['a', 'In', '', 'x', 'y']]],
    ['in in (in,notin)', [['in', 'In', 'in', 'notin']]],
    ['notin=in', [['notin', '=', 'in']]],
    [
      'a>5,b<7',
      [
        ['a', 'Gt', '5'],
        ['b', 'Lt', '7'],
      ],
    ],
    ['example.com/a-b_c.d=X', [['example.com/a-b_c.d', '=', 'X']]],
  ])('reads %j', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it.each([
    ['a=b,', "found '', expected: identifier after ','"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['=b', "found '=', expected: !, identifier, or 'end of string'"],
    ['a in x', "found 'x' expected: '('"],
    ['a in (x', "found '', expected: ',' or ')'"],
    ['a in (x y)', "found 'y', expected: ',' or ')'"],
    ['a in', "found '' expected: '('"],
    ['a ! b', "found '!', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=(', "found '(', expected: identifier"],
    ['a>x', 'the value must be an integer'],
    ['a/b/c=1', 'Invalid value: "a/b/c"'],
    ['-a=1', 'Invalid value: "-a"'],
    ['a=b|c', 'Invalid value: "b|c"'],
    ['a=b"c', 'Invalid value: "b\\"c"'],
    [`a=${'x'.repeat(64)}`, 'Invalid value'],
    ['a\u0000=b', 'Invalid value'],
    ['__proto__=1', 'Invalid value: "__proto__"'],
  ])('refuses %j', (text, expected) => {
    expect(terms(text)).toContain(expected);
  });

  it('never throws, and reads its own text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab,=!()<> in5') }), (text) => {
        const result = parseSelectorText(text);
        if ('error' in result) return;
        expect(parseSelectorText(selectorText(result))).toEqual(
          [...result].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('termsMatch', () => {
  it.each([
    ['app=bert', true],
    ['app=gpt', false],
    ['app!=gpt', true],
    ['none!=gpt', true],
    ['none=gpt', false],
    ['app in (gpt,bert)', true],
    ['app notin (gpt,bert)', false],
    ['none notin (gpt)', true],
    ['app', true],
    ['none', false],
    ['!app', false],
    ['!none', true],
    ['n>4', true],
    ['n>5', false],
    ['n<6', true],
    ['app>1', false],
    ['none<1', false],
    ['constructor', false],
  ])('%s: %s', (text, expected) => {
    const parsed = parseSelectorText(text);
    if ('error' in parsed) throw new Error(parsed.error);
    expect(termsMatch(parsed, { app: 'bert', n: '5' })).toBe(expected);
  });
});
