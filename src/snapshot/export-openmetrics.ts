import { compareText, METRIC_NAME, sortedLabels } from '../series/labels';
import { equalityMatcher } from '../series/matcher';
import type { SeriesInput } from '../series/series-store';
import type { MetricMetadata } from './metric-metadata';
import type { Snapshot } from './snapshot';
import { SYNTHETIC_METRIC, syntheticMark } from './synthetic-mark';

/** Samples that are gathered into one piece of text. */
const SAMPLES_PER_PIECE = 2000;

/**
 * The samples of a snapshot as OpenMetrics text, piece by piece, in the form that `promtool tsdb create-blocks-from openmetrics`
 * reads. Stale markers cannot be said in it: they are left out. That data is generated is said by a series of its own.
 */
export function* exportOpenMetrics({
  header,
  store,
  metadata,
}: Pick<Snapshot, 'header' | 'store' | 'metadata'>): Generator<string> {
  // First, so that a file that is cut off says it too.
  if (header.synthetic) yield* writeSyntheticMark(header);
  const known = new Map(metadata.map((each) => [each.name, each]));
  for (const name of store.metricNames()) {
    yield describe(name, known.get(name));
    for (const series of store.select([equalityMatcher(METRIC_NAME, name)])) yield* writeSamples(series, name);
  }
  yield '# EOF\n';
}

function* writeSyntheticMark({ start, end }: Snapshot['header']): Generator<string> {
  const help = 'The data of this time is generated, not measured.';
  yield describe(SYNTHETIC_METRIC, { name: SYNTHETIC_METRIC, type: 'gauge', unit: '', help });
  yield* writeSamples(syntheticMark(start, end), SYNTHETIC_METRIC);
}

function describe(name: string, metadata: MetricMetadata | undefined): string {
  if (!metadata) return '';
  const { type, help } = metadata;
  // OpenMetrics declares a counter without its ending. Types of several series, such as a histogram, are said of none of them.
  const isCounter = type === 'counter' && name.endsWith('_total');
  const family = writeName(isCounter ? name.slice(0, -'_total'.length) : name);
  const declared = isCounter || type === 'gauge' ? type : 'unknown';
  const text = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  return `# HELP ${family} ${text}\n# TYPE ${family} ${declared}\n`;
}

function* writeSamples(series: SeriesInput, name: string): Generator<string> {
  const block = labelBlock(series, name);
  const { timestamps, values, stale } = series;
  let piece = '';
  let marker = 0;
  for (let index = 0; index < values.length; index++) {
    if (stale && stale[marker] === index) marker++;
    else piece += `${block} ${writeValue(values[index]!)} ${writeSeconds(timestamps[index]!)}\n`;
    if (index % SAMPLES_PER_PIECE === SAMPLES_PER_PIECE - 1) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

function labelBlock(series: SeriesInput, name: string): string {
  const pairs = sortedLabels(series.labels)
    .filter(([label]) => label !== METRIC_NAME)
    .sort(([a], [b]) => compareText(a, b))
    .map(([label, value]) => `${writeName(label)}=${quote(value)}`);
  const plain = PLAIN_NAME.test(name);
  if (plain) return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
  return `{${[quote(name), ...pairs].join(',')}}`;
}

const PLAIN_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

function writeName(name: string): string {
  return PLAIN_NAME.test(name) ? name : quote(name);
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`;
}

function writeValue(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Whole milliseconds as seconds, without going through a fraction that a double cannot hold. */
function writeSeconds(ms: number): string {
  const digits = String(Math.abs(ms)).padStart(4, '0');
  return `${ms < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
