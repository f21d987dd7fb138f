import type { VectorMatching } from '../syntax/ast';
import type { Column } from './column';

/** The part of the labels by which elements of two vectors find each other. */
export type MatchKey = (column: Column) => string;

/** The key that a matching asks for: the listed labels, or all but those and the name. */
export function matchKey({ on, labels }: VectorMatching): MatchKey {
  if (on) {
    const names = [...new Set(labels)].sort();
    return ({ labels: set }) => set.keyOf(names);
  }
  const ignored = new Set([...labels, '__name__']);
  return ({ labels: set }) => set.keyWithout(ignored);
}

/** Numbers for keys, the same for both sides, so that steps compare numbers. */
export class KeyNumbers {
  private readonly numbers = new Map<string, number>();

  public constructor(private readonly key: MatchKey) {}

  public of(columns: readonly Column[]): Int32Array {
    return Int32Array.from(columns, (column) => {
      const key = this.key(column);
      let number = this.numbers.get(key);
      if (number === undefined) {
        number = this.numbers.size;
        this.numbers.set(key, number);
      }
      return number;
    });
  }

  public get size(): number {
    return this.numbers.size;
  }
}
