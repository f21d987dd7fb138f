import { canonicalText, sortedLabels } from '../series/labels';
import type { Series } from '../series/series';
import type { CanonicalSeries } from '../series/series-store';
import { ColumnError } from './column-tokens';
import { describeValue, isObject, isWhole } from './json-value';
import { LazyColumns } from './lazy-columns';
import { SnapshotError, TAKE_AGAIN } from './snapshot-error';
import type { SnapshotLimits } from './snapshot-limits';
import { writeTimestamps } from './timestamp-column';
import type { TimestampTexts } from './timestamp-texts';
import { readValues, writeValues } from './value-column';

/** Checks a parsed series line; its columns are decoded later. */
export function readSeriesLine(
  line: Readonly<Record<string, unknown>>,
  number: number,
  times: TimestampTexts,
  limits: SnapshotLimits,
): CanonicalSeries {
  const { l, n, t, v, s, ...others } = line;
  for (const key of Object.keys(others)) throw wrong(`a series line has no key ${describeValue(key)}`, number);
  const sorted = readLabels(l, number, limits);
  if (!isWhole(n) || n < 0) throw wrong(`n is ${describeValue(n)}; it is the number of samples`, number);
  if (n > limits.seriesSamples) {
    throw new SnapshotError(
      `n is ${n}; at most ${limits.seriesSamples} samples of a series are read`,
      'Take a shorter time.',
      number,
    );
  }
  if (typeof t !== 'string') throw wrong(`t is ${describeValue(t)}; it is a text of timestamps`, number);
  if (typeof v !== 'string') throw wrong(`v is ${describeValue(v)}; it is a text of values`, number);
  const stale = readStale(s, n, number);
  const column = readColumn('t', number, () => times.read(t, n));
  readColumn('v', number, () => readValues(v, n));
  return { sorted, text: canonicalText(sorted), columns: new LazyColumns(column, v, stale) };
}

function readLabels(value: unknown, number: number, limits: SnapshotLimits): readonly (readonly [string, string])[] {
  if (!isObject(value)) throw wrong(`l is ${describeValue(value)}; it is an object of labels`, number);
  const entries = Object.entries(value);
  if (entries.length > limits.labels) {
    throw new SnapshotError(
      `the series ${describeSeries(value)} has ${entries.length} labels; at most ${limits.labels} are read`,
      'Drop labels when scraping, or take other series.',
      number,
    );
  }
  for (const [name, text] of entries) {
    if (typeof text !== 'string' || text === '' || name === '') {
      throw wrong(
        `the label ${describeValue(name)} is ${describeValue(text)}; names and values are texts that are not empty`,
        number,
      );
    }
    if (name.length > limits.labelLength || text.length > limits.labelLength) {
      const what = `a label ${describeValue(name)} of ${Math.max(name.length, text.length)} characters`;
      throw new SnapshotError(
        `the series ${describeSeries(value)} has ${what}; at most ${limits.labelLength} are read`,
        'Drop the label when scraping, or take other series.',
        number,
      );
    }
  }
  if (!Object.hasOwn(value, '__name__')) throw wrong('the labels have no __name__', number);
  const sorted = sortedLabels(value as Record<string, string>);
  // Objects list keys that look like indexes first, whatever the text says.
  if (entries.some(([name], at) => name !== sorted[at]![0]) && !entries.some(([name]) => /^[0-9]+$/.test(name))) {
    throw wrong('the labels are not sorted by name', number);
  }
  return sorted;
}

/** Its name and enough labels to find it. */
function describeSeries(labels: Readonly<Record<string, unknown>>): string {
  return typeof labels.__name__ === 'string' ? describeValue(labels.__name__) : describeValue(labels);
}

function readStale(value: unknown, count: number, number: number): Uint32Array | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length === 0) {
    throw wrong(`s is ${describeValue(value)}; it is a list of the indexes of stale markers, or not there`, number);
  }
  let previous = -1;
  for (const index of value) {
    if (!isWhole(index) || index <= previous || index >= count) {
      throw wrong(`s lists ${describeValue(index)}; stale markers are increasing indexes below ${count}`, number);
    }
    previous = index;
  }
  return Uint32Array.from(value);
}

function readColumn<T>(key: string, number: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ColumnError) throw wrong(`${key} ${error.message}`, number);
    throw error;
  }
}

function wrong(message: string, number: number): SnapshotError {
  return new SnapshotError(message, TAKE_AGAIN, number);
}

/** A series as its line, without line end. */
export function writeSeriesLine(series: Series): string {
  const labels = sortedLabels(series.labels).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const { stale, length } = series;
  const t = writeTimestamps(series.timestamps);
  const v = writeValues(series.values, stale);
  const s = stale && stale.length > 0 ? `,"s":[${stale.join(',')}]` : '';
  return `{"l":{${labels.join(',')}},"n":${length},"t":"${t}","v":"${v}"${s}}`;
}
