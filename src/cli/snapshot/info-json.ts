import { isoText } from '../../source/iso-time';
import type { DescribedMetric, SnapshotDescription } from './describe-snapshot';

/** The description as JSON, by docs/schemas/snapshot-info.schema.json. Times are ISO 8601, lengths of time seconds. */
export function infoJson({ file, info, conventions, metrics }: SnapshotDescription): string {
  const { source, capturedAt, start, end, staleness, resolution, ...header } = info.header;
  const content = {
    version: 1,
    file,
    source: { kind: source.kind, prometheusVersion: source.prometheusVersion, endpointHost: source.endpointHost },
    capturedAt: isoText(capturedAt),
    start: isoText(start),
    end: isoText(end),
    ageSeconds: info.ageMs / 1000,
    series: info.series,
    samples: info.samples,
    synthetic: header.synthetic === true,
    staleness,
    inferredStaleMarkers: header.inferredStaleMarkers,
    resolutionSeconds: resolution === 'raw' ? null : resolution / 1000,
    scrapeIntervalSeconds: seconds(header.scrapeIntervalMs),
    evaluationIntervalSeconds: seconds(header.evaluationIntervalMs),
    lookbackSeconds: seconds(header.lookbackMs),
    externalLabels: header.externalLabels ?? {},
    selectors: header.selectors ?? [],
    redacted: header.redacted ?? [],
    warnings: info.warnings,
    labelConventions: conventions,
    metrics: metrics.map(metricJson),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function metricJson({
  name,
  type,
  typeGuessed,
  series,
  samples,
  gaps,
  longestGapMs,
  labelNames,
  pod,
}: DescribedMetric) {
  return {
    name,
    type: type ?? null,
    typeGuessed,
    series,
    samples,
    gaps,
    longestGapSeconds: longestGapMs / 1000,
    labels: labelNames,
    podLabel: pod?.label ?? null,
    emptyPodShare: pod?.emptyShare ?? null,
  };
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
