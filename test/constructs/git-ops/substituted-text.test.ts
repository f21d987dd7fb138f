import fc from 'fast-check';
import { dollarsIn, escapedText } from '../../../src/constructs/git-ops/substituted-text';

/** As github.com/fluxcd/pkg/envsubst scans: `${` first, then `$$`, then a dollar sign that stands for itself. */
function substituted(text: string, values: Readonly<Record<string, string>>): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '$') result += text[at];
    else if (text[at + 1] === '{') {
      const end = text.indexOf('}', at);
      if (end === -1) throw new Error('missing closing brace');
      result += values[text.slice(at + 2, end)] ?? '';
      at = end;
    } else {
      result += '$';
      if (text[at + 1] === '$') at++;
    }
  }
  return result;
}

const values = { A: 'x' };
const texts = fc
  .array(fc.constantFrom('$', '$', '{', '}', '${A}', 'A', '1', ' ', '"'), { maxLength: 12 })
  .map((parts) => parts.join(''));
const fatesIn = (text: string) => dollarsIn(text, ['A']).map(({ fate }) => fate);

it('says which texts a substitution leaves as they are', () => {
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(
        !fatesIn(text).some(
          (fate) => fate === 'emptied' || fate === 'shortened' || fate === 'escaped' || fate === 'filled',
        ),
      );
      expect(substituted(text, values)).toBe(text);
    }),
    { numRuns: 5000 },
  );
});

it('escapes each text so that a substitution gives it back, placeholders filled', () => {
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(!fatesIn(text).includes('escaped') && !/\$\$+\{A\}/.test(text));
      const filled = text.replaceAll(/(?<!\$)\$\{A\}/g, values.A);
      expect(substituted(escapedText(text, ['A']), values)).toBe(filled);
    }),
    { numRuns: 5000 },
  );
});

it.each([
  ['${A}', 'filled', '${A}'],
  ['$${A}', 'escaped', '$${A}'],
  ['$${HOME}', 'escaped', '$${HOME}'],
  ['${1}', 'emptied', '$${1}'],
  ['${A:-x}', 'emptied', '$${A:-x}'],
  ['$$${1}', 'emptied', '$$$$$${1}'],
  ['${', 'emptied', '$${'],
  ['${A', 'emptied', '$${A'],
  ['$$', 'shortened', '$$$$'],
  ['$1', 'kept', '$1'],
])('%s is %s, and escaped as %s', (text, fate, escaped) => {
  expect(fatesIn(text)).toEqual([fate]);
  expect(escapedText(text, ['A'])).toBe(escaped);
});
