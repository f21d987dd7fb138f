import type { Labels } from './labels';
import type { SampleColumns } from './sample-columns';
import type { Series } from './series';
import type { StringTable } from './string-table';

/** A series over the strings of its store; its labels become an object when they are first asked for. */
export class StoredSeries implements Series {
  private made: Labels | undefined;

  public constructor(
    public readonly id: number,
    public readonly labelIds: Uint32Array,
    private readonly columns: SampleColumns,
    private readonly strings: StringTable,
  ) {}

  public get labels(): Labels {
    if (this.made) return this.made;
    const pairs: [string, string][] = [];
    for (let at = 0; at < this.labelIds.length; at += 2) {
      pairs.push([this.strings.text(this.labelIds[at]!), this.strings.text(this.labelIds[at + 1]!)]);
    }
    // fromEntries defines properties, so that a label called `__proto__` stays a label.
    this.made = Object.freeze(Object.fromEntries(pairs));
    return this.made;
  }

  public get length(): number {
    return this.columns.length;
  }

  public get timestamps(): Float64Array {
    return this.columns.timestamps;
  }

  public get values(): Float64Array {
    return this.columns.values;
  }

  public get stale(): Uint32Array | undefined {
    return this.columns.stale;
  }
}
