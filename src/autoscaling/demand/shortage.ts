import type { GpuAllocationMode, GpuPoolFacts } from '../../kubernetes/cluster-facts';
import type { LocalTime } from '../ahpa/local-time';
import { fitsOnCards, isAsLarge, type PartSize, partsHeld, type SharedCards, sizesOf } from '../shared-gpus';
import { type DemandPeak, type DemandWeek, demandWeeksOf, peakOf } from './gpu-demand';
import type { PoolGroup } from './pool-group';
import { type ServiceClaim, sizeOf } from './service-claim';

/** Why services do not fit into their pools, or why nothing tells whether they do. */
export type Shortage<C extends ServiceClaim = ServiceClaim> =
  /** All of them at their maximum, in some minute: GPUs, slices or turns, or GiB of shared cards. */
  | { readonly is: 'sum'; readonly peak: DemandPeak; readonly available: number }
  /** One of them, once no period of its schedule is in force. Whether that comes, a clock must tell. */
  | { readonly is: 'alone'; readonly claim: C; readonly needed: number; readonly available: number }
  /** A pod that asks for more of a shared card than any has: GiB. */
  | { readonly is: 'card'; readonly claim: C; readonly needed: number; readonly available: number }
  /** Compute of shared cards: percent of one. */
  | { readonly is: 'compute'; readonly needed: number; readonly available: number; readonly cards: number }
  /** Pods that take this much of one card or more, in some minute, and how many of them the cards hold. */
  | {
      readonly is: 'parts';
      readonly size: PartSize;
      readonly peak: DemandPeak;
      readonly available: number;
    }
  /** The sums suffice, but no way was found to give each pod its part on one card. */
  | { readonly is: 'unproven' }
  /** What these pools hand out of a card is not declared. */
  | { readonly is: 'unknown'; readonly pools: readonly string[] };

/**
 * What is short in the pools of a group.
 *
 * @param weeks the group's demand
 * @param from what lies before is over; @default - everything counts
 */
export function shortageOf<C extends ServiceClaim>(
  group: PoolGroup<C>,
  weeks: readonly DemandWeek[],
  from?: LocalTime,
): Shortage<C> | undefined {
  const available = supplyOf(group.kind.allocation, group.pools);
  if (available === undefined) {
    return {
      is: 'unknown',
      pools: group.pools.flatMap(({ name, memoryGiB }) => (memoryGiB === undefined ? name : [])),
    };
  }
  const peak = peakOf(weeks);
  if (peak.demand > available) return { is: 'sum', peak, available };
  return (group.kind.allocation === 'shared' ? ofCards(group, from) : undefined) ?? ofOneAlone(group, available);
}

/** What pools hold, in the unit of the claims; undefined where the memory of a shared card is not declared. */
export function supplyOf(allocation: GpuAllocationMode, pools: readonly GpuPoolFacts[]): number | undefined {
  if (allocation !== 'shared') return cardsOf(pools);
  if (pools.some(({ memoryGiB }) => memoryGiB === undefined)) return undefined;
  return pools.reduce((sum, pool) => sum + sizeOf(pool) * pool.memoryGiB!, 0);
}

function cardsOf(pools: readonly GpuPoolFacts[]): number {
  return pools.reduce((sum, pool) => sum + sizeOf(pool), 0);
}

/** Where compute is handed out, it must suffice in sum; and each pod must get its part from one card. */
function ofCards<C extends ServiceClaim>({ claims, pools }: PoolGroup<C>, from?: LocalTime): Shortage<C> | undefined {
  const cards = pools.map((pool): SharedCards => ({ memoryGiB: pool.memoryGiB!, count: sizeOf(pool) }));
  const largest = Math.max(0, ...cards.map(({ memoryGiB }) => memoryGiB));
  for (const claim of claims) {
    const part = claim.cardParts.find(({ memoryGiB }) => memoryGiB > largest);
    if (part) return { is: 'card', claim, needed: part.memoryGiB, available: largest };
  }
  const needed = computeOf(claims, from);
  const count = cardsOf(pools);
  if (needed > 100 * count) return { is: 'compute', needed, available: 100 * count, cards: count };
  const parts = claims.flatMap(({ cardParts, schedule }) =>
    cardParts
      .filter(({ memoryGiB }) => memoryGiB > 0)
      .map((part) => ({ ...part, count: part.count * schedule.overall.max })),
  );
  return fitsOnCards(parts, cards) ? undefined : ofParts(claims, cards, from);
}

/** Cards hold only so many parts of a size or larger ones. Where all are of one size, as many are sure to fit. */
function ofParts<C extends ServiceClaim>(
  claims: readonly C[],
  cards: readonly SharedCards[],
  from: LocalTime | undefined,
): Shortage<C> | undefined {
  const parts = claims.flatMap(({ cardParts }) => cardParts).filter((part) => part.memoryGiB > 0);
  for (const size of sizesOf(parts)) {
    const available = partsHeld(size, cards);
    // The weeks of many services take long to add up.
    if (partsAtMost(claims, size) <= available) continue;
    const peak = peakOf(
      demandWeeksOf(
        claims.map((claim) => countingParts(claim, size)),
        from,
      ),
    );
    if (peak.demand > available) return { is: 'parts', size, peak, available };
  }
  const [first] = parts;
  const isOneSize = parts.every((part) => isAsLarge(part, first!) && isAsLarge(first!, part));
  return isOneSize ? undefined : { is: 'unproven' };
}

function partsAtMost(claims: readonly ServiceClaim[], size: PartSize): number {
  return claims.reduce((sum, claim) => sum + partsPerReplica(claim, size) * claim.schedule.overall.max, 0);
}

/** A claim by its pods that take so much of a card. */
function countingParts<C extends ServiceClaim>(claim: C, size: PartSize): C {
  return { ...claim, gpusPerReplica: partsPerReplica(claim, size) };
}

/** The pods of a replica that take at least so much of a card. */
export function partsPerReplica({ cardParts }: Pick<ServiceClaim, 'cardParts'>, size: PartSize): number {
  return cardParts.reduce((sum, part) => sum + (isAsLarge(part, size) ? part.count : 0), 0);
}

/** The most compute that may be asked for at one time, in percent of a card. */
function computeOf(claims: readonly ServiceClaim[], from: LocalTime | undefined): number {
  const asking = claims.filter(({ corePercent }) => corePercent > 0);
  if (asking.length === 0) return 0;
  return peakOf(
    demandWeeksOf(
      asking.map((claim) => ({ ...claim, gpusPerReplica: claim.corePercent })),
      from,
    ),
  ).demand;
}

function ofOneAlone<C extends ServiceClaim>({ claims }: PoolGroup<C>, available: number): Shortage<C> | undefined {
  const needs = ({ schedule, gpusPerReplica }: C) => schedule.outside.max * gpusPerReplica;
  const claim = claims.find((each) => each.schedule.periods.length > 0 && needs(each) > available);
  return claim && { is: 'alone', claim, needed: needs(claim), available };
}
