import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/per-gpu-summed-per-pod';
const NAME = 'DCGM_FI_DEV_GPU_UTIL';
const OVERRIDES = { exported_namespace: 'namespace', exported_pod: 'pod' };
const SUM = rule({ seriesQuery: `${NAME}{exported_pod!=""}`, overrides: OVERRIDES });
const POD = 'job="dcgm-exporter",exported_namespace="default",exported_pod="bert-6c5d8b9f47-2lkp9"';
const SERIES = [1, 2, 3, 4].map((gpu) => `${NAME}{UUID="g${gpu}",${POD}} 5 12 4`).join('\n');

function autoscaler(averageValue: string): object {
  const target = { type: 'AverageValue', averageValue };
  return hpa({ spec: { metrics: [{ type: 'Pods', pods: { metric: { name: NAME }, target } }] } });
}

it('metric/per-gpu-summed-per-pod finds a target for one GPU', () => {
  const report = judgeRules({ rules: [SUM], objects: [deployment(), autoscaler('20')], series: SERIES });
  expect(faultsOf(report, ID)).toEqual([
    'error /rules/0/metricsQuery this sums DCGM_FI_DEV_GPU_UTIL over the 4 GPUs of a pod, up to 400: the target 20 of HorizontalPodAutoscaler default/bert is reached at 5 on each',
  ]);
});

it('metric/per-gpu-summed-per-pod is an info where nobody asks, or the target is for all GPUs', () => {
  const message =
    'info /rules/0/metricsQuery this sums DCGM_FI_DEV_GPU_UTIL over the 4 GPUs of a pod, up to 400; a target for one GPU is then reached too early';
  expect(faultsOf(judgeRules({ rules: [SUM], series: SERIES }), ID)).toEqual([message]);
  const report = judgeRules({ rules: [SUM], objects: [deployment(), autoscaler('240')], series: SERIES });
  expect(faultsOf(report, ID)).toEqual([message]);
});

it.each([
  ['an average', 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)', SERIES],
  [
    'a sum by the number of GPUs',
    'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>) / count(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    SERIES,
  ],
  ['one GPU a pod', 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)', SERIES.split('\n')[0]!],
])('metric/per-gpu-summed-per-pod passes %s', (_, metricsQuery, series) => {
  const rules = [rule({ seriesQuery: NAME, overrides: OVERRIDES, metricsQuery })];
  const report = judgeRules({ rules, objects: [deployment(), autoscaler('20')], series });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('metric/per-gpu-summed-per-pod passes memory, which adds up', () => {
  const rules = [rule({ seriesQuery: 'DCGM_FI_DEV_FB_USED', overrides: OVERRIDES })];
  const report = judgeRules({ rules, series: SERIES.replaceAll(NAME, 'DCGM_FI_DEV_FB_USED') });
  expect(findingsOf(report, ID)).toEqual([]);
});

it('metric/per-gpu-summed-per-pod cannot tell where the pods are the exporter, or without series', () => {
  const rules = [rule({ seriesQuery: NAME })];
  const series = SERIES.replaceAll('} ', ',container="exporter",namespace="monitoring",pod="dcgm-exporter-x7k2p"} ');
  expect(reasonsOf(judgeRules({ rules, series }), ID)).toEqual([
    'notCheckable: the pods that the series name are those of the exporter: see metric/label-convention',
  ]);
  expect(reasonsOf(judgeRules({ rules }), ID)).toEqual(['skipped: no snapshot was given']);
});
