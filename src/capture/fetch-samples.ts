import { canonicalLabels, type Labels, labelValue, METRIC_NAME } from '../series/labels';
import type { Asker } from './asker';
import type { FetchTarget } from './discover-series';
import type { PrometheusClient } from './prometheus-client';
import { readPieces, type SeriesPiece } from './read-series';
import {
  halve,
  lengthOf,
  rangeSelector,
  SHORTEST_SLICE_MS,
  sliceLength,
  sliceTime,
  type TimeSlice,
} from './time-slice';

/** The samples of one metric in one slice of time: what is fetched, and kept for --resume, at once. */
export interface FetchUnit {
  readonly target: FetchTarget;
  readonly slice: TimeSlice;
}

/** What to fetch, metric after metric, oldest first. */
export function planUnits(targets: readonly FetchTarget[], time: TimeSlice, intervalMs: number): readonly FetchUnit[] {
  return targets.flatMap((target) =>
    sliceTime(time, sliceLength(target.series, intervalMs)).map((slice) => ({ target, slice })),
  );
}

/** Fetches raw samples: instant queries of range selectors answer them as they are, with no limit of points. */
export class SampleFetcher {
  /** Lengths that a server refused for a metric: the next slice is cut at once. */
  private readonly refused = new Map<string, number>();
  private readonly histograms = new Set<string>();

  public constructor(
    private readonly client: PrometheusClient,
    private readonly asker: Asker,
  ) {}

  /** Metrics with native histograms, which were left out. */
  public get histogramMetrics(): readonly string[] {
    return [...this.histograms].sort();
  }

  public async fetch({ target, slice }: FetchUnit): Promise<readonly SeriesPiece[]> {
    const halves = halve(slice, SHORTEST_SLICE_MS);
    if (halves && lengthOf(slice) >= (this.refused.get(target.selector) ?? Number.POSITIVE_INFINITY)) {
      return this.fetchBoth(target, halves);
    }
    const task = `the samples of ${target.selector}`;
    const question = () => this.client.query(rangeSelector(target.selector, slice), slice.to);
    const answer = halves ? await this.asker.askOrLess(task, question) : await this.asker.ask(task, question);
    if (answer) return this.read(answer.data, slice);
    this.refused.set(target.selector, lengthOf(slice));
    return this.fetchBoth(target, halves!);
  }

  private async fetchBoth(target: FetchTarget, halves: readonly TimeSlice[]): Promise<readonly SeriesPiece[]> {
    const pieces: SeriesPiece[] = [];
    for (const slice of halves) pieces.push(...(await this.fetch({ target, slice })));
    return pieces;
  }

  private read(data: unknown, slice: TimeSlice): readonly SeriesPiece[] {
    const { pieces, histograms } = readPieces(data, slice);
    for (const labels of histograms) this.histograms.add(nameOf(labels));
    return pieces;
  }
}

function nameOf(labels: Labels): string {
  return labelValue(labels, METRIC_NAME) || canonicalLabels(labels);
}
