import { idsOf, judgeSample, type Sample } from './sample';
import { deployment, hpa, yamlOf } from './sample-manifests';

const POD = 'bert-6c5d8b9f47-2lkp9';
const TARGET = 'job="dcgm-exporter",container="exporter",namespace="monitoring"';

function pods(name: string, target: object): object {
  return hpa({ spec: { metrics: [{ type: 'Pods', pods: { metric: { name }, target } }] } });
}

function external(name: string, target: object): object {
  return hpa({ spec: { metrics: [{ type: 'External', external: { metric: { name }, target } }] } });
}

function average(averageValue: string): object {
  return { type: 'AverageValue', averageValue };
}

function configMap(config: string): string {
  const indented = config.trim().replace(/^/gm, '    ');
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: adapter-config, namespace: monitoring}\ndata:\n  config.yaml: |\n${indented}\n`;
}

const BY_POD = 'resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}';
const BY_EXPORTED =
  'resources: {overrides: {exported_namespace: {resource: namespace}, exported_pod: {resource: pod}}}';
const M = '<<.Series>>{<<.LabelMatchers>>}';

interface Mistake extends Omit<Sample, 'files'> {
  readonly title: string;
  /** The check that has to find it. */
  readonly expected: string;
  /** What else is found, each looked at and right. */
  readonly besides: readonly string[];
  readonly adapter?: string;
  readonly objects?: readonly object[];
}

const MISTAKES: readonly Mistake[] = [
  {
    title: '1: a rule indented inside another, so that the embedded configuration does not load',
    expected: 'adapter/config-invalid',
    besides: [],
    adapter: `rules:
- seriesQuery: DCGM_FI_DEV_GPU_UTIL{exported_pod!=""}
  ${BY_EXPORTED}
  metricsQuery: avg(${M}) by (<<.GroupBy>>)
  - seriesQuery: DCGM_FI_DEV_FB_USED{exported_pod!=""}
    ${BY_EXPORTED}
    metricsQuery: sum(${M}) by (<<.GroupBy>>)`,
  },
  {
    title: '2: namespaced: false inside overrides',
    expected: 'adapter/config-invalid',
    besides: [],
    adapter: `externalRules:
- seriesQuery: vllm:num_requests_waiting
  resources:
    overrides:
      namespaced: false
  metricsQuery: sum(${M})`,
  },
  {
    title: '3: a query without label matchers that sums all models',
    expected: 'adapter/leaks-other-workloads',
    besides: [],
    adapter: `externalRules:
- seriesQuery: vllm:num_requests_waiting
  resources: {namespaced: false}
  name: {as: vllm_num_requests_waiting}
  metricsQuery: sum(<<.Series>>)`,
    objects: [deployment(), external('vllm_num_requests_waiting', average('5'))],
    series: `
vllm:num_requests_waiting{namespace="default",pod="${POD}",model_name="bert"} 3 5 4 9
vllm:num_requests_waiting{namespace="default",pod="llama-7d4b9c6f58-x2mzq",model_name="llama"} 4 2 8 10`,
  },
  {
    title: '4: a raw counter as scaling metric',
    expected: 'promql/counter-as-gauge',
    // It is above any target for as long as the process runs.
    besides: ['metric/target-out-of-range'],
    adapter: `rules:
- seriesQuery: http_requests_total{pod!=""}
  ${BY_POD}
  metricsQuery: sum(${M}) by (<<.GroupBy>>)`,
    objects: [deployment(), pods('http_requests_total', average('100'))],
    series: `
# TYPE http_requests_total counter
http_requests_total{namespace="default",pod="${POD}"} 5000+7`,
  },
  {
    title: '5: the 95th percentile of a latency as External metric under AverageValue',
    expected: 'hpa/average-of-nonadditive',
    besides: [],
    adapter: `externalRules:
- seriesQuery: vllm:e2e_request_latency_seconds_bucket
  resources: {overrides: {namespace: {resource: namespace}}}
  name: {as: vllm_latency_p95}
  metricsQuery: histogram_quantile(0.95, sum(rate(${M}[5m])) by (le))`,
    objects: [deployment(), external('vllm_latency_p95', average('2'))],
  },
  {
    title: '6: the average utilization as External metric under AverageValue',
    expected: 'hpa/average-of-nonadditive',
    besides: [],
    adapter: `externalRules:
- seriesQuery: DCGM_FI_DEV_GPU_UTIL
  resources: {overrides: {exported_namespace: {resource: namespace}}}
  name: {as: gpu_util_avg}
  metricsQuery: avg(${M})`,
    objects: [deployment(), external('gpu_util_avg', average('60'))],
  },
  {
    title: '7: a Pods metric with type: Value and averageValue',
    expected: 'hpa/target-type-mismatch',
    besides: [],
    objects: [deployment(), pods('DCGM_FI_DEV_GPU_UTIL', { type: 'Value', averageValue: '40' })],
  },
  {
    title: '8: type: Utilization with averageValue',
    expected: 'hpa/target-type-mismatch',
    besides: [],
    objects: [deployment(), pods('DCGM_CUSTOM_PROCESS_SM_UTIL', { type: 'Utilization', averageValue: '20' })],
  },
  {
    title: '9: a mapping of nodes alone that a Pods metric uses',
    expected: 'hpa/node-metric-unreachable',
    // The listing has it for nodes, and the HPA asks for pods.
    besides: ['hpa/metric-not-exposed'],
    adapter: `rules:
- seriesQuery: DCGM_FI_DEV_GPU_UTIL{}
  resources: {overrides: {NodeName: {resource: node}}}
  metricsQuery: avg(${M}) by (<<.GroupBy>>)`,
    objects: [deployment(), pods('DCGM_FI_DEV_GPU_UTIL', average('20'))],
    series: 'DCGM_FI_DEV_GPU_UTIL{NodeName="gpu-1",UUID="a"} 10 30 20',
  },
  {
    title: '10: a sum over the GPUs of a pod against a target of 20 for one GPU',
    expected: 'metric/per-gpu-summed-per-pod',
    besides: [],
    adapter: `rules:
- seriesQuery: DCGM_FI_DEV_GPU_UTIL{exported_pod!=""}
  ${BY_EXPORTED}
  metricsQuery: sum(${M}) by (<<.GroupBy>>)`,
    objects: [deployment({ limits: { 'nvidia.com/gpu': '4' } }), pods('DCGM_FI_DEV_GPU_UTIL', average('20'))],
    series: [1, 2, 3, 4]
      .map(
        (gpu) =>
          `DCGM_FI_DEV_GPU_UTIL{UUID="g${gpu}",${TARGET},exported_namespace="default",exported_pod="${POD}"} 2 ${gpu} 9`,
      )
      .join('\n'),
  },
  {
    title: "11: pod mapped with honorLabels: false, so that the values are the exporter's pods",
    expected: 'metric/label-convention',
    besides: [],
    adapter: `rules:
- seriesQuery: DCGM_FI_DEV_GPU_UTIL{pod!=""}
  ${BY_POD}
  metricsQuery: avg(${M}) by (<<.GroupBy>>)`,
    objects: [deployment(), pods('DCGM_FI_DEV_GPU_UTIL', average('20'))],
    series: `
DCGM_FI_DEV_GPU_UTIL{UUID="a",instance="n1",${TARGET},pod="dcgm-exporter-x7k2p",exported_namespace="default",exported_pod="${POD}"} 10 30 20
DCGM_FI_DEV_GPU_UTIL{UUID="b",instance="n1",${TARGET},pod="dcgm-exporter-x7k2p"} 0`,
  },
  {
    title: '11: exported_pod mapped with honorLabels: true, so that the label is absent',
    expected: 'adapter/resource-label-missing',
    // Nothing is listed for pods, so the HPA reads nothing.
    besides: ['hpa/metric-not-exposed'],
    adapter: `rules:
- seriesQuery: DCGM_FI_DEV_GPU_UTIL
  ${BY_EXPORTED}
  metricsQuery: avg(${M}) by (<<.GroupBy>>)`,
    objects: [deployment(), pods('DCGM_FI_DEV_GPU_UTIL', average('20'))],
    series: `
DCGM_FI_DEV_GPU_UTIL{UUID="a",instance="n1",job="dcgm-exporter",container="server",namespace="default",pod="${POD}"} 10 30 20`,
  },
  {
    title: '12: a gauge that is bounded below its target',
    expected: 'metric/target-out-of-range',
    besides: [],
    adapter: `rules:
- seriesQuery: vllm:num_requests_running{pod!=""}
  ${BY_POD}
  name: {as: vllm_num_requests_running}
  metricsQuery: sum(${M}) by (<<.GroupBy>>)`,
    objects: [deployment(), pods('vllm_num_requests_running', average('100'))],
    series: `vllm:num_requests_running{namespace="default",pod="${POD}"} 12 40 64 64 64 50`,
  },
  {
    title: '13: $1_suffix in name.as',
    expected: 'adapter/name-capture',
    besides: ['hpa/metric-not-exposed'],
    adapter: `rules:
- seriesQuery: http_requests_total{pod!=""}
  ${BY_POD}
  name: {matches: "^(.*)_total", as: $1_per_second}
  metricsQuery: sum(rate(${M}[5m])) by (<<.GroupBy>>)`,
    objects: [deployment(), pods('http_requests_per_second', average('50'))],
    series: `http_requests_total{namespace="default",pod="${POD}"} ${Array.from({ length: 61 }, (_, at) => at * 200 + (at % 7) * 20).join(' ')}`,
  },
];

describe('published mistakes', () => {
  it.each(MISTAKES)('$title', ({ expected, besides, adapter, objects, series }) => {
    const report = judgeSample({
      files: {
        ...(adapter !== undefined && { 'adapter-config.yaml': configMap(adapter) }),
        ...(objects && { 'manifests.yaml': yamlOf(...objects) }),
      },
      ...(series !== undefined && { series }),
    });
    expect(idsOf(report)).toEqual([expected, ...besides].sort());
  });
});
