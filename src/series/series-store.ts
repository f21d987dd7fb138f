import { InputError } from '../source/input-error';
import { canonicalText, compareText, type Labels, METRIC_NAME, sortedLabels } from './labels';
import type { Matcher } from './matcher';
import { intersect, Postings, unite } from './postings';
import { ColumnReader, type SampleColumns } from './sample-columns';
import { labelValueId, type Series } from './series';
import { StoredSeries } from './stored-series';
import { StringTable } from './string-table';
import { ValueTest } from './value-test';

/** One series as a caller gives it. */
export interface SeriesInput {
  /** `__name__` among them; an empty value is the same as no label. */
  readonly labels: Labels;
  /** Milliseconds since the epoch, whole and strictly increasing. Give one array for series scraped together: it is kept once. */
  readonly timestamps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Indexes of staleness markers, increasing. What `values` holds there is not read. */
  readonly stale?: ArrayLike<number> | undefined;
}

/** What the server that recorded the series would assume when it evaluates. */
export interface StoreFacts {
  /** The Prometheus version whose semantics apply, such as `2.42.0`. */
  readonly semantics?: string;
  readonly lookbackMs?: number;
  readonly evaluationIntervalMs?: number;
  /** The recorded time, in ms since the epoch. */
  readonly start?: number;
  readonly end?: number;
}

/** A series with its labels sorted and written canonically, ready for a store. */
export interface CanonicalSeries {
  readonly sorted: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly columns: SampleColumns;
}

/** Series in memory, found by label matchers as Prometheus finds them. It never changes. */
export class SeriesStore {
  private readonly postings = new Postings();
  private readonly series: readonly StoredSeries[];

  private constructor(
    inputs: readonly CanonicalSeries[],
    private readonly strings: StringTable,
    public readonly facts: StoreFacts,
  ) {
    this.series = inputs.map(({ sorted, columns }, id) => {
      const labelIds = Uint32Array.from(
        sorted.flatMap(([name, value]) => [strings.intern(name), strings.intern(value)]),
      );
      this.postings.add(id, labelIds);
      return new StoredSeries(id, labelIds, columns, strings);
    });
  }

  /**
   * Builds a store. The order of the input does not matter.
   *
   * @throws InputError (`usage`) for two series with the same labels, timestamps that do not increase, columns of
   * different length, or a stale index out of range.
   */
  public static from(inputs: Iterable<SeriesInput>, facts: StoreFacts = {}): SeriesStore {
    const reader = new ColumnReader();
    const canonical = Array.from(inputs, (input): CanonicalSeries => {
      const sorted = checkedLabels(input.labels);
      const text = canonicalText(sorted);
      return { sorted, text, columns: reader.read(input, text) };
    });
    canonical.sort((a, b) => compareText(a.text, b.text));
    const twice = canonical.find((series, at) => at > 0 && series.text === canonical[at - 1]!.text);
    if (twice) throw duplicate(twice.text);
    return SeriesStore.fromCanonical(canonical, facts);
  }

  /** Builds a store from series that are well formed and in strictly increasing order of `text`. @internal */
  public static fromCanonical(series: readonly CanonicalSeries[], facts: StoreFacts): SeriesStore {
    return new SeriesStore(series, new StringTable(), facts);
  }

  /** How many series there are. */
  public get size(): number {
    return this.series.length;
  }

  /** The series that match all matchers, in the order of their canonical labels; all series for no matcher. */
  public select(matchers: readonly Matcher[]): readonly Series[] {
    return this.selectIds(matchers).map((id) => this.series[id]!);
  }

  /** Every metric name, sorted. */
  public metricNames(): readonly string[] {
    return this.labelValues(METRIC_NAME);
  }

  /** The label names of the matching series, `__name__` among them, sorted. */
  public labelNames(matchers: readonly Matcher[] = []): readonly string[] {
    if (matchers.length === 0) return this.sortedTexts(this.postings.names());
    const ids = new Set<number>();
    for (const series of this.select(matchers)) {
      for (let at = 0; at < series.labelIds.length; at += 2) ids.add(series.labelIds[at]!);
    }
    return this.sortedTexts(ids);
  }

  /** The values of a label among the matching series, sorted. */
  public labelValues(name: string, matchers: readonly Matcher[] = []): readonly string[] {
    const nameId = this.strings.find(name);
    if (nameId === undefined) return [];
    if (matchers.length === 0) return this.sortedTexts(this.postings.valuesOf(nameId));
    const ids = new Set<number>();
    for (const series of this.select(matchers)) {
      const valueId = labelValueId(series, nameId);
      if (valueId !== undefined) ids.add(valueId);
    }
    return this.sortedTexts(ids);
  }

  /** The number of a text in `Series.labelIds`; undefined where no series has it. @internal */
  public textId(text: string): number | undefined {
    return this.strings.find(text);
  }

  /** The text of a number in `Series.labelIds`. @internal */
  public textOf(id: number): string {
    return this.strings.text(id);
  }

  private selectIds(matchers: readonly Matcher[]): readonly number[] {
    const tests = matchers.map((matcher) => new ValueTest(matcher, this.strings));
    const { ids, left } = this.firstCandidates(tests);
    return left.length === 0 ? ids : ids.filter((id) => left.every((test) => test.admits(this.series[id]!)));
  }

  /** The fewest series that the index can give without looking at each, and the tests that are left to apply to them. */
  private firstCandidates(tests: readonly ValueTest[]): { ids: readonly number[]; left: readonly ValueTest[] } {
    const equalities = tests.filter((test) => test.equality);
    if (equalities.length > 0) {
      const lists = equalities.map((test) => this.listOf(test)).sort((a, b) => a.length - b.length);
      return { ids: lists.reduce(intersect), left: tests.filter((test) => !test.equality) };
    }
    const required = tests.find((test) => !test.admitsAbsent);
    if (!required) return { ids: this.series.map((_, id) => id), left: tests };
    return { ids: this.idsWith(required), left: tests.filter((test) => test !== required) };
  }

  private listOf(test: ValueTest): readonly number[] {
    const valueId = this.strings.find(test.matcher.value);
    return test.nameId === undefined || valueId === undefined ? [] : this.postings.list(test.nameId, valueId);
  }

  private idsWith(test: ValueTest): readonly number[] {
    const { nameId } = test;
    if (nameId === undefined) return [];
    const values = [...this.postings.valuesOf(nameId)].filter((valueId) => test.admitsValue(valueId));
    return unite(values.map((valueId) => this.postings.list(nameId, valueId)));
  }

  private sortedTexts(ids: Iterable<number>): readonly string[] {
    return Array.from(ids, (id) => this.strings.text(id)).sort(compareText);
  }
}

function checkedLabels(labels: Labels): readonly (readonly [name: string, value: string])[] {
  for (const [name, value] of Object.entries(labels)) {
    if (typeof value !== 'string') {
      throw new InputError('usage', `the label ${name} has the value ${String(value)}`, 'Label values are strings.');
    }
  }
  return sortedLabels(labels);
}

function duplicate(series: string): InputError {
  return new InputError(
    'usage',
    `two series have the labels ${series}`,
    'Give each label set once; merge the samples of series that are the same.',
  );
}
