import type { Semantics } from '../../semantics';

/** How many observations were at most the bound. */
export interface Bucket {
  readonly bound: number;
  count: number;
}

/** Relative differences below this are taken for rounding errors. */
const TINY = 1e-12;

/** The smallest positive number that a double holds in full precision. */
const LEAST_NORMAL = 2 ** -1022;

/** The quantile of a classic histogram, linear inside a bucket. The buckets are sorted and mended in place. */
export function bucketQuantile(quantile: number, unsorted: Bucket[], semantics: Semantics): number {
  if (Number.isNaN(quantile)) return Number.NaN;
  if (quantile < 0) return Number.NEGATIVE_INFINITY;
  if (quantile > 1) return Number.POSITIVE_INFINITY;
  const buckets = sortBuckets(unsorted);
  if (buckets.at(-1)?.bound !== Number.POSITIVE_INFINITY) return Number.NaN;
  if (semantics.ignoresTinyBucketDips) smoothCounts(buckets);
  else raiseCounts(buckets);
  const observations = buckets.at(-1)!.count;
  if (buckets.length < 2 || observations === 0) return Number.NaN;
  return interpolate(buckets, quantile * observations);
}

/** Buckets in the order of their bounds; those with the same bound are added up. */
export function sortBuckets(unsorted: readonly Bucket[]): Bucket[] {
  const sorted = [...unsorted].sort((a, b) => (a.bound < b.bound ? -1 : a.bound > b.bound ? 1 : 0));
  const merged: Bucket[] = [];
  for (const { bound, count } of sorted) {
    const last = merged.at(-1);
    if (last?.bound === bound) last.count += count;
    else merged.push({ bound, count });
  }
  return merged;
}

function interpolate(buckets: readonly Bucket[], rank: number): number {
  const last = buckets.length - 1;
  const at = firstReaching(buckets, rank, last);
  const bucket = buckets[at]!;
  if (at === last) return buckets[last - 1]!.bound;
  if (at === 0 && bucket.bound <= 0) return bucket.bound;
  const before = at > 0 ? buckets[at - 1]! : { bound: 0, count: 0 };
  const inBucket = bucket.count - before.count;
  return before.bound + (bucket.bound - before.bound) * ((rank - before.count) / inBucket);
}

/** Binary search as Go does it, which matters where counts are NaN. */
function firstReaching(buckets: readonly Bucket[], rank: number, last: number): number {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (buckets[middle]!.count >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Before 2.49: counts that fall are raised to the highest before them. */
function raiseCounts(buckets: readonly Bucket[]): void {
  let highest = buckets[0]!.count;
  for (const bucket of buckets.slice(1)) {
    if (bucket.count > highest) highest = bucket.count;
    else if (bucket.count < highest) bucket.count = highest;
  }
}

/** From 2.49: as before, and tiny differences in either direction are taken out. */
function smoothCounts(buckets: readonly Bucket[]): void {
  let previous = buckets[0]!.count;
  for (const bucket of buckets.slice(1)) {
    if (bucket.count === previous) continue;
    if (almostEqual(previous, bucket.count) || bucket.count < previous) bucket.count = previous;
    else previous = bucket.count;
  }
}

function almostEqual(a: number, b: number): boolean {
  if (Number.isNaN(a) && Number.isNaN(b)) return true;
  if (a === b) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < LEAST_NORMAL) return difference < TINY * LEAST_NORMAL;
  return difference / Math.min(sum, Number.MAX_VALUE) < TINY;
}
