import type { SampleColumns } from '../series/sample-columns';
import { readTimestamps } from './timestamp-column';
import { readValues } from './value-column';

/** A column of timestamps that is decoded when it is first asked for. Series with equal text share one. */
export class TimestampText {
  private decoded: Float64Array | undefined;

  public constructor(
    private text: string,
    public readonly count: number,
  ) {}

  /** Whether this is the column of a text; never once it was decoded. */
  public isOf(text: string): boolean {
    return this.text === text;
  }

  public get timestamps(): Float64Array {
    if (!this.decoded) {
      this.decoded = new Float64Array(this.count);
      readTimestamps(this.text, this.count, this.decoded);
      this.text = '';
    }
    return this.decoded;
  }
}

/** The samples of a series line whose text was already checked. */
export class LazyColumns implements SampleColumns {
  private decoded: Float64Array | undefined;

  public constructor(
    private readonly times: TimestampText,
    private text: string,
    public readonly stale: Uint32Array | undefined,
  ) {}

  public get length(): number {
    return this.times.count;
  }

  public get timestamps(): Float64Array {
    return this.times.timestamps;
  }

  public get values(): Float64Array {
    if (!this.decoded) {
      this.decoded = new Float64Array(this.length);
      readValues(this.text, this.length, this.decoded);
      this.text = '';
    }
    return this.decoded;
  }
}
