import { stringify } from 'yaml';
import { faultsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, yamlOf } from '../sample-manifests';

const ID = 'gitops/sync-wave-order';
const WAVE = 'argocd.argoproj.io/sync-wave';
const HOOK = 'argocd.argoproj.io/hook';
const WEIGHT = 'helm.sh/hook-weight';
const AT = '/metadata/annotations/argocd.argoproj.io~1sync-wave';

const noted = (annotations: Record<string, unknown>) => ({ annotations });
const wave = (value: unknown) => noted({ [WAVE]: value });
const rules = (annotations?: Record<string, unknown>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'adapter-config', namespace: 'monitoring', annotations },
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

it('gitops/sync-wave-order finds an autoscaler before its workload, or before its rules', () => {
  const report = judgeObjects([deployment(wave('1')), hpa()]);
  expect(faultsOf(report, ID)).toEqual([
    `error /metadata HorizontalPodAutoscaler default/bert is in sync wave 0, and Deployment default/bert, which it needs, in wave 1: ${waits}`,
  ]);
  expect(helpOf(report, ID)).toEqual([
    "Put the adapter's rules first, then the workload, then the autoscaler: a wave of 2 here.",
  ]);
  expect(faultsOf(judgeObjects([deployment(), rules({ [WAVE]: '2' }), hpa(wave('1'))]), ID)).toEqual([
    `error ${AT} HorizontalPodAutoscaler default/bert is in sync wave 1, and ConfigMap monitoring/adapter-config, which it needs, in wave 2: Argo CD waits until a wave is healthy, and with argoproj/argo-cd#26274 an autoscaler without its metric is not`,
  ]);
});

it('gitops/sync-wave-order names the phases where hooks put the two into different ones', () => {
  const report = judgeObjects([deployment(noted({ [WAVE]: '-3', [HOOK]: 'PostSync' })), hpa(wave('1'))]);
  expect(faultsOf(report, ID)).toEqual([
    `error ${AT} HorizontalPodAutoscaler default/bert is in phase Sync, wave 1, and Deployment default/bert, which it needs, in phase PostSync, wave -3: ${waits}`,
  ]);
  expect(helpOf(report, ID)).toEqual([
    "Put the adapter's rules first, then the workload, then the autoscaler: take the hook away there, or write the same one here with a wave of -2.",
  ]);
});

it('gitops/sync-wave-order only warns of an AHPA, which Argo CD takes for healthy as it is', () => {
  expect(faultsOf(judgeObjects([deployment(wave('5')), ahpa(wave('1'))]), ID)).toEqual([
    `warning ${AT} AdvancedHorizontalPodAutoscaler default/bert is in sync wave 1, and Deployment default/bert, which it needs, in wave 5: Argo CD knows no health of an AdvancedHorizontalPodAutoscaler and goes on, and until then it has nothing to scale`,
  ]);
});

describe('gitops/sync-wave-order compares phase, then wave:', () => {
  const both = (needed: Record<string, unknown>, own?: Record<string, unknown>) => [
    deployment(noted(needed)),
    hpa(own && noted(own)),
  ];

  it.each<[string, readonly object[], boolean]>([
    ['rules, workload, autoscaler', [rules({ [WAVE]: '-2' }), deployment(), hpa(wave('1'))], true],
    ['one wave for all', [rules({ [WAVE]: '1' }), deployment(wave('1')), hpa(wave('1'))], true],
    ['a workload that stands elsewhere', [hpa(wave('1'))], true],
    ['objects without waves', [deployment(), hpa()], true],
    ['a workload in PreSync, of a later wave', both({ [WAVE]: '5', [HOOK]: 'PreSync' }, { [WAVE]: '0' }), true],
    ['an autoscaler in PostSync, of an earlier wave', both({ [WAVE]: '5' }, { [WAVE]: '0', [HOOK]: 'PostSync' }), true],
    ['rules in PreSync, of a later wave', [deployment(), rules({ [WAVE]: '3', [HOOK]: 'PreSync' }), hpa()], true],
    ['a workload in PostSync', both({ [HOOK]: 'PostSync' }, { [WAVE]: '1' }), false],
    ['a workload in PostSync, nothing at the autoscaler', both({ [HOOK]: 'PostSync' }), false],
    ['an autoscaler in PreSync', both({ [WAVE]: '-5' }, { [HOOK]: 'PreSync' }), false],
    ['a workload in two phases, of which the first counts', both({ [HOOK]: 'PostSync, PreSync' }, {}), true],
    ['a workload that Argo CD skips', both({ [HOOK]: 'Skip', [WAVE]: '5' }, { [WAVE]: '1' }), true],
    ['a workload of Helm in PreSync', both({ 'helm.sh/hook': 'pre-install', [WAVE]: '5' }, { [WAVE]: '1' }), true],
    ['a workload of Helm in PostSync', both({ 'helm.sh/hook': 'post-upgrade' }, { [WAVE]: '1' }), false],
    ['a hook of Argo CD beside one of Helm', both({ 'helm.sh/hook': 'post-install', [HOOK]: 'Sync' }, {}), true],
    ['a test of Helm, which no sync applies', both({ 'helm.sh/hook': 'test', [WAVE]: '5' }, {}), true],
    ['the weight of Helm where no wave is', both({ [WEIGHT]: '5' }, { [WAVE]: '1' }), false],
    ['the weight of Helm beside a wave', both({ [WEIGHT]: '5', [WAVE]: '0' }, { [WAVE]: '1' }), true],
    ['the weight of Helm beside a wave that is none', both({ [WEIGHT]: '5', [WAVE]: 'x' }, { [WAVE]: '1' }), false],
    ['a wave with a sign', both({ [WAVE]: '+1' }, { [WAVE]: '2' }), true],
    ['a wave beyond 32 bits', both({ [WAVE]: '99999999999' }, { [WAVE]: '0' }), false],
    ['a wave beyond 64 bits, which is 0', both({ [WAVE]: '9223372036854775808' }, { [WAVE]: '0' }), true],
    ['the last wave that there is', both({ [WAVE]: '9223372036854775807' }, { [WAVE]: '0' }), false],
    ['a wave that is no number, which is 0', both({ [WAVE]: 'abc' }, { [WAVE]: '-1' }), false],
    ['rules in a wave where nothing else has one', [deployment(), rules({ [WAVE]: '3' }), hpa()], false],
  ])('%s', (_, objects, isRight) => {
    const errors = faultsOf(judgeObjects(objects), ID).filter((fault) => fault.startsWith('error'));
    expect(errors).toHaveLength(isRight ? 0 : 1);
    expect(errors.join()).not.toMatch(/undefined|NaN/);
  });
});

describe('gitops/sync-wave-order finds a wave that Argo CD does not read', () => {
  it('at the autoscaler', () => {
    expect(faultsOf(judgeObjects([deployment(), hpa(wave('last'))]), ID)).toEqual([
      `warning ${AT} argocd.argoproj.io/sync-wave is "last", which is no whole number in quotes: Argo CD takes 0`,
    ]);
  });

  it('once at rules that several autoscalers need', () => {
    const report = judgeObjects([deployment(), rules({ [WAVE]: 'first' }), hpa(), hpa({ name: 'other' })]);
    expect(faultsOf(report, ID)).toEqual([expect.stringContaining('is "first"')]);
  });

  it.each<[unknown, string]>([
    ['1.5', 'Argo CD takes 0'],
    ['0x5', 'Argo CD takes 0'],
    ['', 'Argo CD takes 0'],
    [' 1', 'Argo CD takes 0'],
    ['9223372036854775808', 'Argo CD takes 0'],
    [5, 'the API server refuses an annotation that is no text'],
  ])('%j at the workload', (value, then) => {
    const report = judgeObjects([deployment(wave(value)), hpa()]);
    expect(faultsOf(report, ID)).toEqual([
      `warning ${AT} argocd.argoproj.io/sync-wave is ${JSON.stringify(value)}, which is no whole number in quotes: ${then}`,
    ]);
  });

  it('and says what counts in its place', () => {
    const report = judgeObjects([deployment(), hpa(noted({ [WAVE]: 'x', [WEIGHT]: '4' }))]);
    expect(faultsOf(report, ID)).toEqual([expect.stringContaining('Argo CD takes 4, the weight of the Helm hook')]);
  });
});

describe('gitops/sync-wave-order cannot tell', () => {
  const application = (name: string, path: string) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: { source: { repoURL: 'https://git.example.com/x.git', path } },
  });
  const files = (apps: readonly object[]) => ({
    'svc/a.yaml': yamlOf(deployment(), hpa(wave('2'))),
    'mon/rules.yaml': yamlOf(rules({ [WAVE]: '3' })),
    'apps.yaml': yamlOf(...apps),
  });

  it('across two Applications', () => {
    const report = judgeSample({ files: files([application('svc', 'svc'), application('mon', 'mon')]) });
    expect(faultsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: Application argocd/svc syncs HorizontalPodAutoscaler default/bert, and Application argocd/mon ConfigMap monitoring/adapter-config: waves do not order what is in two Applications',
    ]);
  });

  it('where several Applications may sync the file', () => {
    const report = judgeSample({ files: files([application('svc', 'a'), application('mon', 'b')]) });
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: Application argocd/svc or Application argocd/mon syncs svc/a.yaml, and waves order only what is in one Application',
    ]);
  });

  it('of two namespaces in one file, such as the dump of a cluster', () => {
    const apps = [application('svc', 'a'), application('mon', 'b')];
    const report = judgeObjects([deployment(), hpa(wave('2')), rules({ [WAVE]: '3' }), ...apps]);
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: Application argocd/svc or Application argocd/mon syncs sample.yaml, and waves order only what is in one Application',
    ]);
  });

  it('nothing of the sort of one namespace in one folder, whichever Application syncs it', () => {
    const objects = [deployment(wave('3')), hpa(wave('2')), application('svc', 'a'), application('mon', 'b')];
    expect(faultsOf(judgeObjects(objects), ID)).toHaveLength(1);
  });

  it('across the folders of an ApplicationSet, and can within one', () => {
    const set = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'all', namespace: 'argocd' },
      spec: {
        generators: [{ git: { directories: [{ path: 'dist/*' }] } }],
        template: { spec: { source: { path: '{{.path.path}}' } } },
      },
    };
    const report = judgeSample({
      files: {
        'dist/svc/a.yaml': yamlOf(deployment(wave('3')), hpa(wave('2'))),
        'argocd/all.yaml': yamlOf(set),
      },
    });
    expect(faultsOf(report, ID)).toHaveLength(1);
    const apart = judgeSample({
      files: {
        'dist/svc/a.yaml': yamlOf(deployment(), hpa(wave('2'))),
        'dist/mon/rules.yaml': yamlOf(rules({ [WAVE]: '3' })),
        'argocd/all.yaml': yamlOf(set),
      },
    });
    expect(reasonsOf(apart, ID)).toEqual([
      'notCheckable: ApplicationSet argocd/all syncs HorizontalPodAutoscaler default/bert and ConfigMap monitoring/adapter-config by an Application for each folder: waves do not order what is in two Applications',
    ]);
  });

  it('nothing of the sort in one Application for all', () => {
    const report = judgeSample({ files: files([application('all', '.')]) });
    expect(faultsOf(report, ID)).toHaveLength(1);
  });
});
