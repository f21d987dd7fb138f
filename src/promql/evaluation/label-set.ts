import { type Labels, METRIC_NAME, sortedLabels } from '../../series/labels';

/** Labels sorted by name, without empty values: quick to compare, to group by and to derive others from. Never changes. */
export class LabelSet {
  public static readonly empty = new LabelSet([], []);

  private text: string | undefined;

  private constructor(
    private readonly names: readonly string[],
    private readonly values: readonly string[],
  ) {}

  /** The labels of a series. */
  public static of(labels: Labels): LabelSet {
    const sorted = sortedLabels(labels);
    return new LabelSet(
      sorted.map(([name]) => name),
      sorted.map(([, value]) => value),
    );
  }

  /** Labels from pairs in any order; a later pair replaces an earlier one of the same name. */
  public static from(pairs: Iterable<readonly [name: string, value: string]>): LabelSet {
    return LabelSet.of(Object.fromEntries(pairs));
  }

  public get size(): number {
    return this.names.length;
  }

  /** The value of a label; `''` where it is absent. */
  public get(name: string): string {
    const at = this.names.indexOf(name);
    return at === -1 ? '' : this.values[at]!;
  }

  /** Equal label sets have equal keys. */
  public get key(): string {
    if (this.text === undefined) {
      let text = '';
      for (let at = 0; at < this.names.length; at++) text += keyPart(this.names[at]!) + keyPart(this.values[at]!);
      this.text = text;
    }
    return this.text;
  }

  /** A key of the listed labels alone. The list must be in the same order each time. */
  public keyOf(names: readonly string[]): string {
    let text = '';
    for (const name of names) text += keyPart(this.get(name));
    return text;
  }

  /** A key of all labels but these. */
  public keyWithout(names: ReadonlySet<string>): string {
    let text = '';
    for (let at = 0; at < this.names.length; at++) {
      if (!names.has(this.names[at]!)) text += keyPart(this.names[at]!) + keyPart(this.values[at]!);
    }
    return text;
  }

  /** Only the listed labels. */
  public keep(names: ReadonlySet<string>): LabelSet {
    return this.filter((name) => names.has(name));
  }

  /** All but the listed labels. */
  public without(names: ReadonlySet<string>): LabelSet {
    return this.names.some((name) => names.has(name)) ? this.filter((name) => !names.has(name)) : this;
  }

  /** With a label set, or removed where the value is empty. */
  public with(name: string, value: string): LabelSet {
    if (value === '') return this.without(new Set([name]));
    if (this.get(name) === value) return this;
    const at = this.names.indexOf(name);
    if (at !== -1) return new LabelSet(this.names, this.values.with(at, value));
    const before = this.names.filter((other) => other < name).length;
    return new LabelSet(this.names.toSpliced(before, 0, name), this.values.toSpliced(before, 0, value));
  }

  /** The order of Prometheus: by the first name or value that differs. */
  public compare(other: LabelSet): number {
    const length = Math.min(this.names.length, other.names.length);
    for (let at = 0; at < length; at++) {
      const byName = compareText(this.names[at]!, other.names[at]!);
      if (byName !== 0) return byName;
      const byValue = compareText(this.values[at]!, other.values[at]!);
      if (byValue !== 0) return byValue;
    }
    return this.names.length - other.names.length;
  }

  public toLabels(): Record<string, string> {
    // fromEntries defines properties, so that a label called `__proto__` stays a label.
    return Object.fromEntries(this.names.map((name, at) => [name, this.values[at]!]));
  }

  /** `{a="b", c="d"}` as error messages write it. */
  public toString(): string {
    const metric = this.get(METRIC_NAME);
    const rest = this.names
      .map((name, at) => ({ name, value: this.values[at]! }))
      .filter(({ name }) => name !== METRIC_NAME)
      .map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
    return rest.length === 0 && metric !== '' ? metric : `${metric}{${rest.join(', ')}}`;
  }

  private filter(admit: (name: string) => boolean): LabelSet {
    const names: string[] = [];
    const values: string[] = [];
    for (let at = 0; at < this.names.length; at++) {
      if (!admit(this.names[at]!)) continue;
      names.push(this.names[at]!);
      values.push(this.values[at]!);
    }
    return new LabelSet(names, values);
  }
}

// The length in front keeps texts apart, whatever they hold.
function keyPart(text: string): string {
  return `${text.length}:${text}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
