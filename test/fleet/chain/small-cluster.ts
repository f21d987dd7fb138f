import { readProjectFile } from '../../../src/config/project-file';
import type { Chain } from '../../../src/fleet/chain';
import { ClusterView } from '../../../src/fleet/cluster-view';
import { type Explanation, explain } from '../../../src/fleet/explanation';
import { readFleets } from '../../../src/fleet/read-fleets';
import { SeriesStore } from '../../../src/series/series-store';
import type { SnapshotHeader } from '../../../src/snapshot/snapshot-header';
import { SourceFile } from '../../../src/source/source-file';

/** 2026-11-21T00:00:00Z */
export const TIME = Date.UTC(2026, 10, 21);

export interface SmallCluster {
  /** The metrics of the HPA, as YAML in flow style. */
  readonly metrics?: string;
  /** The adapter's configuration. */
  readonly config?: string;
  /** `name{label="value"} 1`, with a sample each minute of the last hour; undefined for no snapshot. */
  readonly series?: readonly string[];
  readonly selectors?: readonly string[];
  /** Lines below `spec:` of cluster.yaml. */
  readonly facts?: string;
  /** More lines below `spec:` of the HPA. */
  readonly spec?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly time?: number;
  readonly project?: string;
}

export const SM_UTIL = 'DCGM_CUSTOM_PROCESS_SM_UTIL';
export const PODS_METRIC = `[{type: Pods, pods: {metric: {name: ${SM_UTIL}}, target: {type: AverageValue, averageValue: 20}}}]`;

export const SEED_RULE = `rules:
- seriesQuery: ${SM_UTIL}{}
  resources: {overrides: {NamespaceName: {resource: namespace}, NodeName: {resource: node}, PodName: {resource: pod}}}
  metricsQuery: avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;

export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: bert, namespace: default}
spec:
  selector: {matchLabels: {app: bert}}
  template:
    metadata: {labels: {app: bert}}
    spec:
      containers:
      - {name: main, image: bert, resources: {limits: {nvidia.com/gpu: 1}}}
`;

/** A pod's name as a Deployment gives it. */
export const pod = (suffix: string) => `bert-7b486f6bf-${suffix}`;
export const utilization = (suffix: string, value: number | string) =>
  `${SM_UTIL}{NamespaceName="default",PodName="${pod(suffix)}",NodeName="n1"} ${value}`;

export function hpaYaml(metrics: string, spec = ''): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: gpu-hpa, namespace: default}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: bert}
  minReplicas: 1
  maxReplicas: 10
  metrics: ${metrics}
${spec}`;
}

/** Explains the one autoscaler of a cluster made for a test. */
export function explainSmall(cluster: SmallCluster = {}): Explanation {
  const { metrics = PODS_METRIC, config = SEED_RULE, facts = '', spec = '', files = {} } = cluster;
  const texts = {
    'dist/cluster.yaml': `apiVersion: foresail.dev/v1
kind: Cluster
metadata: {name: prod}
spec:
  kubernetes: "1.28"
  labelConvention: ack
  pipeline: {kind: prometheusAdapter, output: configMap, namespace: monitoring}
  gpuPools: [{name: a10, gpu: A10, allocation: dedicated, count: 16}]
${facts}`,
    'dist/deployment.yaml': DEPLOYMENT,
    'dist/hpa.yaml': hpaYaml(metrics, spec),
    'dist/rules.yaml': config,
    ...files,
  };
  const project = readProjectFile(new SourceFile('foresail.yaml', cluster.project ?? ''));
  const inputs = Object.entries(texts).map(([name, text]) => ({ name, text }));
  const { fleets, errors } = readFleets(inputs, project);
  expect(errors).toEqual([]);
  const [fleet] = fleets;
  const snapshot = cluster.series && snapshotOf(cluster.series, cluster.selectors ?? ['{__name__=~".+"}']);
  const view = snapshot && new ClusterView(fleet!, project, snapshot, cluster.time ?? TIME);
  return explain(fleet!.autoscalers, fleet!, project, view);
}

export function chainOf(cluster: SmallCluster = {}): Chain {
  const [autoscaler] = explainSmall(cluster).autoscalers;
  expect(autoscaler!.chains).toHaveLength(1);
  return autoscaler!.chains[0]!;
}

const MINUTE = 60_000;

function snapshotOf(lines: readonly string[], selectors: readonly string[]) {
  const timestamps = Float64Array.from({ length: 61 }, (_, index) => TIME - (60 - index) * MINUTE);
  const store = SeriesStore.from(
    lines.map((line) => {
      const [, name = '', inner = '', value = ''] = /^(\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const labels: Record<string, string> = { __name__: name };
      for (const [, key = '', text = ''] of inner.matchAll(/(\w+)="([^"]*)"/g)) labels[key] = text;
      return { labels, timestamps, values: timestamps.map(() => Number(value)) };
    }),
    { start: TIME - 60 * MINUTE, end: TIME },
  );
  const header: SnapshotHeader = {
    source: { kind: 'synthetic' },
    capturedAt: TIME,
    start: TIME - 60 * MINUTE,
    end: TIME,
    staleness: 'exact',
    resolution: 'raw',
    selectors,
  };
  const footer = { series: store.size, samples: store.size * 61, warnings: [], sha256: '' };
  return { file: 'small.promsnap.gz', snapshot: { header, metadata: [], store, footer } };
}
