/** Pods of one size: what each takes of one card. */
export interface CardParts {
  readonly memoryGiB: number;
  /** 0 where compute is not handed out. */
  readonly corePercent: number;
  readonly count: number;
}

/** Cards of one size. */
export interface SharedCards {
  readonly memoryGiB: number;
  readonly count: number;
}

interface Free {
  memoryGiB: number;
  corePercent: number;
  count: number;
}

/**
 * Whether a way is found to place every part on one card: the largest first, each where least is left. True is a proof;
 * false is none, since another order may fit.
 */
export function fitsOnCards(parts: readonly CardParts[], cards: readonly SharedCards[]): boolean {
  const free: Free[] = cards.map(({ memoryGiB, count }) => ({ memoryGiB, corePercent: 100, count }));
  return [...parts].sort((a, b) => b.memoryGiB - a.memoryGiB).every((part) => place(part, free));
}

function place(part: CardParts, free: Free[]): boolean {
  let left = part.count;
  while (left > 0) {
    const group = tightest(part, free);
    if (!group) return false;
    const perCard = Math.min(holds(part, group), left);
    const filled = Math.min(group.count, Math.floor(left / perCard));
    group.count -= filled;
    free.push({
      memoryGiB: group.memoryGiB - perCard * part.memoryGiB,
      corePercent: group.corePercent - perCard * part.corePercent,
      count: filled,
    });
    left -= filled * perCard;
  }
  return true;
}

function tightest(part: CardParts, free: readonly Free[]): Free | undefined {
  return free
    .filter((group) => group.count > 0 && holds(part, group) >= 1)
    .reduce<Free | undefined>((best, group) => (best && best.memoryGiB <= group.memoryGiB ? best : group), undefined);
}

/** How many parts one card still holds. */
function holds({ memoryGiB, corePercent }: CardParts, free: Free): number {
  const byMemory = Math.floor(free.memoryGiB / memoryGiB);
  return corePercent === 0 ? byMemory : Math.min(byMemory, Math.floor(free.corePercent / corePercent));
}
