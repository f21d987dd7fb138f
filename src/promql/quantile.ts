/** The quantile of numbers, between two of them by linear interpolation. NaN sorts lowest. `values` is sorted in place. */
export function quantileOf(quantile: number, values: Float64Array): number {
  if (values.length === 0 || Number.isNaN(quantile)) return Number.NaN;
  if (quantile < 0) return Number.NEGATIVE_INFINITY;
  if (quantile > 1) return Number.POSITIVE_INFINITY;
  sortNaNFirst(values);
  const rank = quantile * (values.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return values[lower]! * (1 - weight) + values[upper]! * weight;
}

/** Go sorts so few by insertion, which keeps 0 and -0 in their order. */
const INSERTION_AT_MOST = 12;

function sortNaNFirst(values: Float64Array): void {
  if (values.length <= INSERTION_AT_MOST) {
    insert(values);
    return;
  }
  values.sort();
  // A typed array sorts NaN last.
  let numbers = values.length;
  while (numbers > 0 && Number.isNaN(values[numbers - 1]!)) numbers--;
  if (numbers === values.length) return;
  values.copyWithin(values.length - numbers, 0, numbers);
  values.fill(Number.NaN, 0, values.length - numbers);
}

function insert(values: Float64Array): void {
  for (let from = 1; from < values.length; from++) {
    const value = values[from]!;
    let at = from;
    for (; at > 0 && (Number.isNaN(value) || value < values[at - 1]!); at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}
