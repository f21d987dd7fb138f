/** Which series have which label pair. Ids are in increasing order in every list. */
export class Postings {
  private readonly byName = new Map<number, Map<number, number[]>>();

  /** Series must be added in the order of their ids. */
  public add(seriesId: number, labelIds: Uint32Array): void {
    for (let at = 0; at < labelIds.length; at += 2) {
      const nameId = labelIds[at]!;
      const valueId = labelIds[at + 1]!;
      const byValue = this.byName.get(nameId) ?? new Map<number, number[]>();
      this.byName.set(nameId, byValue);
      const list = byValue.get(valueId);
      if (list) list.push(seriesId);
      else byValue.set(valueId, [seriesId]);
    }
  }

  public names(): Iterable<number> {
    return this.byName.keys();
  }

  public valuesOf(nameId: number): Iterable<number> {
    return this.byName.get(nameId)?.keys() ?? [];
  }

  /** The series with one label pair. */
  public list(nameId: number, valueId: number): readonly number[] {
    return this.byName.get(nameId)?.get(valueId) ?? [];
  }
}

/** The ids in both lists. */
export function intersect(a: readonly number[], b: readonly number[]): readonly number[] {
  const both: number[] = [];
  let other = 0;
  for (const id of a) {
    while (other < b.length && b[other]! < id) other++;
    if (b[other] === id) both.push(id);
  }
  return both;
}

/** The ids of lists that have none in common, in increasing order. */
export function unite(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => a - b);
}
