import type { LabelConvention, LabelConventionName } from '../kubernetes/cluster-facts';
import type { MetricExporter } from './metric-definition';

/** The labels that name a series' namespace, pod and node, and its container and Service where it has such. */
export interface ResourceLabels {
  readonly namespace: string;
  readonly pod: string;
  readonly node: string;
  readonly container?: string;
  readonly service?: string;
}

/** What a label convention says about the series of the GPU exporter. */
export interface ConventionLabels extends ResourceLabels {
  /** Other spellings of the node label that some versions of the exporter write. */
  readonly otherNodeLabels: readonly string[];
  readonly source: string;
}

const DCGM = 'NVIDIA/dcgm-exporter; the host label became "hostname" on its main branch on 2026-05-12';

/** The conventions that have a name. */
export const LABEL_CONVENTIONS: { readonly [name in LabelConventionName]: ConventionLabels } = {
  ack: {
    namespace: 'NamespaceName',
    pod: 'PodName',
    node: 'NodeName',
    container: 'ContainerName',
    otherNodeLabels: [],
    source: 'Alibaba Cloud, "Implement auto scaling based on GPU metrics"',
  },
  /** The chart's ServiceMonitor keeps `honorLabels: false`, so Prometheus renames the exporter's own labels. */
  dcgmExporter: {
    namespace: 'exported_namespace',
    pod: 'exported_pod',
    node: 'Hostname',
    container: 'exported_container',
    otherNodeLabels: ['hostname'],
    source: DCGM,
  },
  dcgmHonorLabels: {
    namespace: 'namespace',
    pod: 'pod',
    node: 'Hostname',
    container: 'container',
    otherNodeLabels: ['hostname'],
    source: DCGM,
  },
  /** Managed collection writes `namespace` and `pod` of the scraped exporter, so the workload's become `exported_*`. */
  gke: {
    namespace: 'exported_namespace',
    pod: 'exported_pod',
    node: 'node',
    container: 'exported_container',
    otherNodeLabels: ['Hostname', 'hostname'],
    source: 'Google Cloud Managed Service for Prometheus, as ai-on-gke and its users query it; confirm on a snapshot',
  },
};

/** What a service's own series carry: the target labels that Prometheus writes from the pod it scrapes. */
export const SERVICE_LABELS: ResourceLabels = {
  namespace: 'namespace',
  pod: 'pod',
  node: 'node',
  container: 'container',
  service: 'service',
};

/** The labels that name namespace, pod and node on the series of an exporter in a cluster. */
export function labelsOf(convention: LabelConvention, exporter: MetricExporter): ResourceLabels {
  if (exporter === 'service') return SERVICE_LABELS;
  return typeof convention === 'string' ? LABEL_CONVENTIONS[convention] : convention;
}

/** The name of a convention for messages; `custom` where its labels were given one by one. */
export function conventionName(convention: LabelConvention): LabelConventionName | 'custom' {
  return typeof convention === 'string' ? convention : 'custom';
}
