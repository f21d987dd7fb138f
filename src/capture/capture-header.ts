import { labelValue } from '../series/labels';
import { medianInterval } from '../snapshot/median-interval';
import type { SnapshotHeader } from '../snapshot/snapshot-header';
import type { CaptureOptions } from './capture-options';
import type { GatheredSeries } from './gathered-series';
import type { ServerFacts } from './server-facts';

/** What a capture found. */
export interface Captured {
  readonly series: readonly GatheredSeries[];
  /** Stale markers that were guessed; undefined where none was. */
  readonly placed: number | undefined;
  readonly synthetic: boolean;
}

/** The header of a capture: what was asked for, and what the server says about itself. Never holds credentials. */
export function captureHeader(
  { connection, selectors, time, now, staleness, tool }: CaptureOptions,
  facts: ServerFacts,
  { series, placed, synthetic }: Captured,
): SnapshotHeader {
  const { prometheusVersion, evaluationIntervalMs, lookbackMs, externalLabels, features } = facts;
  const scrapeIntervalMs = facts.scrapeIntervalMs ?? usualInterval(series);
  const scrapeIntervals = intervalsOfJobs(series, facts.jobIntervals ?? new Map(), scrapeIntervalMs);
  return {
    source: {
      kind: 'http',
      ...(prometheusVersion !== undefined && { prometheusVersion }),
      endpointHost: connection.host,
    },
    capturedAt: now,
    start: time.from,
    end: time.to,
    ...(scrapeIntervalMs !== undefined && { scrapeIntervalMs }),
    ...(Object.keys(scrapeIntervals).length > 0 && { scrapeIntervals }),
    ...(evaluationIntervalMs !== undefined && { evaluationIntervalMs }),
    ...(lookbackMs !== undefined && { lookbackMs }),
    ...(externalLabels && { externalLabels }),
    selectors,
    staleness,
    ...(placed !== undefined && { inferredStaleMarkers: placed }),
    resolution: 'raw',
    ...(features && { features }),
    ...(synthetic && { synthetic }),
    tool,
  };
}

/** The interval that half of the series do not exceed. */
function usualInterval(series: readonly GatheredSeries[]): number | undefined {
  const intervals = series.flatMap(({ timestamps }) => medianInterval(timestamps) ?? []).sort((a, b) => a - b);
  return intervals[intervals.length >> 1];
}

/** The intervals of the jobs that were captured, where they differ from the usual one. */
function intervalsOfJobs(
  series: readonly GatheredSeries[],
  known: ReadonlyMap<string, number>,
  usual: number | undefined,
): Readonly<Record<string, number>> {
  const jobs = new Set(series.map(({ labels }) => labelValue(labels, 'job')));
  return Object.fromEntries([...known].filter(([job, interval]) => jobs.has(job) && interval !== usual));
}
