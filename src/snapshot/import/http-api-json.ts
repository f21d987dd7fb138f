import { describeValue, isObject } from '../json-value';
import { SnapshotError } from '../snapshot-error';
import { infosOf, warningsOf } from './answer-warnings';
import { parseSampleValue } from './exposition-parser';
import { resolutionOf } from './resolution';
import type { SampleCollector } from './sample-collector';

/** What an answer says besides its samples. */
export interface ReadAnswer {
  readonly warnings: readonly string[];
  readonly resolution: 'raw' | number;
}

/** Reads an answer of the Prometheus HTTP API: a matrix or an instant vector, with or without the `status` around it. */
export function readHttpApiJson(text: string, collector: SampleCollector): ReadAnswer {
  const answer = parse(text);
  if (answer.status === 'error') {
    throw wrong(
      `the answer is an error: ${describeValue(answer.error)}`,
      'Repeat the query; import an answer that is a success.',
    );
  }
  const data = isObject(answer.data) ? answer.data : answer;
  const { resultType, result } = data;
  if ((resultType !== 'matrix' && resultType !== 'vector') || !Array.isArray(result)) {
    throw wrong(
      `the answer has the result type ${describeValue(resultType)}`,
      'Import the answer to a query whose result is a matrix or a vector, such as a range selector in an instant query.',
    );
  }
  for (const series of result) readSeries(series, collector);
  collector.endFile(1000, undefined);
  const times = result.map(({ values, value }) =>
    Float64Array.from(values ?? [value], ([seconds]: [number]) => Math.round(seconds * 1000)),
  );
  return { warnings: [...warningsOf(answer), ...infosOf(answer)], resolution: resolutionOf(times) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(text);
    if (isObject(answer)) return answer;
  } catch {
    // Said below.
  }
  throw wrong(
    'the file is no answer of the Prometheus HTTP API: it is no JSON object',
    'Save the whole answer to a file.',
  );
}

function readSeries(series: unknown, collector: SampleCollector): void {
  if (!isObject(series) || !isObject(series.metric)) throw wrong('a series has no object "metric"', SHAPE);
  const labels = new Map<string, string>();
  for (const [name, value] of Object.entries(series.metric)) {
    if (typeof value !== 'string') throw wrong(`the label ${describeValue(name)} is ${describeValue(value)}`, SHAPE);
    labels.set(name, value);
  }
  const label = describeValue(series.metric);
  if (!labels.has('__name__')) {
    throw wrong(
      `the series ${label} has no name`,
      'Import the answer to a plain selector: functions and aggregations drop the name.',
    );
  }
  if (series.histogram !== undefined || series.histograms !== undefined) {
    throw wrong(
      `the series ${label} is a native histogram`,
      'Native histograms are not supported: query classic buckets.',
    );
  }
  const pairs = series.values ?? [series.value];
  if (!Array.isArray(pairs)) throw wrong(`the series ${label} has no values`, SHAPE);
  const collected = collector.seriesOf(labels);
  for (const pair of pairs) {
    const [time, text] = Array.isArray(pair) && pair.length === 2 ? pair : [];
    const value = typeof text === 'string' ? parseSampleValue(text) : undefined;
    if (typeof time !== 'number' || value === undefined)
      throw wrong(`the series ${label} has the sample ${describeValue(pair)}`, SHAPE);
    collector.add(collected, time, value);
  }
}

const SHAPE = 'A sample is [seconds, "value"], a series {"metric": {...}, "values": [...]}.';

function wrong(message: string, help: string): SnapshotError {
  return new SnapshotError(message, help);
}
