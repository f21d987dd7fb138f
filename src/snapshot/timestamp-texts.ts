import { TimestampText } from './lazy-columns';
import { readTimestamps } from './timestamp-column';

/** Columns of timestamps seen so far, so that series scraped together are checked, kept and decoded once. */
export class TimestampTexts {
  private readonly known = new Map<string, TimestampText>();

  /** @throws ColumnError where the text is no column of `count` timestamps. */
  public read(text: string, count: number): TimestampText {
    // Hashing whole texts of untrusted length would let equal hashes cost time; one candidate per key does not.
    const key = `${count} ${text.length} ${text.slice(0, 48)} ${text.slice(text.length >> 1, (text.length >> 1) + 48)} ${text.slice(-96)}`;
    const candidate = this.known.get(key);
    if (candidate?.isOf(text)) return candidate;
    readTimestamps(text, count);
    const column = new TimestampText(text, count);
    this.known.set(key, column);
    return column;
  }
}
