import fc from 'fast-check';
import { parseQuantity, Quantity } from '../../src/kubernetes/quantity';
import answers from '../reference/quantity/answers.json';

interface Answer {
  readonly input: string;
  readonly canonical: string | null;
  readonly milli?: string;
}

const ANSWERS = answers as readonly Answer[];

/** Upstream's thousandths of a negative amount overflow or round the wrong way; no field takes one. */
const isNegative = ({ canonical }: Answer) => canonical?.startsWith('-');

describe('a quantity, compared with k8s.io/apimachinery', () => {
  it('is accepted or refused alike', () => {
    const ours = ANSWERS.map(({ input }) => [input, parseQuantity(input) !== undefined]);
    expect(ours).toEqual(ANSWERS.map(({ input, canonical }) => [input, canonical !== null]));
  });

  it('is printed alike', () => {
    const valid = ANSWERS.filter(({ canonical }) => canonical !== null);
    expect(valid.length).toBeGreaterThan(1_000);
    const ours = valid.map(({ input }) => ({ input, canonical: parseQuantity(input)?.canonical() }));
    expect(ours).toEqual(valid.map(({ input, canonical }) => ({ input, canonical })));
  });

  it('has as many thousandths', () => {
    const measured = ANSWERS.filter((answer) => answer.milli !== undefined && !isNegative(answer));
    expect(measured.length).toBeGreaterThan(700);
    const ours = measured.map(({ input }) => [input, String(parseQuantity(input)?.milli())]);
    expect(ours).toEqual(measured.map(({ input, milli }) => [input, milli]));
  });
});

describe('a quantity', () => {
  it.each<[string | number, string]>([
    [20, '20'],
    [0.5, '500m'],
    [1000, '1k'],
    [2500, '2500'],
    [1e21, '1e+21'],
    ['1024Mi', '1Gi'],
    ['1.5', '1500m'],
    [' 1 ', '1'],
    ['0.1n', '1n'],
    ['8Ei', '9223372036854775807'],
    ['100', '100'],
    ['1.500', '1.500'],
    ['1000E', '1'],
  ])('%j is printed as %j', (text, expected) => {
    expect(parseQuantity(text)?.canonical()).toBe(expected);
  });

  it.each<string | number>([
    '',
    'GPU',
    '1K',
    '1 Gi',
    '5%',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1e1001',
    `1e${'9'.repeat(400)}`,
    '1'.repeat(1001),
  ])('%j is none', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it.each([
    ['1', 1000n],
    ['0.0001', 1n],
    ['-0.0001', -1n],
    ['1.0001m', 2n],
    ['1Ki', 1_024_000n],
    ['-1.5', -1500n],
  ])('%s has %s thousandths', (text, expected) => {
    expect(parseQuantity(text)?.milli()).toBe(expected);
  });

  it('is made from thousandths', () => {
    expect(Quantity.ofMilli(10_334n).canonical()).toBe('10334m');
    expect(Quantity.ofMilli(19_000n).canonical()).toBe('19');
    expect(Quantity.ofMilli(0n).canonical()).toBe('0');
  });

  it.each([
    ['1Ki', '1024', 0],
    ['1Ki', '1k', 1],
    ['-1', '1n', -1],
    ['1e3', '1k', 0],
    ['0.1', '100m', 0],
  ])('%s compared with %s gives %s', (a, b, expected) => {
    expect(parseQuantity(a)?.compare(parseQuantity(b)!)).toBe(expected);
    expect(parseQuantity(b)?.compare(parseQuantity(a)!)).toBe(0 - expected);
  });

  it.each([
    ['0.1', 0.1],
    ['1.5Gi', 1_610_612_736],
    ['3n', 3e-9],
    ['-2k', -2000],
  ])('%s is the number %s', (text, expected) => {
    expect(parseQuantity(text)?.toNumber()).toBe(expected);
  });
});

const suffix = fc.constantFrom('', 'm', 'u', 'n', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-3');
const text = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.option(fc.nat(999_999)), suffix)
  .map(([whole, fraction, unit]) => `${whole}${fraction === null ? '' : `.${fraction}`}${unit}`);

describe('any quantity', () => {
  it('keeps its amount when it is printed and read again', () => {
    fc.assert(
      fc.property(text, (written) => {
        const quantity = parseQuantity(written)!;
        const again = parseQuantity(quantity.canonical())!;
        expect(again.compare(quantity)).toBe(0);
        expect(again.canonical()).toBe(quantity.canonical());
      }),
    );
  });

  it('has thousandths that are not below its size and less than one above', () => {
    fc.assert(
      fc.property(text, (written) => {
        const quantity = parseQuantity(written)!;
        const sign = quantity.compare(parseQuantity('0')!) < 0 ? -1n : 1n;
        const size = (milli: bigint) => Quantity.ofMilli(milli * sign);
        const milli = quantity.milli() * sign;
        expect(size(milli).compare(quantity) * Number(sign)).toBeGreaterThanOrEqual(0);
        if (milli > 0n) expect(size(milli - 1n).compare(quantity) * Number(sign)).toBeLessThan(0);
      }),
    );
  });

  it('is ordered like its numbers', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [parseQuantity(a)!, parseQuantity(b)!];
        if (left.toNumber() < right.toNumber()) expect(left.compare(right)).toBe(-1);
        expect(left.compare(right)).toBe(0 - right.compare(left));
      }),
    );
  });

  it('is judged without an exception', () => {
    fc.assert(fc.property(fc.string(), (anything) => expect(() => parseQuantity(anything)?.canonical()).not.toThrow()));
  });
});
