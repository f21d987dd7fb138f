import { stringify } from 'yaml';
import { ackSeries, config, rule } from '../adapter/rules';
import { faultsOf, findingsOf, helpOf, judgeSample, reasonsOf, type Sample } from '../sample';
import { ahpa, deployment, hpa, yamlOf } from '../sample-manifests';
import { server } from '../serving';

const ID = 'gpu/card-metric-on-shared-gpu';

const SHARED = { 'aliyun.com/gpu-mem': '8' };
const TIME_SLICED = { 'nvidia.com/gpu.shared': '1' };
const MIG = { 'nvidia.com/mig-1g.10gb': '1' };
const DEDICATED = { 'nvidia.com/gpu': '1' };

const CARD = 'DCGM_FI_DEV_GPU_UTIL';
const SM = 'DCGM_CUSTOM_PROCESS_SM_UTIL';

interface Given extends Omit<Sample, 'files'> {
  readonly rules?: string;
}

const pods = (name: string) => ({
  type: 'Pods',
  pods: { metric: { name }, target: { type: 'AverageValue', averageValue: '60' } },
});

function judge(name: string, limits: Readonly<Record<string, string>>, { rules, ...sample }: Given = {}) {
  const files = {
    'bert.yaml': yamlOf(hpa({ spec: { metrics: [pods(name)] } }), deployment({ limits })),
    ...(rules !== undefined && { 'rules.yaml': rules }),
  };
  return judgeSample({ files, ...sample });
}

it('gpu/card-metric-on-shared-gpu finds a metric of the card for a part of one, at its name', () => {
  const report = judge(CARD, SHARED);
  expect(findingsOf(report, ID)).toEqual([
    `error 16:17 ${CARD} is a value of the whole card, and the pods hold a part of one (aliyun.com/gpu-mem): each sees its neighbours' load`,
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Scale on DCGM_CUSTOM_PROCESS_SM_UTIL or another metric of the container, or on one of the inference server.',
  ]);
});

describe('gpu/card-metric-on-shared-gpu goes by the pool where a part of a card is called like a card', () => {
  const part = { gpu: 'L4', count: 8, resource: 'nvidia.com/gpu' };
  const gpuPools = [
    { name: 'cards', gpu: 'A10', allocation: 'dedicated', count: 8, nodeSelector: { pool: 'cards' } },
    { ...part, name: 'turns', allocation: 'timeSliced', nodeSelector: { pool: 'turns' } },
    { ...part, name: 'slices', allocation: 'mig', profile: '1g.6gb', nodeSelector: { pool: 'slices' } },
  ];

  function judgeOn(pool: string | undefined) {
    const template = {
      metadata: { labels: { app: 'bert' } },
      spec: {
        ...(pool !== undefined && { nodeSelector: { pool } }),
        containers: [{ name: 'server', image: 'a', resources: { limits: DEDICATED } }],
      },
    };
    return judgeSample({
      files: {
        'foresail.yaml': stringify({ clusters: [{ name: 'gke', paths: ['.'], gpuPools }] }),
        'bert.yaml': yamlOf(hpa({ spec: { metrics: [pods(CARD)] } }), deployment({ spec: { template } })),
      },
    });
  }

  it('and finds a turn', () => {
    expect(findingsOf(judgeOn('turns'), ID)).toEqual([
      `error 16:17 ${CARD} is a value of the whole card, and the pods hold a part of one (nvidia.com/gpu, which is a turn in the pool that they select): each sees its neighbours' load`,
    ]);
  });

  it("and finds a turn by GKE's label, where no pools are declared", () => {
    const nodeSelector = { 'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing' };
    const objects = [hpa({ spec: { metrics: [pods(CARD)] } }), server({}, { nodeSelector })];
    expect(findingsOf(judgeSample({ files: { 'bert.yaml': yamlOf(...objects) } }), ID)).toHaveLength(1);
  });

  it('and cannot tell of a slice', () => {
    expect(findingsOf(judgeOn('slices'), ID)).toEqual([]);
    expect(reasonsOf(judgeOn('slices'), ID)).toHaveLength(1);
  });

  it('and cannot tell of pods that select no pool', () => {
    expect(findingsOf(judgeOn(undefined), ID)).toEqual([]);
    expect(reasonsOf(judgeOn(undefined), ID)).toEqual([
      'notCheckable: the pods may run where nvidia.com/gpu is a whole card, and where it is a part of one: they select no nodes that tell',
    ]);
  });

  it('and passes a card', () => {
    expect(findingsOf(judgeOn('cards'), ID)).toEqual([]);
    expect(reasonsOf(judgeOn('cards'), ID)).toEqual([]);
  });
});

describe('gpu/card-metric-on-shared-gpu', () => {
  const behind = (metricsQuery: string) => rule({ seriesQuery: 'up{}', name: { as: 'my_gpu' }, metricsQuery });
  const renamed = rule({ seriesQuery: CARD, name: { as: 'gpu_load' } });

  it.each<[string, string, Readonly<Record<string, string>>, Given, 'found' | 'passed' | string]>([
    ['memory of the card, shared', 'DCGM_FI_DEV_FB_USED', SHARED, {}, 'found'],
    ['another field of DCGM, shared', 'DCGM_FI_PROF_SM_ACTIVE', SHARED, {}, 'found'],
    ['the card, time-sliced', CARD, TIME_SLICED, {}, 'found'],
    ['a profiling field of DCGM, which slices have too', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE', MIG, {}, 'passed'],
    ['the card, with compute isolated', CARD, { ...SHARED, 'aliyun.com/gpu-core.percentage': '30' }, {}, 'found'],
    ['the card under another name', 'gpu_load', SHARED, { rules: config(renamed) }, 'found'],
    [
      'the card under another name, by a snapshot',
      'gpu_load',
      SHARED,
      { rules: config(renamed), series: ackSeries(CARD) },
      'found',
    ],
    [
      'the card by a broad rule',
      CARD,
      SHARED,
      { rules: config(rule({ seriesQuery: '{__name__=~"DCGM_.*"}' })) },
      'found',
    ],
    ['the card, dedicated', CARD, DEDICATED, {}, 'passed'],
    ['the card, without a GPU', CARD, {}, {}, 'passed'],
    ['the container, shared', SM, SHARED, {}, 'passed'],
    ['the container, time-sliced', SM, TIME_SLICED, {}, 'passed'],
    ['the container, on MIG', SM, MIG, {}, 'passed'],
    [
      'the container under the name of the card',
      CARD,
      SHARED,
      { rules: config(rule({ seriesQuery: SM, name: { as: CARD } })) },
      'passed',
    ],
    [
      'the inference server, shared',
      'tgi_queue_size',
      SHARED,
      { rules: config(rule({ seriesQuery: 'tgi_queue_size' })) },
      'passed',
    ],
    [
      'the card in a query that does not take its own series',
      'my_gpu',
      SHARED,
      { rules: config(behind('avg(DCGM_FI_DEV_GPU_UTIL{<<.LabelMatchers>>}) by (<<.GroupBy>>)')) },
      'found',
    ],
    [
      'the card in a part of a query, its name in a matcher',
      'my_gpu',
      SHARED,
      {
        rules: config(
          behind('avg(<<.Series>>{<<.LabelMatchers>>} + {__name__="DCGM_FI_DEV_GPU_UTIL"}) by (<<.GroupBy>>)'),
        ),
      },
      'found',
    ],
    [
      'a query with a selector by a pattern',
      'my_gpu',
      SHARED,
      { rules: config(behind('avg({__name__=~"DCGM_FI_.*",<<.LabelMatchers>>}) by (<<.GroupBy>>)')) },
      'the query selects series by a pattern, or has template actions that are not read',
    ],
    [
      'a query with an action that is not read',
      'my_gpu',
      SHARED,
      { rules: config(behind('avg(up{<<range .LabelValuesByName>>a="b"<<end>>}) by (<<.GroupBy>>)')) },
      'the query selects series by a pattern, or has template actions that are not read',
    ],
    [
      'a query by name, where the rule takes any series',
      'my_gpu',
      SHARED,
      {
        rules: config(
          rule({
            seriesQuery: '{__name__=~"a.*"}',
            name: { as: 'my_gpu' },
            metricsQuery: 'avg(up{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
          }),
        ),
      },
      'passed',
    ],
    ['a metric that nobody knows, dedicated', 'queue', DEDICATED, {}, 'passed'],
    ['a metric that nobody knows, shared', 'queue', SHARED, {}, 'nothing tells from which series the metric is made'],
    [
      'the card, on MIG',
      CARD,
      MIG,
      {},
      `whether ${CARD} is of the MIG slice or of the whole card depends on the exporter`,
    ],
  ])('%s', (_, name, limits, given, expected) => {
    const report = judge(name, limits, given);
    expect(findingsOf(report, ID)).toHaveLength(expected === 'found' ? 1 : 0);
    expect(reasonsOf(report, ID)).toEqual(['found', 'passed'].includes(expected) ? [] : [`notCheckable: ${expected}`]);
  });

  it('looks at the external metrics of an AHPA', () => {
    const external = {
      type: 'External',
      external: { metric: { name: CARD }, target: { type: 'AverageValue', averageValue: '60' } },
    };
    const files = { 'bert.yaml': yamlOf(ahpa({ spec: { metrics: [external] } }), deployment({ limits: SHARED })) };
    expect(faultsOf(judgeSample({ files }), ID).map((fault) => fault.split(' ')[1])).toEqual([
      '/spec/metrics/0/external/metric/name',
    ]);
  });
});

describe('gpu/card-metric-on-shared-gpu cannot tell', () => {
  const HPA = hpa({ spec: { metrics: [pods(CARD)] } });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'without the workload',
      { 'hpa.yaml': yamlOf(HPA) },
      'notCheckable: Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
    ],
    [
      'where the workload is missing',
      { 'hpa.yaml': yamlOf(HPA), 'foresail.yaml': 'clusters: [{name: prod, paths: [.]}]' },
      'notCheckable: Deployment default/bert is not among the manifests',
    ],
    [
      'of a kind that is not modelled',
      {
        'hpa.yaml': yamlOf(
          hpa({
            spec: {
              metrics: [pods(CARD)],
              scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'bert' },
            },
          }),
        ),
      },
      'notCheckable: Rollout default/bert (argoproj.io/v1alpha1) is of a kind that is not modelled',
    ],
  ])('%s', (_, files, reason) => {
    const report = judgeSample({ files });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([reason]);
  });

  it('and needs no workload for a metric of the container', () => {
    const report = judgeSample({ files: { 'hpa.yaml': yamlOf(hpa()) } });
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});
