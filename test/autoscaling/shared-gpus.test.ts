import fc from 'fast-check';
import { type CardParts, fitsOnCards, type SharedCards } from '../../src/autoscaling/shared-gpus';

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
