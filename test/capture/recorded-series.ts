import type { SeriesInput } from '../../src/series/series-store';

const MINUTE = 60_000;

/** When the samples end: a time in the past, on a full hour. */
export const END = Date.UTC(2026, 9, 1, 12);
export const START = END - 12 * 60 * MINUTE;
export const STEP = 30_000;

/** Scrapes every 30 s from one time to another, both included; `without` leaves some out. */
function scrapes(from: number, to: number, without: (index: number) => boolean = () => false): number[] {
  const times: number[] = [];
  for (let time = from, index = 0; time <= to; time += STEP, index++) if (!without(index)) times.push(time);
  return times;
}

/**
 * What a Prometheus would have recorded of a few targets in half a day: odd values, scrapes that failed with a stale marker and
 * without, a pod that came and went twice, markers at odd milliseconds, a series that ends with the capture.
 */
export function recordedSeries(): readonly SeriesInput[] {
  const all = scrapes(START, END);
  const plain = { job: 'gpu', namespace: 'default' };
  const odd = [1.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, -0, 1e-300, 0.1 + 0.2, 2 ** 53];
  const failed = scrapes(START + 7, END, (index) => index % 400 === 50);
  const silent = scrapes(START + 11, END, (index) => index % 400 >= 60 && index % 400 < 64);
  const flapping = scrapes(START + 13, START + 8 * MINUTE, (index) => index % 3 > 0);
  return [
    { labels: { __name__: 'gpu_util', pod: 'a', ...plain }, timestamps: all, values: all.map((_, at) => at % 97) },
    {
      labels: { __name__: 'gpu_odd', pod: 'a', ...plain },
      timestamps: all,
      values: all.map((_, at) => odd[at % odd.length]!),
    },
    { labels: { __name__: 'requests_total', pod: 'a', ...plain }, timestamps: all, values: all.map((_, at) => at * 3) },
    // Every failed scrape left a marker where it would have been.
    withMarkers({ __name__: 'gpu_util', pod: 'b', ...plain }, failed, (gap) => gap + STEP),
    // The server was down: nothing was written, no marker either.
    { labels: { __name__: 'gpu_util', pod: 'c', ...plain }, timestamps: silent, values: silent.map((_, at) => at % 5) },
    spans({ __name__: 'gpu_util', pod: 'd', node: 'n"1\\', ...plain }, [
      { from: START + 3 * 60 * MINUTE, to: START + 4 * 60 * MINUTE, marker: 12_345 },
      { from: START + 6 * 60 * MINUTE + 1, to: END - 60 * MINUTE, marker: 30_002 },
    ]),
    spans({ __name__: 'gpu_util', pod: 'e', ...plain }, [{ from: START, to: END - 2 * MINUTE, marker: STEP }]),
    // Exposed every third scrape: a marker stands at the one after each sample.
    withMarkers({ __name__: 'gpu_util', pod: 'flapping', ...plain }, flapping, (gap) => gap + STEP),
    spans({ __name__: 'gpu_util', pod: 'once', ...plain }, [{ from: END - 90_000, to: END - 90_000, marker: 15_000 }]),
  ];
}

function withMarkers(
  labels: SeriesInput['labels'],
  times: readonly number[],
  markerAfter: (time: number) => number,
): SeriesInput {
  const timestamps: number[] = [];
  const stale: number[] = [];
  for (const [index, time] of times.entries()) {
    timestamps.push(time);
    const next = times[index + 1];
    if (next === undefined || next - time <= STEP) continue;
    stale.push(timestamps.length);
    timestamps.push(markerAfter(time));
  }
  return { labels, timestamps, values: timestamps.map((_, at) => at % 11), stale };
}

function spans(
  labels: SeriesInput['labels'],
  parts: readonly { readonly from: number; readonly to: number; readonly marker: number }[],
): SeriesInput {
  const timestamps: number[] = [];
  const stale: number[] = [];
  for (const { from, to, marker } of parts) {
    const times = scrapes(from, to);
    timestamps.push(...times);
    stale.push(timestamps.length);
    timestamps.push(times.at(-1)! + marker);
  }
  return { labels, timestamps, values: timestamps.map((_, at) => (at % 7) + 0.25), stale };
}
