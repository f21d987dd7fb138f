import { canonicalLabels, type Labels, labelValue, METRIC_NAME } from '../series/labels';
import { parseSampleValue } from '../snapshot/import/exposition-parser';
import { isObject } from '../snapshot/json-value';
import { CaptureFault } from './capture-fault';
import type { TimeSlice } from './time-slice';

/** Samples of one series in the order of their times. */
export interface SeriesPiece {
  readonly labels: Labels;
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
}

/** Samples of an answer, and the series that could not be taken. */
export interface ReadPieces {
  readonly pieces: readonly SeriesPiece[];
  /** Series of native histograms, which a snapshot cannot hold. */
  readonly histograms: readonly Labels[];
}

/** The samples of a range selector's answer that lie in the slice. @throws CaptureFault where the answer has another shape */
export function readPieces(data: unknown, slice: TimeSlice): ReadPieces {
  const pieces: SeriesPiece[] = [];
  const histograms: Labels[] = [];
  for (const series of resultOf(data, 'matrix')) {
    const labels = labelsOf(isObject(series) ? series.metric : undefined);
    const { values, histograms: native } = series as Readonly<Record<string, unknown>>;
    if (native !== undefined) histograms.push(labels);
    if (values === undefined) continue;
    if (!Array.isArray(values)) throw odd(`a series has the values ${whole(values)}`);
    const piece = readPiece(labels, values, slice);
    if (piece.timestamps.length > 0) pieces.push(piece);
  }
  return { pieces, histograms };
}

function readPiece(labels: Labels, pairs: readonly unknown[], { from, to }: TimeSlice): SeriesPiece {
  const timestamps = new Float64Array(pairs.length);
  const values = new Float64Array(pairs.length);
  let count = 0;
  for (const pair of pairs) {
    const [seconds, text] = Array.isArray(pair) ? pair : [];
    const value = typeof text === 'string' ? parseSampleValue(text) : undefined;
    if (typeof seconds !== 'number' || value === undefined) throw odd(`a sample is ${whole(pair)}`);
    const time = Math.round(seconds * 1000);
    if (time < from || time > to) continue;
    if (count > 0 && time <= timestamps[count - 1]!)
      throw odd(`the samples of ${canonicalLabels(labels)} are not in order`);
    timestamps[count] = time;
    values[count++] = value;
  }
  return { labels, timestamps: timestamps.slice(0, count), values: values.slice(0, count) };
}

/** The series in an instant vector, by their canonical labels. */
export function readPresent(data: unknown): ReadonlySet<string> {
  return new Set(
    resultOf(data, 'vector').map((series) => canonicalLabels(labelsOf(isObject(series) ? series.metric : undefined))),
  );
}

/** The label sets of an answer to `series`. */
export function readLabelSets(data: unknown): readonly Labels[] {
  if (!Array.isArray(data)) throw odd(`the list of series is ${whole(data)}`);
  return data.map(labelsOf);
}

function resultOf(data: unknown, type: 'matrix' | 'vector'): readonly unknown[] {
  if (!isObject(data) || data.resultType !== type || !Array.isArray(data.result)) {
    throw odd(`the result is no ${type} but ${whole(isObject(data) ? data.resultType : data)}`);
  }
  return data.result;
}

function labelsOf(metric: unknown): Labels {
  if (!isObject(metric) || Object.values(metric).some((value) => typeof value !== 'string')) {
    throw odd(`a series has the labels ${whole(metric)}`);
  }
  const labels = metric as Labels;
  if (labelValue(labels, METRIC_NAME) === '') throw odd(`the series ${whole(metric)} has no name`);
  return labels;
}

/** Cut for people only once it is cleaned of secrets. */
function whole(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

function odd(detail: string): CaptureFault {
  return new CaptureFault('not-prometheus', detail);
}
