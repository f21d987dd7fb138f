import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SeriesStore } from '../series/series-store';
import { describeValue, isObject, isTexts, isWhole } from '../snapshot/json-value';
import { readSeriesLine, writeSeriesLine } from '../snapshot/series-line';
import { SNAPSHOT_LIMITS } from '../snapshot/snapshot-limits';
import { TimestampTexts } from '../snapshot/timestamp-texts';
import { InputError } from '../source/input-error';
import { notReadable, reasonOf } from '../source/read-text-file';
import type { SeriesPiece } from './read-series';

/** What a capture is of. A capture goes on only with what was fetched for the same. */
export interface CapturePlan {
  /** A hash of the address, which may hold a secret. */
  readonly endpoint: string;
  /** A hash of the tenant and of all other headers but the credentials: they choose whose samples are answered. */
  readonly headers: string;
  readonly selectors: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** What was fetched at once. */
export interface JournalEntry {
  readonly unit: string;
  readonly warnings: readonly string[];
  readonly pieces: readonly SeriesPiece[];
}

/**
 * Keeps what was fetched beside the file that is to be, so that a capture that failed can go on. One line each: the plan, then what
 * was fetched. Readable by its owner only. A line that was not written to its end counts as not fetched.
 */
export class Journal {
  private constructor(
    private readonly path: string,
    private readonly entries: ReadonlyMap<string, JournalEntry>,
    /** A hash of the plan, which each entry repeats. */
    private readonly plan: string,
  ) {}

  /** Where the journal of an output is kept. */
  public static pathOf(output: string): string {
    return `${output}.resume`;
  }

  /** Begins anew. */
  public static begin(path: string, plan: CapturePlan): Journal {
    try {
      rmSync(path, { force: true });
      writeFileSync(path, `${JSON.stringify(plan)}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      throw notWritable(path, error);
    }
    return new Journal(path, new Map(), hashOf(plan));
  }

  /** The plan of a capture that failed; undefined where there is none. */
  public static readPlan(path: string): CapturePlan | undefined {
    const [first] = readLines(path);
    return first === undefined ? undefined : planOf(first, path);
  }

  /** Goes on with what was fetched for the same plan. */
  public static goOn(path: string, plan: CapturePlan): Journal {
    const [first, ...lines] = readLines(path);
    const hash = hashOf(plan);
    if (first === undefined || hashOf(planOf(first, path)) !== hash) throw damaged(1, path, 'it is of another capture');
    const times = new TimestampTexts();
    const entries = lines.map((line, index) => entryOf(line, index + 2, path, times, hash));
    // A torn last line would run into the next one.
    const whole = [first, ...lines].reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    const file = openSync(path, 'r+');
    ftruncateSync(file, whole);
    closeSync(file);
    return new Journal(path, new Map(entries.map((entry) => [entry.unit, entry])), hash);
  }

  /** What was fetched for a unit before; undefined where nothing was. */
  public entry(unit: string): JournalEntry | undefined {
    return this.entries.get(unit);
  }

  public add({ unit, warnings, pieces }: JournalEntry): void {
    const series = SeriesStore.from(pieces).select([]).map(writeSeriesLine);
    const head = JSON.stringify({ plan: this.plan, unit, warnings }).slice(0, -1);
    try {
      appendFileSync(this.path, `${head},"series":[${series.join(',')}]}\n`);
    } catch (error) {
      throw notWritable(this.path, error);
    }
  }

  /** The capture is complete: nothing is left to go on with. */
  public remove(): void {
    rmSync(this.path, { force: true });
  }
}

/** Lines that were written to their end. */
function readLines(path: string): readonly string[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return [];
    throw notReadable(path, error);
  }
  const lines: string[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.toString('utf8', start, end));
    start = end + 1;
  }
  return lines;
}

function planOf(line: string, path: string): CapturePlan {
  const plan = parse(line, 1, path);
  const { endpoint, headers, selectors, from, to } = plan;
  const sound = typeof endpoint === 'string' && typeof headers === 'string' && isTexts(selectors);
  if (!sound || !isWhole(from) || !isWhole(to)) throw damaged(1, path);
  return { endpoint, headers, selectors, from, to };
}

function hashOf({ endpoint, headers, selectors, from, to }: CapturePlan): string {
  const text = JSON.stringify([endpoint, headers, selectors, from, to]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function entryOf(line: string, number: number, path: string, times: TimestampTexts, hash: string): JournalEntry {
  const { plan, unit, warnings, series } = parse(line, number, path);
  if (plan !== hash) throw damaged(number, path, 'it is of another capture');
  if (typeof unit !== 'string' || !isTexts(warnings) || !Array.isArray(series)) throw damaged(number, path);
  const pieces = series.map((each): SeriesPiece => {
    if (!isObject(each)) throw damaged(number, path, describeValue(each));
    try {
      const { sorted, columns } = readSeriesLine(each, number, times, SNAPSHOT_LIMITS);
      return { labels: Object.fromEntries(sorted), timestamps: columns.timestamps, values: columns.values };
    } catch (error) {
      if (error instanceof InputError) throw damaged(number, path, error.message);
      throw error;
    }
  });
  return { unit, warnings, pieces };
}

function parse(line: string, number: number, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw damaged(number, path);
}

function damaged(line: number, path: string, what = 'it is none of a capture'): InputError {
  return new InputError(
    'not-readable',
    `line ${line} of ${path} cannot be read: ${what}`,
    'Remove the file and capture without --resume.',
    path,
  );
}

function notWritable(path: string, error: unknown): InputError {
  return new InputError(
    'not-writable',
    `${path} cannot be written (${reasonOf(error)})`,
    'Check that its folder exists, may be written to and has space left.',
    path,
  );
}
