import { canonicalLabels, type Labels, METRIC_NAME } from '../../series/labels';
import type { SeriesInput } from '../../series/series-store';
import { describeValue } from '../json-value';
import { SnapshotError } from '../snapshot-error';
import type { SnapshotLimits } from '../snapshot-limits';
import { GrowingColumn } from './growing-column';

/** Samples of one series in the order in which they were found. */
export class CollectedSeries {
  public readonly times = new GrowingColumn();
  public readonly values = new GrowingColumn();
  /** Some samples are those of a dump, where a stale marker is a NaN. */
  public isDumped = false;
  /** Where the samples of the file that is being read start. */
  private fileStart = 0;

  public constructor(public readonly labels: Labels) {}

  /** Ends a file: its times are turned into milliseconds, and a time that was not given becomes `at`. */
  public endFile(unitMs: number, at: number | undefined, isDump: boolean): void {
    const times = this.times.values;
    for (let index = this.fileStart; index < times.length; index++) {
      const time = times[index]!;
      times[index] = Number.isNaN(time) ? at! : Math.round(time * unitMs);
    }
    this.isDumped ||= isDump && this.fileStart < times.length;
    this.fileStart = times.length;
  }
}

/** A series of an import. */
export interface FinishedSeries extends SeriesInput {
  readonly isDumped: boolean;
}

/** What was odd about the samples of an import. */
export interface CollectedOddities {
  /** Samples older than one before them in their series: sorted in. */
  readonly outOfOrder: number;
  /** Samples that repeat a time of their series with another value: the first was kept. */
  readonly conflicting: number;
}

/** Gathers samples of any number of files into series. */
export class SampleCollector {
  private readonly byText = new Map<string, CollectedSeries>();
  private samples = 0;

  public constructor(private readonly limits: SnapshotLimits) {}

  /** The series with these labels, made where it is new. */
  public seriesOf(labels: ReadonlyMap<string, string>, line?: number): CollectedSeries {
    const object: Labels = Object.fromEntries(labels);
    const text = canonicalLabels(object);
    const known = this.byText.get(text);
    if (known) return known;
    this.checkLabels(labels, line);
    if (this.byText.size === this.limits.series) {
      throw new SnapshotError(`there are more than ${this.limits.series} series`, 'Import fewer series.', line);
    }
    const series = new CollectedSeries(object);
    this.byText.set(text, series);
    return series;
  }

  /** Adds a sample; a time that is NaN was not given. */
  public add(series: CollectedSeries, time: number, value: number, line?: number): void {
    if (++this.samples > this.limits.samples) {
      throw new SnapshotError(
        `there are more than ${this.limits.samples} samples`,
        'Import fewer series or a shorter time.',
        line,
      );
    }
    series.times.push(time);
    series.values.push(value);
  }

  /** Ends a file whose times are in units of so many ms; `at` is the time of samples without one. */
  public endFile(unitMs: number, at: number | undefined, isDump = false): void {
    for (const series of this.byText.values()) series.endFile(unitMs, at, isDump);
  }

  /** Every series with its samples sorted, one per time. */
  public finish(): { series: readonly FinishedSeries[]; oddities: CollectedOddities } {
    const oddities = { outOfOrder: 0, conflicting: 0 };
    const series = Array.from(this.byText.values(), (collected) => ({
      ...sorted(collected, oddities),
      isDumped: collected.isDumped,
    }));
    return { series, oddities };
  }

  private checkLabels(labels: ReadonlyMap<string, string>, line: number | undefined): void {
    const { labels: most, labelLength } = this.limits;
    if (labels.size > most) {
      throw new SnapshotError(
        `the series ${nameOf(labels)} has ${labels.size} labels; at most ${most} are read`,
        'Drop labels when scraping.',
        line,
      );
    }
    for (const [name, value] of labels) {
      if (name.length > labelLength || value.length > labelLength) {
        throw new SnapshotError(
          `the series ${nameOf(labels)} has a label ${describeValue(name)} of more than ${labelLength} characters`,
          'Drop the label when scraping.',
          line,
        );
      }
    }
  }
}

function nameOf(labels: ReadonlyMap<string, string>): string {
  return describeValue(labels.get(METRIC_NAME));
}

function sorted(collected: CollectedSeries, oddities: { outOfOrder: number; conflicting: number }): SeriesInput {
  const times = collected.times.values;
  const values = collected.values.values;
  const disorder = countDisorder(times);
  if (disorder.repeated + disorder.late === 0) return { labels: collected.labels, timestamps: times, values };
  oddities.outOfOrder += disorder.late;
  const order = Array.from(times.keys()).sort((a, b) => times[a]! - times[b]! || a - b);
  const kept: number[] = [];
  for (const index of order) {
    const previous = kept.at(-1);
    if (previous === undefined || times[index] !== times[previous]) kept.push(index);
    else if (!Object.is(values[index], values[previous])) oddities.conflicting++;
  }
  return {
    labels: collected.labels,
    timestamps: kept.map((index) => times[index]!),
    values: kept.map((index) => values[index]!),
  };
}

function countDisorder(times: Float64Array): { late: number; repeated: number } {
  let newest = Number.NEGATIVE_INFINITY;
  let late = 0;
  let repeated = 0;
  for (const time of times) {
    if (time < newest) late++;
    else if (time === newest) repeated++;
    newest = Math.max(newest, time);
  }
  return { late, repeated };
}
