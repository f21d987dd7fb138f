import { describeValue } from './json-value';
import { SnapshotError, TAKE_AGAIN } from './snapshot-error';

/** The types of a metric that Prometheus knows. */
export const METRIC_TYPES = [
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'summary',
  'info',
  'stateset',
  'unknown',
] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

/** What an exporter says about one of its metrics. */
export interface MetricMetadata {
  readonly name: string;
  readonly type: MetricType;
  /** Empty where the exporter names none. */
  readonly unit: string;
  readonly help: string;
  /** The type was guessed from the name and the samples. */
  readonly guessed?: boolean;
}

/** Checks a parsed metadata line. */
export function readMetadataLine(line: Readonly<Record<string, unknown>>, number: number): MetricMetadata {
  const { m, type, unit, help, guessed, ...others } = line;
  for (const key of Object.keys(others)) throw wrong(`a metadata line has no key ${describeValue(key)}`, number);
  const known = METRIC_TYPES.find((candidate) => candidate === type);
  if (!known) throw wrong(`the type is ${describeValue(type)}; types are ${METRIC_TYPES.join(', ')}`, number);
  if (typeof m !== 'string' || m === '' || typeof unit !== 'string' || typeof help !== 'string') {
    throw wrong('a metadata line has the texts m, type, unit and help', number);
  }
  if (guessed !== undefined && typeof guessed !== 'boolean')
    throw wrong(`guessed is ${describeValue(guessed)}`, number);
  return { name: m, type: known, unit, help, ...(guessed === undefined ? {} : { guessed }) };
}

/** A metric's metadata as its line, without line end. */
export function writeMetadataLine(metadata: MetricMetadata): string {
  const { name, type, unit, help, guessed } = metadata;
  return JSON.stringify({ m: name, type, unit, help, ...(guessed ? { guessed } : {}) });
}

function wrong(message: string, number: number): SnapshotError {
  return new SnapshotError(message, TAKE_AGAIN, number);
}
