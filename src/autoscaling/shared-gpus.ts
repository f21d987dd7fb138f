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

/** What a pod takes of one card. */
export type PartSize = Pick<CardParts, 'memoryGiB' | 'corePercent'>;

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
function holds({ memoryGiB, corePercent }: PartSize, free: PartSize): number {
  const byMemory = memoryGiB === 0 ? Number.POSITIVE_INFINITY : quotient(free.memoryGiB, memoryGiB);
  return corePercent === 0 ? byMemory : Math.min(byMemory, quotient(free.corePercent, corePercent));
}

/** Fractions such as 0.3 / 0.1 come out a little too small. */
function quotient(whole: number, part: number): number {
  return Math.floor(whole / part + 1e-9);
}

/** How many parts of a size, or larger ones, all cards hold at most. Of one size they hold as many. */
export function partsHeld(size: PartSize, cards: readonly SharedCards[]): number {
  return cards.reduce((sum, { memoryGiB, count }) => sum + count * holds(size, { memoryGiB, corePercent: 100 }), 0);
}

/** Whether a part takes at least as much as another of each. */
export function isAsLarge(part: PartSize, size: PartSize): boolean {
  return part.memoryGiB >= size.memoryGiB && part.corePercent >= size.corePercent;
}

/** The memory and the compute of parts for themselves, then both: the largest first. */
export function sizesOf(parts: readonly PartSize[]): readonly PartSize[] {
  const ofMemory = parts.map(({ memoryGiB }) => ({ memoryGiB, corePercent: 0 }));
  const ofCompute = parts.map(({ corePercent }) => ({ memoryGiB: 0, corePercent }));
  const ofBoth = parts.filter(({ memoryGiB, corePercent }) => memoryGiB > 0 && corePercent > 0);
  return [ofMemory, ofCompute, ofBoth].flatMap((sizes) => {
    const distinct = new Map(sizes.map((size) => [`${size.memoryGiB} ${size.corePercent}`, size]));
    return [...distinct.values()]
      .filter(({ memoryGiB, corePercent }) => memoryGiB > 0 || corePercent > 0)
      .sort((a, b) => b.memoryGiB - a.memoryGiB || b.corePercent - a.corePercent);
  });
}
