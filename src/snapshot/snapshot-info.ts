import { compareText, labelValue, METRIC_NAME } from '../series/labels';
import type { Series } from '../series/series';
import { medianInterval } from './median-interval';
import type { Snapshot } from './snapshot';
import type { SnapshotHeader } from './snapshot-header';

/** What is known of a snapshot without evaluating anything. Times are ms. */
export interface SnapshotInfo {
  readonly header: SnapshotHeader;
  readonly series: number;
  readonly samples: number;
  readonly warnings: readonly string[];
  /** From the end of the recorded time to now. */
  readonly ageMs: number;
  readonly metrics: readonly MetricInfo[];
}

/** One metric of a snapshot. */
export interface MetricInfo {
  readonly name: string;
  readonly series: number;
  /** Without stale markers. */
  readonly samples: number;
  /** Times in which a series paused for more than 2.5 of its intervals without a stale marker before. */
  readonly gaps: number;
  /** The longest such time. */
  readonly longestGapMs: number;
  /** Every label name on any of the series. */
  readonly labelNames: readonly string[];
  /** For each label that was asked about, the share of samples (0 to 1) whose series lacks it. */
  readonly withoutLabel: ReadonlyMap<string, number>;
}

/** What to look for. */
export interface SnapshotInfoOptions {
  readonly now: number;
  /** Labels whose absence is counted, such as those that name the pod in each label convention. @default none */
  readonly labels?: readonly string[];
}

/** Describes a snapshot. Decodes every series. */
export function snapshotInfo({ header, store, footer }: Snapshot, options: SnapshotInfoOptions): SnapshotInfo {
  const byMetric = new Map<string, Series[]>();
  for (const series of store.select([])) {
    const name = labelValue(series.labels, METRIC_NAME);
    const list = byMetric.get(name);
    if (list) list.push(series);
    else byMetric.set(name, [series]);
  }
  const metrics = Array.from(byMetric, ([name, series]) => metricInfo(name, series, options.labels ?? []));
  return {
    header,
    series: store.size,
    samples: footer.samples,
    warnings: footer.warnings,
    ageMs: options.now - header.end,
    metrics: metrics.sort((a, b) => compareText(a.name, b.name)),
  };
}

function metricInfo(name: string, series: readonly Series[], labels: readonly string[]): MetricInfo {
  let samples = 0;
  let gaps = 0;
  let longestGapMs = 0;
  const without = new Map(labels.map((label) => [label, 0]));
  for (const each of series) {
    const count = each.length - (each.stale?.length ?? 0);
    samples += count;
    for (const label of labels)
      if (labelValue(each.labels, label) === '') without.set(label, without.get(label)! + count);
    for (const gap of gapsOf(each)) {
      gaps++;
      longestGapMs = Math.max(longestGapMs, gap);
    }
  }
  return {
    name,
    series: series.length,
    samples,
    gaps,
    longestGapMs,
    labelNames: [...new Set(series.flatMap((each) => Object.keys(each.labels)))].sort(compareText),
    withoutLabel: new Map(Array.from(without, ([label, count]) => [label, samples === 0 ? 0 : count / samples])),
  };
}

function gapsOf({ timestamps, stale }: Series): readonly number[] {
  const interval = medianInterval(timestamps);
  if (interval === undefined) return [];
  const ends = new Set(stale);
  const gaps: number[] = [];
  for (let index = 1; index < timestamps.length; index++) {
    const gap = timestamps[index]! - timestamps[index - 1]!;
    if (gap > 2.5 * interval && !ends.has(index - 1)) gaps.push(gap);
  }
  return gaps;
}
