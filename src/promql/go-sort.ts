/** Go sorts up to this many elements by insertion, which decides where equal elements go. */
const INSERTION_AT_MOST = 12;

/** Sorts in place as Go's `sort.Sort` does: by insertion for few elements, so that equal ones end up as they do there. */
export function insertionSort<T>(list: T[], less: (a: T, b: T) => boolean): void {
  if (list.length > INSERTION_AT_MOST) {
    // `less` need not be strict where NaN meets NaN; a comparison must be.
    list.sort((a, b) => (less(a, b) ? (less(b, a) ? 0 : -1) : less(b, a) ? 1 : 0));
    return;
  }
  for (let from = 1; from < list.length; from++) {
    for (let at = from; at > 0 && less(list[at]!, list[at - 1]!); at--) {
      [list[at - 1], list[at]] = [list[at]!, list[at - 1]!];
    }
  }
}
