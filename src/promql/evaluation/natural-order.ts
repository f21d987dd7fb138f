/** Orders texts with their numbers taken as numbers: `cpu2` before `cpu10`. The order of Prometheus's `sort_by_label`. */
export function compareNaturally(a: string, b: string): number {
  if (a === b) return 0;
  const left = chunksOf(a);
  const right = chunksOf(b);
  for (let at = 0; at < left.length; at++) {
    if (at >= right.length) return 1;
    const one = left[at]!;
    const other = right[at]!;
    const bothNumbers = isNumber(one) && isNumber(other);
    if (bothNumbers && BigInt(one) !== BigInt(other)) return BigInt(one) < BigInt(other) ? -1 : 1;
    if (bothNumbers && one.length !== other.length) return one.length < other.length ? -1 : 1;
    if (!bothNumbers && one !== other) return one < other ? -1 : 1;
  }
  return -1;
}

function chunksOf(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

// Longer ones exceed Go's integers, which then compares them as texts.
function isNumber(chunk: string): boolean {
  return /^\d{1,18}$/.test(chunk);
}
