import type { LabelConventionName } from '../../kubernetes/cluster-facts';
import { LABEL_CONVENTIONS, SERVICE_LABELS } from '../../metrics/label-convention';
import { recogniseConventions } from '../../metrics/recognise-convention';
import type { MetricType } from '../../snapshot/metric-metadata';
import type { Snapshot } from '../../snapshot/snapshot';
import { type MetricInfo, type SnapshotInfo, snapshotInfo } from '../../snapshot/snapshot-info';

/** What `snapshot info` tells. */
export interface SnapshotDescription {
  readonly file: string;
  readonly info: SnapshotInfo;
  /** The label conventions that the series of GPU exporters fit, the most telling first. */
  readonly conventions: readonly LabelConventionName[];
  readonly metrics: readonly DescribedMetric[];
}

/** One metric of it. */
export interface DescribedMetric extends MetricInfo {
  readonly type: MetricType | undefined;
  readonly typeGuessed: boolean;
  /** The label that names the pod, and the share of samples (0 to 1) without it; undefined where no series has such a label. */
  readonly pod: { readonly label: string; readonly emptyShare: number } | undefined;
}

/** The more telling label first: where there is `exported_pod`, `pod` is the exporter. */
const POD_LABELS = [...new Set([LABEL_CONVENTIONS.ack.pod, LABEL_CONVENTIONS.dcgmExporter.pod, SERVICE_LABELS.pod])];

/** Describes a snapshot. Decodes every series. */
export function describeSnapshot(file: string, snapshot: Snapshot, now: number): SnapshotDescription {
  const info = snapshotInfo(snapshot, { now, labels: POD_LABELS });
  const types = new Map(snapshot.metadata.map((each) => [each.name, each]));
  const gpuMetrics = info.metrics.filter(({ name }) => name.startsWith('DCGM_'));
  const gpuLabels = new Set(gpuMetrics.flatMap(({ labelNames }) => labelNames));
  return {
    file,
    info,
    conventions: recogniseConventions(gpuLabels),
    metrics: info.metrics.map((metric) => ({
      ...metric,
      type: types.get(metric.name)?.type,
      typeGuessed: types.get(metric.name)?.guessed === true,
      pod: podOf(metric),
    })),
  };
}

function podOf({ labelNames, withoutLabel }: MetricInfo): DescribedMetric['pod'] {
  const label = POD_LABELS.find((candidate) => labelNames.includes(candidate));
  return label === undefined ? undefined : { label, emptyShare: withoutLabel.get(label)! };
}
