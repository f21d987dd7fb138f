import type { Matcher } from './matcher';
import { labelValueId, type Series } from './series';
import type { StringTable } from './string-table';

/** A matcher over text numbers; each distinct value is tested once. */
export class ValueTest {
  public readonly nameId: number | undefined;
  public readonly admitsAbsent: boolean;
  /** Answered by one list of the index. */
  public readonly equality: boolean;
  private readonly known = new Map<number, boolean>();

  public constructor(
    public readonly matcher: Matcher,
    private readonly strings: StringTable,
  ) {
    this.nameId = strings.find(matcher.name);
    this.admitsAbsent = matcher.matches('');
    this.equality = matcher.op === '=' && !this.admitsAbsent;
  }

  public admits(series: Series): boolean {
    const valueId = this.nameId === undefined ? undefined : labelValueId(series, this.nameId);
    return valueId === undefined ? this.admitsAbsent : this.admitsValue(valueId);
  }

  public admitsValue(valueId: number): boolean {
    let admitted = this.known.get(valueId);
    if (admitted === undefined) {
      admitted = this.matcher.matches(this.strings.text(valueId));
      this.known.set(valueId, admitted);
    }
    return admitted;
  }
}
