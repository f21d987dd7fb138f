/** The middle of the intervals between increasing timestamps; undefined for fewer than two of them. */
export function medianInterval(timestamps: ArrayLike<number>): number | undefined {
  if (timestamps.length < 2) return undefined;
  const intervals = new Float64Array(timestamps.length - 1);
  for (let index = 1; index < timestamps.length; index++)
    intervals[index - 1] = timestamps[index]! - timestamps[index - 1]!;
  return intervals.sort()[intervals.length >> 1];
}
