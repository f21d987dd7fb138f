import type { SeriesInput } from '../series/series-store';
import { insertMarkers } from '../snapshot/insert-markers';
import { InputError } from '../source/input-error';
import type { Asker } from './asker';
import { type Gap, gapsOf } from './gaps';
import type { GatheredSeries } from './gathered-series';
import { groupBy } from './group-by';
import { findMarkers } from './marker-search';
import type { PrometheusClient } from './prometheus-client';
import { readPresent } from './read-series';
import { selectorFor } from './series-selector';
import { inParallel } from './work-pool';

/** How the server is asked for stale markers. */
export interface MarkerOptions {
  readonly end: number;
  readonly lookbackMs: number;
  /** How often a series could be there. */
  readonly intervalOf: (series: GatheredSeries) => number;
  readonly concurrency: number;
  /** Hears how many moments have been asked about, of how many. */
  readonly onAsked: (done: number, all: number) => void;
}

/** Series that are asked about in one query. */
const MOST_SERIES = 500;
/** More moments than this are no scrapes that failed but samples without an interval. */
const MOST_MOMENTS = 50_000;

/** The series with the stale markers that the server has. */
export async function askMarkers(
  series: ReadonlyMap<string, GatheredSeries>,
  client: PrometheusClient,
  asker: Asker,
  options: MarkerOptions,
): Promise<readonly SeriesInput[]> {
  const { end, lookbackMs, intervalOf, concurrency, onAsked } = options;
  const gaps = Array.from(series, ([key, each]) => gapsOf(key, each, end, lookbackMs, intervalOf(each))).flat();
  const moments = groupBy(gaps, ({ until }) => until).flatMap((group) => chunks(group, MOST_SERIES));
  if (moments.length > MOST_MOMENTS) throw tooMany(moments.length);
  const ask = async (asked: readonly Gap[], time: number) => {
    const selector = selectorFor(asked.map((gap) => gap.series.labels));
    return readPresent((await asker.ask('stale markers', () => client.query(selector, time))).data);
  };
  const markers = new Map<string, Map<number, number>>([...series.keys()].map((key) => [key, new Map()]));
  let done = 0;
  await inParallel(moments, concurrency, async (moment) => {
    for (const { gap, time } of await findMarkers(moment, ask)) markers.get(gap.key)!.set(gap.index, time);
    onAsked(++done, moments.length);
  });
  return Array.from(series, ([key, each]) => insertMarkers(each, markers.get(key)!));
}

function chunks(gaps: readonly Gap[], size: number): readonly (readonly Gap[])[] {
  return Array.from({ length: Math.ceil(gaps.length / size) }, (_, at) => gaps.slice(at * size, (at + 1) * size));
}

function tooMany(moments: number): InputError {
  return new InputError(
    'too-large',
    `the samples have gaps at ${moments} moments; the server is asked for stale markers at ${MOST_MOMENTS} at most`,
    'Guess them from the gaps with --staleness inferred, or capture fewer series or a shorter time.',
  );
}
