import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { canonicalLabels, compareText, labelValue, METRIC_NAME } from '../series/labels';
import { type SeriesInput, SeriesStore } from '../series/series-store';
import { InputError } from '../source/input-error';
import { type MetricMetadata, writeMetadataLine } from './metric-metadata';
import { readHeader } from './read-header';
import { writeSeriesLine } from './series-line';
import { writeFooterLine } from './snapshot-footer';
import { type SnapshotHeader, writeHeader } from './snapshot-header';

/** What goes into a snapshot file. */
export interface SnapshotContents {
  readonly header: SnapshotHeader;
  /** In any order. @default none */
  readonly metadata?: readonly MetricMetadata[];
  /** A store, or series in any order. */
  readonly series: SeriesStore | Iterable<SeriesInput>;
  /** @default none */
  readonly warnings?: readonly string[];
}

/** How the file is written. */
export interface WriteOptions {
  /** @default true */
  readonly gzip?: boolean;
}

/**
 * Writes a snapshot file of format version 1. The same contents give the same bytes.
 *
 * @throws InputError (`usage`) for series that `SeriesStore.from` refuses, or a series without `__name__`
 * @throws SnapshotError for a header that could not be read again
 */
export function writeSnapshot(contents: SnapshotContents, options: WriteOptions = {}): Uint8Array {
  const { header, metadata = [], series, warnings = [] } = contents;
  const store = series instanceof SeriesStore ? series : SeriesStore.from(series);
  const text = new SnapshotText();
  const headerLine = writeHeader(header);
  readHeader(JSON.parse(headerLine));
  text.add(headerLine);
  for (const line of metadata.map(writeMetadataLine).sort(compareText)) text.add(line);
  let samples = 0;
  for (const each of store.select([])) {
    if (labelValue(each.labels, METRIC_NAME) === '') throw nameless(canonicalLabels(each.labels));
    text.add(writeSeriesLine(each));
    samples += each.length;
  }
  text.add(writeFooterLine({ series: store.size, samples, warnings, sha256: text.sha256() }));
  const bytes = text.bytes();
  return options.gzip === false ? bytes : gzip(bytes);
}

function nameless(series: string): InputError {
  return new InputError('usage', `the series ${series} has no __name__`, 'Name every series.');
}

class SnapshotText {
  private readonly hash = createHash('sha256');
  private readonly lines: Buffer[] = [];

  public add(line: string): void {
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    this.hash.update(bytes);
    this.lines.push(bytes);
  }

  /** Of all lines so far. */
  public sha256(): string {
    return this.hash.copy().digest('hex');
  }

  public bytes(): Buffer {
    return Buffer.concat(this.lines);
  }
}

/** The place of the operating system in a gzip header (RFC 1952), and the value that names none. */
const OS_BYTE = 9;
const OS_UNKNOWN = 255;

function gzip(bytes: Buffer): Buffer {
  const compressed = gzipSync(bytes);
  // zlib already writes no time of writing; without this the machine would still show.
  compressed[OS_BYTE] = OS_UNKNOWN;
  return compressed;
}
