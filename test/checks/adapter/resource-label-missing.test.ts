import { faultsOf, findingsOf, helpOf, judgeSample, reasonsOf, type Sample } from '../sample';
import { ackSeries, config, externalConfig, rule } from './rules';

const ID = 'adapter/resource-label-missing';

const SERIES = ackSeries('DCGM_CUSTOM_PROCESS_SM_UTIL');

const judge = (text: string, sample: Omit<Sample, 'files'> = { series: SERIES }) =>
  judgeSample({ files: { 'rules.yaml': text }, ...sample });

const mapping = (labels: Readonly<Record<string, string>>, more: object = {}) => ({
  resources: {
    overrides: Object.fromEntries(Object.entries(labels).map(([label, resource]) => [label, { resource }])),
    ...more,
  },
});

it('adapter/resource-label-missing finds a label that the series do not carry, at the label', () => {
  const report = judge(config(rule(mapping({ NamespaceName: 'namespace', Pod_Name: 'pod' }))));
  expect(findingsOf(report, ID)).toEqual([
    'error 7:9 no series of this rule carries the label "Pod_Name" (1 in sample.promsnap), so the metric is not listed for pods',
  ]);
  expect(helpOf(report, ID)).toEqual(['Did you mean PodName? The series carry: NamespaceName, NodeName, PodName.']);
});

describe('adapter/resource-label-missing finds', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'each label that is missing',
      config(rule(mapping({ namespace: 'namespace', pod: 'pod' }))),
      [
        'error /rules/0/resources/overrides/namespace no series of this rule carries the label "namespace" (1 in sample.promsnap), so the metric is not listed for namespaces',
        'error /rules/0/resources/overrides/pod no series of this rule carries the label "pod" (1 in sample.promsnap), so the metric is not listed for pods',
      ],
    ],
    [
      'a label of a group',
      config(
        rule({
          resources: { overrides: { PodName: { resource: 'pod' }, app: { group: 'apps', resource: 'deployment' } } },
        }),
      ),
      [
        'error /rules/0/resources/overrides/app no series of this rule carries the label "app" (1 in sample.promsnap), so the metric is not listed for deployments',
      ],
    ],
    [
      'a template that fits no label',
      config(rule({ resources: { template: 'kube_<<.Resource>>' } })),
      [
        'error /rules/0/resources no series of this rule carries a label that names a resource (1 in sample.promsnap), so nothing is listed',
      ],
    ],
    [
      'a rule without any mapping',
      config(rule({ resources: undefined })),
      [
        'error /rules/0/resources no series of this rule carries a label that names a resource (1 in sample.promsnap), so nothing is listed',
      ],
    ],
    [
      'the namespace of an external rule',
      externalConfig(rule(mapping({ namespace: 'namespace', pod: 'pod' }))),
      [
        'error /externalRules/0/resources/overrides/namespace no series of this rule carries the label "namespace" (1 in sample.promsnap), so a request from a namespace finds nothing',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(faultsOf(judge(text), ID)).toEqual(expected);
  });
});

describe('adapter/resource-label-missing suggests', () => {
  const series = 'm{Hostname="h",exported_pod="a",exported_namespace="b",pod="c",namespace="d",gpu_uuid="e"} 1';

  it.each<[string, string, string]>([
    ['PodName', 'pod', 'Did you mean exported_pod or pod? '],
    ['NamespaceName', 'namespace', 'Did you mean exported_namespace or namespace? '],
    ['node', 'node', 'Did you mean Hostname? '],
    ['gpu_uid', 'service', 'Did you mean gpu_uuid? '],
    ['ingress', 'ingress', ''],
  ])('for %s, mapped to %s: %p', (label, resource, suggestion) => {
    const report = judge(config(rule({ seriesQuery: 'm', ...mapping({ [label]: resource }) })), { series });
    expect(helpOf(report, ID)).toEqual([
      `${suggestion}The series carry: Hostname, exported_namespace, exported_pod, gpu_uuid, namespace, pod.`,
    ]);
  });
});

describe('adapter/resource-label-missing passes', () => {
  it.each<[string, string]>([
    ['labels that the series carry', config(rule())],
    [
      'a template',
      config(rule({ seriesQuery: 'DCGM_CUSTOM_PROCESS_SM_UTIL', resources: { template: '<<.Resource>>Name' } })),
    ],
    [
      'the labels of two conventions',
      config(rule(mapping({ NamespaceName: 'namespace', PodName: 'pod', exported_pod: 'pod' }))),
    ],
    ['an external rule without mapping', externalConfig(rule({ resources: undefined }))],
    [
      'an external rule that needs no namespace',
      externalConfig(rule(mapping({ namespace: 'namespace' }, { namespaced: false }))),
    ],
  ])('%s', (_, text) => {
    const series = `${SERIES}\nDCGM_CUSTOM_PROCESS_SM_UTIL{podName="bert-1",namespaceName="default"} 1`;
    const report = judge(text, { series });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('a label that only some of the series carry', () => {
    const series = `${SERIES}\nDCGM_CUSTOM_PROCESS_SM_UTIL{NodeName="gpu-2"} 1`;
    const report = judge(config(rule({ seriesQuery: 'DCGM_CUSTOM_PROCESS_SM_UTIL' })), { series });
    expect(findingsOf(report, ID)).toEqual([]);
  });
});

describe('adapter/resource-label-missing cannot tell', () => {
  it.each<[string, string, Omit<Sample, 'files'>, string]>([
    ['without a snapshot', config(rule()), {}, 'skipped: no snapshot was given'],
    [
      'without a series of the rule',
      config(rule({ seriesQuery: 'tgi_queue_size' })),
      { series: SERIES },
      'notCheckable: no series of the rule is in sample.promsnap',
    ],
    [
      'where only a part of the series was asked for',
      config(rule(mapping({ pod: 'pod' }))),
      { series: SERIES, selectors: ['DCGM_CUSTOM_PROCESS_SM_UTIL{NamespaceName="default"}'] },
      'notCheckable: sample.promsnap was not asked for all series of this rule',
    ],
  ])('%s', (_, text, sample, reason) => {
    const report = judge(text, sample);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([reason]);
  });

  it('and has nothing to check in externalRules under the ACK adapter', () => {
    const report = judge(externalConfig(rule(mapping({ namespace: 'namespace' }))), {
      series: SERIES,
      options: { dialect: 'ack' },
    });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});
