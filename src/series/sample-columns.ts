import { InputError } from '../source/input-error';

/** The samples of one series, column by column. An implementation may decode a column when it is first asked for. */
export interface SampleColumns {
  readonly length: number;
  /** Milliseconds since the epoch, strictly increasing. Series of one scrape may share the array. */
  readonly timestamps: Float64Array;
  /** What stands at a stale index means nothing. */
  readonly values: Float64Array;
  /** Indexes of the staleness markers, increasing; undefined where there are none. */
  readonly stale: Uint32Array | undefined;
}

/** Samples as a caller gives them. */
export interface SampleInput {
  readonly timestamps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly stale?: ArrayLike<number> | undefined;
}

/** Copies and checks samples; one array of timestamps given for several series is copied once. */
export class ColumnReader {
  private readonly shared = new Map<ArrayLike<number>, Float64Array>();

  /** `series` names the series in the message of an error. */
  public read(input: SampleInput, series: string): SampleColumns {
    const { timestamps, values, stale } = input;
    if (timestamps.length !== values.length) {
      throw refused(
        `${series} has ${timestamps.length} timestamps and ${values.length} values`,
        'Give one timestamp per value; a stale marker takes a place in both.',
      );
    }
    return {
      length: values.length,
      timestamps: this.timestampsOf(timestamps, series),
      values: Float64Array.from(values),
      stale: stale && stale.length > 0 ? staleIndexes(stale, values.length, series) : undefined,
    };
  }

  private timestampsOf(input: ArrayLike<number>, series: string): Float64Array {
    const known = this.shared.get(input);
    if (known) return known;
    const column = Float64Array.from(input);
    for (let index = 0; index < column.length; index++) {
      const previous = index === 0 ? Number.NEGATIVE_INFINITY : column[index - 1]!;
      if (!(Number.isSafeInteger(column[index]!) && column[index]! > previous)) {
        throw refused(
          `${series} has the timestamp ${column[index]} at index ${index}${index === 0 ? '' : ` after ${previous}`}`,
          'Timestamps are whole milliseconds in strictly increasing order: sort the samples and keep one per timestamp.',
        );
      }
    }
    this.shared.set(input, column);
    return column;
  }
}

function staleIndexes(input: ArrayLike<number>, length: number, series: string): Uint32Array {
  const indexes = new Uint32Array(input.length);
  for (let at = 0; at < input.length; at++) {
    const index = input[at]!;
    if (!(Number.isInteger(index) && index >= 0 && index < length && (at === 0 || index > input[at - 1]!))) {
      throw refused(
        `${series} lists ${index} as the index of a stale marker`,
        `Stale markers are increasing indexes of samples, here from 0 to ${length - 1}.`,
      );
    }
    indexes[at] = index;
  }
  return indexes;
}

function refused(message: string, help: string): InputError {
  return new InputError('usage', message, help);
}
