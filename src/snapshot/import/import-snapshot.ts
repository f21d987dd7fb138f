import type { SeriesInput } from '../../series/series-store';
import type { MetricMetadata } from '../metric-metadata';
import { SnapshotError } from '../snapshot-error';
import type { SnapshotHeader, SnapshotSourceKind } from '../snapshot-header';
import { SNAPSHOT_LIMITS, type SnapshotLimits } from '../snapshot-limits';
import { isSyntheticMark, SYNTHETIC_METRIC } from '../synthetic-mark';
import type { SnapshotContents } from '../write-snapshot';
import { ExpositionParser, type TextFormat } from './exposition-parser';
import { readHttpApiJson } from './http-api-json';
import { type ImportFile, startsAsJson, withWholeStart } from './import-file';
import { type FinishedSeries, SampleCollector } from './sample-collector';
import { inferStaleMarkers, type MarkedSeries, markersFromNaN } from './stale-markers';
import { TextLines } from './text-lines';

/** How files are imported. Times are ms since the epoch. */
export interface ImportOptions {
  /** When the import happens, for `capturedAt`. */
  readonly now: number;
  /** The time of samples that have none: a single scrape. */
  readonly at?: number;
  /** Guess from gaps where series ended. @default true */
  readonly inferStale?: boolean;
  /** The version of the server the samples came from, such as `2.42.0`. */
  readonly prometheusVersion?: string;
  readonly limits?: Partial<SnapshotLimits>;
}

/**
 * Reads samples that other tools wrote into the contents of a snapshot. Each file is OpenMetrics, the Prometheus text format,
 * what `promtool tsdb dump` prints, or an answer of the HTTP API as JSON; its text tells which. All files become one snapshot.
 *
 * @throws SnapshotError naming file and line for text that is none of these, samples without a time where `at` is missing, or a
 * limit exceeded
 */
export async function importSnapshot(files: Iterable<ImportFile>, options: ImportOptions): Promise<SnapshotContents> {
  const limits = { ...SNAPSHOT_LIMITS, ...options.limits };
  const collector = new SampleCollector(limits);
  const read: ImportedFile[] = [];
  for (const file of files) {
    try {
      read.push(await readFile(file, collector, limits, options));
    } catch (error) {
      throw error instanceof SnapshotError ? error.inFile(file.name) : error;
    }
  }
  return contentsOf(read, collector, options);
}

interface ImportedFile {
  readonly format: TextFormat | 'http';
  readonly metadata: readonly MetricMetadata[];
  readonly warnings: readonly string[];
  readonly resolution: 'raw' | number;
}

async function readFile(
  file: ImportFile,
  collector: SampleCollector,
  limits: SnapshotLimits,
  options: ImportOptions,
): Promise<ImportedFile> {
  const parser = new ExpositionParser(collector, options.at);
  const lines = new TextLines(limits.lineBytes, (line, number) => parser.readLine(line, number));
  let json: Uint8Array[] | undefined;
  let size = 0;
  for await (const chunk of withWholeStart(file.chunks)) {
    if (size === 0) json = startsAsJson(chunk) ? [] : undefined;
    size += chunk.length;
    if (!json) lines.write(chunk);
    else if (size > LARGEST_JSON) throw tooLargeJson();
    else json.push(chunk);
  }
  if (json) {
    return { format: 'http', metadata: [], ...readHttpApiJson(Buffer.concat(json).toString('utf8'), collector) };
  }
  lines.end();
  return { ...parser.finish(), warnings: [], resolution: 'raw' };
}

/** JSON is read whole, and a text in memory has a longest length. */
const LARGEST_JSON = 256 * 1024 * 1024;

function tooLargeJson(): SnapshotError {
  return new SnapshotError(
    `the JSON has more than ${LARGEST_JSON} bytes`,
    'Query shorter slices of time into several files and import them together.',
  );
}

function contentsOf(
  files: readonly ImportedFile[],
  collector: SampleCollector,
  options: ImportOptions,
): SnapshotContents {
  const { series: all, oddities } = collector.finish();
  const series = all.filter((each) => !isSyntheticMark(each));
  if (series.length === 0)
    throw new SnapshotError('there are no samples to import', 'Check that the files hold samples.');
  const kind = kindOf(files);
  const { start, end } = boundsOf(series);
  const marked = markStale(series, end, options.inferStale ?? true);
  const header: SnapshotHeader = {
    source: {
      kind,
      ...(options.prometheusVersion === undefined ? {} : { prometheusVersion: options.prometheusVersion }),
    },
    capturedAt: options.now,
    start,
    end,
    staleness: marked ? 'inferred' : 'none',
    resolution: largestStep(files),
    ...(marked ? { inferredStaleMarkers: marked.placed } : {}),
    ...(series.length < all.length ? { synthetic: true } : {}),
  };
  const warnings = [
    ...files.flatMap((file) => file.warnings),
    ...countWarning(oddities.outOfOrder, 'samples out of order in their series, sorted by the import'),
    ...countWarning(
      oddities.conflicting,
      'samples with a time that their series already has and another value, left out',
    ),
  ];
  return { header, metadata: mergeMetadata(files), series: marked?.series ?? series, warnings };
}

/** Files that were resampled to different steps are worth what the largest one is. */
function largestStep(files: readonly ImportedFile[]): 'raw' | number {
  const steps = files.flatMap(({ resolution }) => (resolution === 'raw' ? [] : [resolution]));
  return steps.length === 0 ? 'raw' : Math.max(...steps);
}

/** The kind of the first file; files of several kinds are named after what says least about staleness. */
function kindOf(files: readonly ImportedFile[]): SnapshotSourceKind {
  const kinds = new Set(files.map((file) => file.format));
  return (['http', 'exposition', 'openmetrics', 'tsdb-dump'] as const).find((kind) => kinds.has(kind)) ?? 'exposition';
}

function markStale(series: readonly FinishedSeries[], end: number, infer: boolean): MarkedSeries | undefined {
  if (!infer) return undefined;
  // Among files of several kinds, a series of a dump still has its markers as NaN.
  const dumped = markersFromNaN(series.filter(({ isDumped }) => isDumped));
  const others = inferStaleMarkers(
    series.filter(({ isDumped }) => !isDumped),
    end,
  );
  return { series: [...dumped.series, ...others.series], placed: dumped.placed + others.placed };
}

function boundsOf(series: readonly SeriesInput[]): { start: number; end: number } {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { timestamps } of series) {
    start = Math.min(start, timestamps[0]!);
    end = Math.max(end, timestamps[timestamps.length - 1]!);
  }
  return { start, end };
}

function mergeMetadata(files: readonly ImportedFile[]): readonly MetricMetadata[] {
  const byName = new Map<string, MetricMetadata>();
  for (const metadata of files.flatMap((file) => file.metadata)) {
    if (!byName.has(metadata.name) && metadata.name !== SYNTHETIC_METRIC) byName.set(metadata.name, metadata);
  }
  return [...byName.values()];
}

function countWarning(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${what}: ${count}`];
}
