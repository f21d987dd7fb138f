import type { Series } from '../series/series';
import type { SeriesInput } from '../series/series-store';
import { InputError } from '../source/input-error';
import { isoText } from '../source/iso-time';
import { isCoveredBy } from './selector-coverage';
import { selectorMatchers } from './selector-text';
import type { Snapshot } from './snapshot';
import type { SnapshotContents } from './write-snapshot';

/** What to keep. Everything that is not given is kept. */
export interface TrimOptions {
  /** In ms since the epoch, included. */
  readonly start?: number;
  readonly end?: number;
  /** Such as `up{job="a"}`: a series that any of them selects is kept. @default every series */
  readonly selectors?: readonly string[];
}

/**
 * The contents of a smaller snapshot. A series without a sample in the time that is kept is left out.
 *
 * @throws InputError (`usage`) where the time that is kept is empty, or for a text that is no selector
 */
export function trimSnapshot(snapshot: Snapshot, options: TrimOptions): SnapshotContents {
  const { header, metadata, footer } = snapshot;
  const start = Math.max(header.start, options.start ?? header.start);
  const end = Math.min(header.end, options.end ?? header.end);
  if (start > end) {
    throw new InputError(
      'usage',
      `nothing is left from ${isoText(options.start ?? header.start)} to ${isoText(options.end ?? header.end)}`,
      `The snapshot holds ${isoText(header.start)} to ${isoText(header.end)}.`,
    );
  }
  const selected = selectedSeries(snapshot, options.selectors);
  const series = selected.map((each) => cut(each, start, end)).filter(hasSample);
  if (series.length === 0) {
    const asked = options.selectors ? ` for any of: ${options.selectors.join(', ')}` : '';
    throw new InputError(
      'usage',
      `there is no sample from ${isoText(start)} to ${isoText(end)}${asked}`,
      'Keep more time or other series; "foresail snapshot info" says what there is.',
    );
  }
  const names = new Set(series.map((each) => each.labels.__name__));
  return {
    header: {
      ...header,
      start,
      end,
      ...(options.selectors && header.selectors && { selectors: stillAsked(options.selectors, header.selectors) }),
      ...(header.inferredStaleMarkers !== undefined && { inferredStaleMarkers: countMarkers(series) }),
    },
    metadata: metadata.filter(({ name }) => names.has(name)),
    series,
    warnings: footer.warnings,
  };
}

/** A series that is gone leaves nothing but the marker that says so. */
function hasSample({ values, stale }: SeriesInput): boolean {
  return values.length > (stale?.length ?? 0);
}

/** What the server was never asked for must not look as if it were missing there. */
function stillAsked(selectors: readonly string[], original: readonly string[]): readonly string[] {
  const before = original.flatMap((text) => {
    try {
      return [selectorMatchers(text)];
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
  return selectors.filter((text) => before.some((by) => isCoveredBy(selectorMatchers(text), by)));
}

/** Where markers were guessed, all of them were. */
function countMarkers(series: readonly SeriesInput[]): number {
  return series.reduce((sum, { stale }) => sum + (stale?.length ?? 0), 0);
}

function selectedSeries({ store }: Snapshot, selectors: readonly string[] | undefined): readonly Series[] {
  if (!selectors) return store.select([]);
  return [...new Set(selectors.flatMap((text) => store.select(selectorMatchers(text))))];
}

function cut({ labels, timestamps, values, stale }: Series, start: number, end: number): SeriesInput {
  const from = firstAtLeast(timestamps, start);
  const until = firstAtLeast(timestamps, end + 1);
  const markers =
    stale && Array.from(stale, (index) => index - from).filter((index) => index >= 0 && index < until - from);
  return { labels, timestamps: timestamps.subarray(from, until), values: values.subarray(from, until), stale: markers };
}

/** The index of the first time that is not before the given one. */
function firstAtLeast(timestamps: Float64Array, time: number): number {
  let low = 0;
  let high = timestamps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timestamps[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
