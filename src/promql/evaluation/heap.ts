/** A binary heap with the operations and the order of Go's `container/heap`, which decides who goes among equals. */
export class Heap<T> {
  public constructor(
    public readonly items: T[],
    private readonly less: (a: T, b: T) => boolean,
  ) {}

  public push(item: T): void {
    this.items.push(item);
    this.up(this.items.length - 1);
  }

  /** Removes the least item. */
  public pop(): void {
    const last = this.items.length - 1;
    this.swap(0, last);
    this.down(0, last);
    this.items.pop();
  }

  /** Puts an item in the place of the least one. */
  public replaceFirst(item: T): void {
    this.items[0] = item;
    this.down(0, this.items.length);
  }

  private up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.less(this.items[at]!, this.items[parent]!)) return;
      this.swap(parent, at);
      at = parent;
    }
  }

  private down(from: number, end: number): void {
    for (let at = from; ; ) {
      const left = 2 * at + 1;
      if (left >= end) return;
      const right = left + 1;
      const least = right < end && this.less(this.items[right]!, this.items[left]!) ? right : left;
      if (!this.less(this.items[least]!, this.items[at]!)) return;
      this.swap(at, least);
      at = least;
    }
  }

  private swap(a: number, b: number): void {
    [this.items[a], this.items[b]] = [this.items[b]!, this.items[a]!];
  }
}
