import { createHash } from 'node:crypto';
import { type CanonicalSeries, SeriesStore } from '../series/series-store';
import { inflate } from './inflate';
import { isObject } from './json-value';
import { type MetricMetadata, readMetadataLine } from './metric-metadata';
import { parseLine } from './parse-line';
import { readHeader } from './read-header';
import { readSnapshotFile } from './read-snapshot-file';
import { readSeriesLine } from './series-line';
import type { Snapshot } from './snapshot';
import { SnapshotError, TAKE_AGAIN } from './snapshot-error';
import { readFooterLine, type SnapshotFooter } from './snapshot-footer';
import { type SnapshotHeader, storeFacts } from './snapshot-header';
import { SNAPSHOT_LIMITS, type SnapshotLimits } from './snapshot-limits';
import { TimestampTexts } from './timestamp-texts';

/**
 * Reads a snapshot file, plain or gzip, and checks all of it: every line, every column, the counts and the hash.
 *
 * @param pathOrBytes the path of a file, or its bytes
 * @param limits bounds that differ from `SNAPSHOT_LIMITS`
 * @throws SnapshotError (`snapshot`) naming the line for anything that is not as the format says, or beyond a limit
 * @throws InputError `not-found` or `not-readable` for a path that cannot be read
 */
export function readSnapshot(pathOrBytes: string | Uint8Array, limits: Partial<SnapshotLimits> = {}): Snapshot {
  const bounds = { ...SNAPSHOT_LIMITS, ...limits };
  if (typeof pathOrBytes !== 'string') return readBytes(pathOrBytes, bounds);
  try {
    return readBytes(readSnapshotFile(pathOrBytes, bounds), bounds);
  } catch (error) {
    if (error instanceof SnapshotError && error.at === undefined) throw error.inFile(pathOrBytes);
    throw error;
  }
}

function readBytes(bytes: Uint8Array, limits: SnapshotLimits): Snapshot {
  const text = inflate(bytes, limits);
  const content = new SnapshotContent(limits);
  let number = 1;
  for (let start = 0; start < text.length; number++) {
    const end = text.indexOf(10, start);
    if (end === -1) throw new SnapshotError('the file ends within a line', TAKE_AGAIN, number);
    if (content.footer) throw new SnapshotError('there is text after the footer', TAKE_AGAIN, number);
    const sha256 = () => createHash('sha256').update(text.subarray(0, start)).digest('hex');
    content.readLine(text.subarray(start, end), number, sha256);
    start = end + 1;
  }
  return content.finish(number);
}

/** What was read so far, line by line. */
class SnapshotContent {
  public footer: SnapshotFooter | undefined;
  private header: SnapshotHeader | undefined;
  private readonly metadata: MetricMetadata[] = [];
  private readonly series: CanonicalSeries[] = [];
  private readonly times = new TimestampTexts();
  private samples = 0;

  public constructor(private readonly limits: SnapshotLimits) {}

  public readLine(bytes: Buffer, number: number, sha256: () => string): void {
    const line = parseLine(bytes, number, this.limits);
    if (!this.header) this.header = readHeader(line);
    else if (!isObject(line)) throw unknownLine(number);
    else if (Object.hasOwn(line, 'l')) this.addSeries(line, number);
    else if (Object.hasOwn(line, 'm')) this.addMetadata(line, number);
    else if (Object.hasOwn(line, 'end')) {
      const counted = { series: this.series.length, samples: this.samples, sha256: sha256() };
      this.footer = readFooterLine(line, number, counted, bytes.toString('utf8'));
    } else throw unknownLine(number);
  }

  public finish(number: number): Snapshot {
    if (!this.header || !this.footer) {
      throw new SnapshotError('the file ends without a footer: it is cut off', TAKE_AGAIN, number);
    }
    const { header, metadata, footer } = this;
    return { header, metadata, store: SeriesStore.fromCanonical(this.series, storeFacts(header)), footer };
  }

  private addSeries(line: Readonly<Record<string, unknown>>, number: number): void {
    const { limits } = this;
    if (this.series.length === limits.series) {
      throw new SnapshotError(`there are more than ${limits.series} series`, 'Take fewer series.', number);
    }
    const series = readSeriesLine(line, number, this.times, limits);
    const previous = this.series.at(-1);
    if (previous && previous.text >= series.text) {
      const what = previous.text === series.text ? 'is given twice' : `must stand before ${shorten(previous.text)}`;
      throw new SnapshotError(`the series ${shorten(series.text)} ${what}`, TAKE_AGAIN, number);
    }
    this.samples += series.columns.length;
    if (this.samples > limits.samples) {
      throw new SnapshotError(
        `there are more than ${limits.samples} samples`,
        'Take fewer series or a shorter time.',
        number,
      );
    }
    this.series.push(series);
  }

  private addMetadata(line: Readonly<Record<string, unknown>>, number: number): void {
    if (this.series.length > 0) throw new SnapshotError('metadata stands after the first series', TAKE_AGAIN, number);
    if (this.metadata.length === this.limits.metadata) {
      throw new SnapshotError(
        `there are more than ${this.limits.metadata} metadata lines`,
        'Take fewer metrics.',
        number,
      );
    }
    this.metadata.push(readMetadataLine(line, number));
  }
}

function unknownLine(number: number): SnapshotError {
  return new SnapshotError('the line is neither metadata nor a series nor the footer', TAKE_AGAIN, number);
}

function shorten(series: string): string {
  return series.length <= 200 ? series : `${series.slice(0, 197)}...`;
}
