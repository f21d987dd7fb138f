import { METRIC_TYPES, type MetricMetadata, type MetricType } from '../metric-metadata';
import { SnapshotError } from '../snapshot-error';
import { LabelBlockError, readLabelBlock } from './label-block';
import type { CollectedSeries, SampleCollector } from './sample-collector';

/** The text formats that hold samples line by line. */
export type TextFormat = 'openmetrics' | 'exposition' | 'tsdb-dump';

/** Reads OpenMetrics, the Prometheus text format, or what `promtool tsdb dump` prints; which of them, the text tells. */
export class ExpositionParser {
  private readonly metadata = new Map<string, { type: MetricType; unit: string; help: string }>();
  private previousText = ' ';
  private previousSeries: CollectedSeries | undefined;
  private isDump = false;
  private ended = false;
  private untimedLine: number | undefined;
  private fractionLine: number | undefined;

  /** `at`: the time in ms of samples that have none. */
  public constructor(
    private readonly collector: SampleCollector,
    private readonly at: number | undefined,
  ) {}

  public readLine(line: string, number: number): void {
    if (line === '' || line.trim() === '') return;
    if (this.ended) throw wrong('there is text after # EOF', number);
    if (line.startsWith('#')) this.readComment(line, number);
    else this.readSample(line, number);
  }

  /** Ends the file. */
  public finish(): { format: TextFormat; metadata: readonly MetricMetadata[] } {
    if (this.untimedLine !== undefined && this.at === undefined) {
      throw new SnapshotError(
        'the sample has no timestamp',
        'A scrape without timestamps is one instant: say which with --at.',
        this.untimedLine,
      );
    }
    if (!this.ended && this.fractionLine !== undefined) {
      throw new SnapshotError(
        'the timestamp is a fraction, as OpenMetrics writes seconds, and there is no # EOF: the file is cut off',
        'Write the file again, whole.',
        this.fractionLine,
      );
    }
    const format = this.ended ? 'openmetrics' : this.isDump ? 'tsdb-dump' : 'exposition';
    // OpenMetrics counts in seconds, the others in milliseconds.
    this.collector.endFile(format === 'openmetrics' ? 1000 : 1, this.at, format === 'tsdb-dump');
    return { format, metadata: this.readMetadata() };
  }

  private readMetadata(): readonly MetricMetadata[] {
    return Array.from(this.metadata, ([family, { type, unit, help }]) => {
      // OpenMetrics declares a counter without the ending that its samples have.
      const isFamily = this.ended && type === 'counter' && !family.endsWith('_total');
      return { name: isFamily ? `${family}_total` : family, type, unit, help };
    });
  }

  private readComment(line: string, number: number): void {
    if (line === '# EOF') {
      this.ended = true;
      return;
    }
    const found = /^# (TYPE|HELP|UNIT) ("(?:[^"\\]|\\.)*"|[^ ]+)(?: (.*))?$/.exec(line);
    if (!found) return;
    const [, keyword, name, text = ''] = found;
    const family = name!.startsWith('"') ? name!.slice(1, -1).replace(/\\(.)/g, '$1') : name!;
    const known = this.metadata.get(family) ?? { type: 'unknown', unit: '', help: '' };
    if (keyword === 'TYPE') known.type = typeOf(text.trim(), number);
    else if (keyword === 'UNIT') known.unit = text.trim();
    else known.help = text.replace(/\\([\\n"])/g, (_, character: string) => (character === 'n' ? '\n' : character));
    this.metadata.set(family, known);
  }

  private readSample(line: string, number: number): void {
    let end = this.previousText.length - 1;
    if (!this.previousSeries || !line.startsWith(this.previousText)) {
      end = this.startSeries(line, number);
    }
    // An exemplar stands behind " # "; labels are already passed, so the sign cannot be one of theirs.
    const exemplar = line.indexOf(' # ', end);
    const fields = line
      .slice(end, exemplar === -1 ? undefined : exemplar)
      .trim()
      .split(/[ \t]+/);
    if (fields.length > 2) throw wrong(`the sample has ${fields.length} fields behind its labels`, number);
    const value = readNumber(fields[0] ?? '', number);
    if (fields[1]?.includes('.')) this.fractionLine ??= number;
    const time = fields[1] === undefined ? this.untimed(number) : readTime(fields[1], number);
    this.collector.add(this.previousSeries!, time, value, number);
  }

  private startSeries(line: string, number: number): number {
    try {
      const { labels, end } = readLabelBlock(line);
      this.isDump ||= line.startsWith('{') && line.includes('__name__=');
      this.previousSeries = this.collector.seriesOf(labels, number);
      // The space belongs to the text, so that a name is not taken for the start of a longer one.
      this.previousText = line.slice(0, end + 1);
      return end;
    } catch (error) {
      if (error instanceof LabelBlockError) throw wrong(error.message, number);
      throw error;
    }
  }

  private untimed(number: number): number {
    this.untimedLine ??= number;
    return Number.NaN;
  }
}

function typeOf(text: string, number: number): MetricType {
  if (text === 'untyped') return 'unknown';
  const type = METRIC_TYPES.find((candidate) => candidate === text);
  if (!type)
    throw wrong(`the type is ${JSON.stringify(text.slice(0, 40))}; types are ${METRIC_TYPES.join(', ')}`, number);
  return type;
}

const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const SPECIAL = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

/** A value as Prometheus writes it. */
export function parseSampleValue(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text);
  return SPECIAL.get(text.toLowerCase());
}

function readNumber(text: string, number: number): number {
  const value = parseSampleValue(text);
  if (value === undefined) throw wrong(`${JSON.stringify(text.slice(0, 40))} is no value`, number);
  return value;
}

function readTime(text: string, number: number): number {
  const time = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!(Math.abs(time) <= Number.MAX_SAFE_INTEGER))
    throw wrong(`${JSON.stringify(text.slice(0, 40))} is no timestamp`, number);
  return time;
}

function wrong(message: string, number: number): SnapshotError {
  return new SnapshotError(
    message,
    'Samples are written as name{label="value"} value [timestamp], one per line.',
    number,
  );
}
