import type { Semantics } from '../../semantics';
import { type Bucket, sortBuckets } from './bucket-quantile';

/** The share of a classic histogram's observations between two values, linear inside a bucket. */
export function bucketFraction(
  lower: number,
  upper: number,
  unsorted: readonly Bucket[],
  semantics: Semantics,
): number {
  const buckets = sortBuckets(unsorted);
  const last = buckets.at(-1);
  if (last?.bound !== Number.POSITIVE_INFINITY) return Number.NaN;
  if (last.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  return (rankOf(upper, buckets, semantics) - rankOf(lower, buckets, semantics)) / last.count;
}

/** How many observations are below a value. */
function rankOf(value: number, buckets: readonly Bucket[], semantics: Semantics): number {
  const total = buckets.at(-1)!.count;
  let below = 0;
  // Without a bound at or below zero, all observations are taken to be positive.
  const positive = semantics.fractionInFirstBucket && buckets[0]!.bound > 0;
  let from = positive ? 0 : Number.NEGATIVE_INFINITY;
  for (const { bound, count } of buckets) {
    if (from >= value) return Math.min(below, total);
    if (from < value && bound > value) {
      return atMost(interpolate(value, from, bound, below, count, semantics), total);
    }
    below = count;
    from = bound;
  }
  return total;
}

function interpolate(
  value: number,
  from: number,
  bound: number,
  below: number,
  count: number,
  semantics: Semantics,
): number {
  if (semantics.fractionInFirstBucket && from === Number.NEGATIVE_INFINITY) return count;
  return below + ((count - below) * (value - from)) / (bound - from);
}

function atMost(rank: number, total: number): number {
  return Math.min(rank, total);
}
