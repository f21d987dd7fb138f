/** What is sorted: an array or a column of numbers. */
export interface MutableList<T> {
  readonly length: number;
  [index: number]: T;
}

/** Whether one element goes before another. It need not be strict: Prometheus's is not, where NaN meets NaN. */
export type Less<T> = (a: T, b: T) => boolean;

/** How Go's sort stirs elements that it finds in a bad order: Go 1.21 changed its random numbers. */
export type Stirring = 'go1.19' | 'go1.21';

/**
 * Sorts in place by the very steps of Go's `sort.Sort` (a pattern-defeating quicksort since Go 1.19), because Prometheus shows where
 * that leaves equal elements.
 */
export function sortAsGo<T>(list: MutableList<T>, less: Less<T>, stirring: Stirring): void {
  new PatternDefeatingSort(list, less, stirring).sort();
}

const INSERTION_AT_MOST = 12;
const NINTHER_FROM = 50;
const MOST_SWAPS = 12;
const PARTIAL_STEPS = 5;
const SHIFT_FROM = 50;

type Hint = 'unknown' | 'increasing' | 'decreasing';

class PatternDefeatingSort<T> {
  private swaps = 0;

  public constructor(
    private readonly list: MutableList<T>,
    private readonly less: Less<T>,
    private readonly stirring: Stirring,
  ) {}

  public sort(): void {
    const { length } = this.list;
    if (length > 1) this.quick(0, length, bitLength(length));
  }

  private before(a: number, b: number): boolean {
    return this.less(this.list[a]!, this.list[b]!);
  }

  private swap(a: number, b: number): void {
    const held = this.list[a]!;
    this.list[a] = this.list[b]!;
    this.list[b] = held;
  }

  private quick(from: number, to: number, badChoices: number): void {
    let a = from;
    let b = to;
    let limit = badChoices;
    let balanced = true;
    let partitioned = true;
    for (;;) {
      const length = b - a;
      if (length <= INSERTION_AT_MOST) {
        this.insert(a, b);
        return;
      }
      if (limit === 0) {
        this.heap(a, b);
        return;
      }
      if (!balanced) {
        this.breakPatterns(a, b);
        limit--;
      }
      let { pivot, hint } = this.choosePivot(a, b);
      if (hint === 'decreasing') {
        this.reverse(a, b);
        pivot = b - 1 - (pivot - a);
        hint = 'increasing';
      }
      if (balanced && partitioned && hint === 'increasing' && this.insertPartially(a, b)) return;
      if (a > 0 && !this.before(a - 1, pivot)) {
        a = this.partitionEqual(a, b, pivot);
        continue;
      }
      const { middle, already } = this.partition(a, b, pivot);
      partitioned = already;
      const left = middle - a;
      const right = b - middle;
      balanced = Math.min(left, right) >= Math.floor(length / 8);
      if (left < right) {
        this.quick(a, middle, limit);
        a = middle + 1;
      } else {
        this.quick(middle + 1, b, limit);
        b = middle;
      }
    }
  }

  private insert(a: number, b: number): void {
    for (let from = a + 1; from < b; from++) {
      for (let at = from; at > a && this.before(at, at - 1); at--) this.swap(at, at - 1);
    }
  }

  private heap(a: number, b: number): void {
    const size = b - a;
    for (let at = Math.floor((size - 1) / 2); at >= 0; at--) this.siftDown(at, size, a);
    for (let at = size - 1; at >= 0; at--) {
      this.swap(a, a + at);
      this.siftDown(0, at, a);
    }
  }

  private siftDown(from: number, end: number, first: number): void {
    for (let root = from; ; ) {
      let child = 2 * root + 1;
      if (child >= end) return;
      if (child + 1 < end && this.before(first + child, first + child + 1)) child++;
      if (!this.before(first + root, first + child)) return;
      this.swap(first + root, first + child);
      root = child;
    }
  }

  private partition(a: number, b: number, pivot: number): { middle: number; already: boolean } {
    this.swap(a, pivot);
    let low = a + 1;
    let high = b - 1;
    for (let already = true; ; already = false) {
      while (low <= high && this.before(low, a)) low++;
      while (low <= high && !this.before(high, a)) high--;
      if (low > high) {
        this.swap(high, a);
        return { middle: high, already };
      }
      this.swap(low++, high--);
    }
  }

  private partitionEqual(a: number, b: number, pivot: number): number {
    this.swap(a, pivot);
    let low = a + 1;
    let high = b - 1;
    for (;;) {
      while (low <= high && !this.before(a, low)) low++;
      while (low <= high && this.before(a, high)) high--;
      if (low > high) return low;
      this.swap(low++, high--);
    }
  }

  private insertPartially(a: number, b: number): boolean {
    let at = a + 1;
    for (let step = 0; step < PARTIAL_STEPS; step++) {
      while (at < b && !this.before(at, at - 1)) at++;
      if (at === b) return true;
      if (b - a < SHIFT_FROM) return false;
      this.swap(at, at - 1);
      if (at - a >= 2)
        for (let down = at - 1; down >= 1 && this.before(down, down - 1); down--) this.swap(down, down - 1);
      if (b - at >= 2) for (let up = at + 1; up < b && this.before(up, up - 1); up++) this.swap(up, up - 1);
    }
    return false;
  }

  private breakPatterns(a: number, b: number): void {
    const length = b - a;
    if (length < 8) return;
    let random = BigInt(length);
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    const middle = a + Math.floor(length / 4) * 2;
    for (let at = middle - 1; at <= middle + 1; at++) {
      random = nextRandom(random, this.stirring);
      const other = Number(random & mask);
      this.swap(at, a + (other >= length ? other - length : other));
    }
  }

  private choosePivot(a: number, b: number): { pivot: number; hint: Hint } {
    const length = b - a;
    const quarter = Math.floor(length / 4);
    this.swaps = 0;
    let [low, middle, high] = [a + quarter, a + quarter * 2, a + quarter * 3];
    if (length >= 8) {
      if (length >= NINTHER_FROM) {
        low = this.median(low - 1, low, low + 1);
        middle = this.median(middle - 1, middle, middle + 1);
        high = this.median(high - 1, high, high + 1);
      }
      middle = this.median(low, middle, high);
    }
    const hint = this.swaps === 0 ? 'increasing' : this.swaps === MOST_SWAPS ? 'decreasing' : 'unknown';
    return { pivot: middle, hint };
  }

  private median(a: number, b: number, c: number): number {
    const [low, middle] = this.order(a, b);
    const [between] = this.order(middle, c);
    return this.order(low, between)[1];
  }

  private order(a: number, b: number): [first: number, second: number] {
    if (!this.before(b, a)) return [a, b];
    this.swaps++;
    return [b, a];
  }

  private reverse(a: number, b: number): void {
    for (let low = a, high = b - 1; low < high; low++, high--) this.swap(low, high);
  }
}

const MASK_64 = (1n << 64n) - 1n;

function nextRandom(state: bigint, stirring: Stirring): bigint {
  const [right, left] = stirring === 'go1.19' ? [17n, 5n] : [7n, 17n];
  let next = state;
  next ^= (next << 13n) & MASK_64;
  next ^= next >> right;
  next ^= (next << left) & MASK_64;
  return next;
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}
