import fc from 'fast-check';
import {
  type CardParts,
  fitsOnCards,
  isAsLarge,
  partsHeld,
  type SharedCards,
  sizesOf,
} from '../../src/autoscaling/shared-gpus';

const pods = (count: number, memoryGiB: number, corePercent = 0): CardParts => ({ count, memoryGiB, corePercent });
const cards = (count: number, memoryGiB: number): SharedCards => ({ count, memoryGiB });

describe('parts of shared cards', () => {
  it.each<[string, readonly CardParts[], readonly SharedCards[], boolean]>([
    ['nothing on nothing', [], [], true],
    ['a part on no card', [pods(1, 1)], [], false],
    ['three fours on a card of 12', [pods(3, 4)], [cards(1, 12)], true],
    ['three fives on a card of 14', [pods(3, 5)], [cards(1, 14)], false],
    ['a part larger than any card, though the sum suffices', [pods(1, 20)], [cards(4, 15)], false],
    ['small parts in the rest that large ones leave', [pods(2, 10), pods(2, 5)], [cards(2, 15)], true],
    ['large parts on large cards, small ones on small', [pods(1, 20), pods(2, 7)], [cards(1, 15), cards(1, 22)], true],
    ['compute that is used up before memory', [pods(3, 1, 40)], [cards(1, 15)], false],
    ['compute that just suffices', [pods(4, 1, 25)], [cards(1, 15)], true],
    ['a thousand million parts', [pods(1e9, 4)], [cards(5e8, 8)], true],
  ])('%s', (_, parts, available, expected) => {
    expect(fitsOnCards(parts, available)).toBe(expected);
  });

  it('never fit where their sum does not', () => {
    const part = fc.record({ memoryGiB: fc.integer({ min: 1, max: 20 }), count: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.array(part, { maxLength: 3 }), (asked, available) => {
        const sum = (list: readonly { memoryGiB: number; count: number }[]) =>
          list.reduce((total, { memoryGiB, count }) => total + memoryGiB * count, 0);
        const fits = fitsOnCards(
          asked.map((entry) => ({ ...entry, corePercent: 0 })),
          available,
        );
        return !fits || sum(asked) <= sum(available);
      }),
    );
  });
});

describe('cards of two kinds hold', () => {
  it.each<[string, readonly [memoryGiB: number, corePercent: number], number]>([
    ['parts of just their size, and none on the smaller ones', [22, 0], 2],
    ['one part of more than half of each', [12, 0], 5],
    ['parts of a fifth of the compute', [0, 20], 25],
    ['what the scarcer of memory and compute leaves', [5, 50], 10],
    ['parts of a fraction', [0.1, 0], 2 * 220 + 3 * 150],
  ])('%s', (_, [memoryGiB, corePercent], count) => {
    expect(partsHeld({ memoryGiB, corePercent }, [cards(2, 22), cards(3, 15)])).toBe(count);
  });
});

it('no parts fit of which there are more than the cards hold, of any size', () => {
  const part = fc.record({
    memoryGiB: fc.integer({ min: 1, max: 20 }),
    corePercent: fc.constantFrom(0, 10, 34, 50, 60),
    count: fc.integer({ min: 1, max: 9 }),
  });
  const card = fc.record({ memoryGiB: fc.integer({ min: 1, max: 20 }), count: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), fc.array(card, { maxLength: 3 }), (asked, available) => {
      const isShort = sizesOf(asked).some((size) => {
        const larger = asked.filter((each) => isAsLarge(each, size));
        return larger.reduce((sum, { count }) => sum + count, 0) > partsHeld(size, available);
      });
      return !isShort || !fitsOnCards(asked, available);
    }),
  );
});

it('parts of one size fit just where there are no more than the cards hold', () => {
  const part = fc.record({
    memoryGiB: fc.integer({ min: 1, max: 20 }),
    corePercent: fc.constantFrom(0, 10, 34, 50, 60),
    count: fc.integer({ min: 1, max: 30 }),
  });
  const card = fc.record({ memoryGiB: fc.integer({ min: 1, max: 40 }), count: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(part, fc.array(card, { maxLength: 3 }), (asked, available) => {
      return fitsOnCards([asked], available) === asked.count <= partsHeld(asked, available);
    }),
  );
});
