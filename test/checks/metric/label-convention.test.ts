import { findingsOf, helpOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/label-convention';
const BY_POD = rule({ seriesQuery: 'DCGM_FI_DEV_GPU_UTIL{pod!=""}' });
const TARGET = 'job="dcgm-exporter",container="exporter",namespace="monitoring"';

/** Two nodes scraped with `honorLabels: false`; the second card of the first is idle. */
const RENAMED = `
DCGM_FI_DEV_GPU_UTIL{UUID="a",instance="n1",${TARGET},pod="dcgm-exporter-x7k2p",exported_namespace="default",exported_pod="bert-1"} 35
DCGM_FI_DEV_GPU_UTIL{UUID="b",instance="n1",${TARGET},pod="dcgm-exporter-x7k2p"} 0
DCGM_FI_DEV_GPU_UTIL{UUID="c",instance="n2",${TARGET},pod="dcgm-exporter-9qrnw",exported_namespace="default",exported_pod="bert-2"} 20
`;

it('metric/label-convention finds the exporter under pod, at the override, and says where the workload is', () => {
  const report = judgeRules({ rules: [BY_POD], series: RENAMED });
  expect(findingsOf(report, ID)).toEqual([
    'error 7:9 "pod" names the exporter\'s own pods (dcgm-exporter-9qrnw, dcgm-exporter-x7k2p) on all 3 series of this rule, so no pod of a workload gets a value; the workload\'s pod is in "exported_pod" (bert-1), on 2 of 3 series',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Map exported_pod to pod and exported_namespace to namespace, or scrape the exporter with honorLabels: true.',
  ]);
});

it('metric/label-convention finds it in an external rule and through a template', () => {
  const external = judgeRules({ externalRules: [BY_POD], series: RENAMED });
  const template = judgeRules({
    rules: [rule({ seriesQuery: 'DCGM_FI_DEV_GPU_UTIL', overrides: {}, template: '<<.Resource>>' })],
    series: RENAMED,
  });
  expect(findingsOf(external, ID)).toHaveLength(1);
  expect(findingsOf(template, ID)).toHaveLength(1);
});

it.each([
  [
    'the pod that the scrape target is',
    'instance="n1"',
    'gpu-agent-abcde',
    'up{instance="n1",pod="gpu-agent-abcde"} 1',
  ],
  ['a pod called after the job', 'instance="n1",job="monitoring/gpu-agent"', 'gpu-agent-abcde', ''],
  ['a pod called after the service', 'instance="n1",service="gpu-agent"', 'gpu-agent-abcde', ''],
  ["a pod beside the exporter's container", 'instance="n1",container="nvidia-dcgm-exporter"', 'agent-abcde', ''],
])('metric/label-convention knows %s for the exporter', (_, target, pod, more) => {
  const series = `DCGM_FI_DEV_GPU_UTIL{UUID="a",${target},namespace="monitoring",pod="${pod}"} 35\n${more}`;
  const report = judgeRules({ rules: [BY_POD], series });
  expect(findingsOf(report, ID)).toEqual([
    expect.stringMatching(`${pod}.* on all 1 series of this rule.*no label of these`),
  ]);
});

it('metric/label-convention says on what share idle cards keep the pod of their target under honorLabels: true', () => {
  const series = `
DCGM_FI_DEV_GPU_UTIL{UUID="a",instance="n1",job="dcgm-exporter",container="server",namespace="default",pod="bert-1"} 35
DCGM_FI_DEV_GPU_UTIL{UUID="b",instance="n1",job="dcgm-exporter",container="server",namespace="default",pod="bert-2"} 35
DCGM_FI_DEV_GPU_UTIL{UUID="c",instance="n1",${TARGET},pod="dcgm-exporter-x7k2p"} 0
DCGM_FI_DEV_GPU_UTIL{UUID="d",instance="n1",${TARGET},pod="dcgm-exporter-x7k2p"} 0
`;
  const report = judgeRules({ rules: [BY_POD], series });
  expect(findingsOf(report, ID)).toEqual([
    'warning 7:9 "pod" names the exporter\'s own pods (dcgm-exporter-x7k2p) on 2 of 4 series (50 %) of this rule: cards that no pod uses keep the label of their scrape target',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Leave them out with container!="exporter" in seriesQuery and metricsQuery, or drop them when they are scraped.',
  ]);
});

describe('metric/label-convention passes', () => {
  it.each([
    [
      'the label in which Prometheus keeps the workload',
      rule({
        seriesQuery: 'DCGM_FI_DEV_GPU_UTIL{exported_pod!=""}',
        overrides: { exported_namespace: 'namespace', exported_pod: 'pod' },
      }),
      RENAMED,
    ],
    [
      'a server that is scraped itself',
      rule(),
      'load{instance="10.0.0.1:8000",job="vllm",container="vllm",namespace="default",pod="bert-0"} 3',
    ],
    [
      'an exporter in a sidecar, whose pod is the workload',
      rule(),
      'load{instance="10.0.0.1:9121",job="redis",container="redis-exporter",namespace="default",pod="redis-0"} 3',
    ],
    ['a rule of nodes', rule({ seriesQuery: 'DCGM_FI_DEV_GPU_UTIL', overrides: { Hostname: 'node' } }), RENAMED],
  ])('%s', (_, judged, series) => {
    const report = judgeRules({ rules: [judged], series });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('pods of a workload that scales, whatever another label says', () => {
    const series = 'load{instance="n1",namespace="default",pod="bert-6c5d8b9f47-2lkp9",exported_pod="upstream-0"} 3';
    const objects = [deployment(), hpa()];
    expect(findingsOf(judgeRules({ rules: [rule()], objects, series }), ID)).toEqual([]);
  });
});

describe('one pod that has all cards of a node', () => {
  const series = `
DCGM_FI_DEV_GPU_UTIL{UUID="a",instance="n1",job="gpu",container="vllm",namespace="default",pod="llama-0"} 90
DCGM_FI_DEV_GPU_UTIL{UUID="b",instance="n1",job="gpu",container="vllm",namespace="default",pod="llama-0"} 91`;

  it('passes metric/label-convention where it belongs to a workload among the files', () => {
    const objects = [deployment({ kind: 'StatefulSet', name: 'llama' })];
    const report = judgeRules({ rules: [BY_POD], objects, series });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('may be the exporter elsewhere', () => {
    const report = judgeRules({ rules: [BY_POD], series });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: whether "pod" names the exporter or a workload cannot be told: each instance has one pod on all of its cards, and none belongs to a workload among the files',
    ]);
  });
});

it('metric/label-convention cannot tell where nothing of the scrape target is recorded', () => {
  const report = judgeRules({
    rules: [BY_POD],
    series: 'DCGM_FI_DEV_GPU_UTIL{UUID="a",namespace="default",pod="bar"} 40',
  });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([
    'notCheckable: whether "pod" names the exporter or a workload cannot be told: bar belongs to no workload among the files, and the series carry no label of the scrape target',
  ]);
});

it('metric/label-convention cannot tell without the series', () => {
  expect(reasonsOf(judgeRules({ rules: [BY_POD], series: 'other 1' }), ID)).toEqual([
    'notCheckable: no series of the rule is in sample.promsnap',
  ]);
  expect(reasonsOf(judgeRules({ rules: [BY_POD] }), ID)).toEqual(['skipped: no snapshot was given']);
});
