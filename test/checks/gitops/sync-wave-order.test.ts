import { stringify } from 'yaml';
import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';

const ID = 'gitops/sync-wave-order';
const wave = (value: unknown) => ({ annotations: { 'argocd.argoproj.io/sync-wave': value } });
const rules = (value: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'adapter-config', namespace: 'monitoring', ...wave(value) },
  data: {
    'config.yaml': stringify({
      rules: [
        {
          seriesQuery: 'DCGM_CUSTOM_PROCESS_SM_UTIL{NamespaceName!=""}',
          resources: { overrides: { NamespaceName: { resource: 'namespace' }, PodName: { resource: 'pod' } } },
          metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
        },
      ],
    }),
  },
});
const waits = 'Argo CD waits until a wave is healthy, and without it the autoscaler is not';
const AT = '/metadata/annotations/argocd.argoproj.io~1sync-wave';

it('gitops/sync-wave-order finds an autoscaler before its workload, or before its rules', () => {
  expect(faultsOf(judgeObjects([deployment(wave('1')), hpa()]), ID)).toEqual([
    `error /metadata HorizontalPodAutoscaler default/bert is in sync wave 0, and Deployment default/bert, which it needs, in wave 1: ${waits}`,
  ]);
  expect(faultsOf(judgeObjects([deployment(), rules('2'), hpa(wave('1'))]), ID)).toEqual([
    `error ${AT} HorizontalPodAutoscaler default/bert is in sync wave 1, and ConfigMap monitoring/adapter-config, which it needs, in wave 2: ${waits}`,
  ]);
});

it('gitops/sync-wave-order finds a wave that is no number in quotes', () => {
  expect(faultsOf(judgeObjects([deployment(), hpa(wave('last'))]), ID)).toEqual([
    `warning ${AT} argocd.argoproj.io/sync-wave is "last", which is no whole number in quotes: Argo CD takes 0`,
  ]);
});

it.each<[string, readonly object[]]>([
  ['rules, workload, autoscaler', [rules('-2'), deployment(), hpa(wave('1'))]],
  ['one wave for all', [rules('1'), deployment(wave('1')), hpa(wave('1'))]],
  ['a workload that stands elsewhere', [hpa(wave('1'))]],
  ['objects without waves', [deployment(), hpa()]],
])('gitops/sync-wave-order passes %s', (_, objects) => {
  const report = judgeObjects(objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});
