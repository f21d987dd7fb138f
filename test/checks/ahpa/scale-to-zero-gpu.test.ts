import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, period } from '../sample-manifests';

const ID = 'ahpa/scale-to-zero-gpu';

const EXTERNAL = {
  type: 'External',
  external: { metric: { name: 'requests_per_second' }, target: { type: 'AverageValue', averageValue: '10' } },
};
const waits = 'the first request then waits for a GPU node, the image and the model';
const ALL_WEEK = ['* * ? * *', 1, 4] as const;

it('ahpa/scale-to-zero-gpu finds a floor of 0, at minReplicas', () => {
  const report = judgeObjects([ahpa({ spec: { minReplicas: 0 } }), deployment()]);
  expect(findingsOf(report, ID)).toEqual([`warning 17:16 minReplicas is 0 at all times: ${waits}`]);
  expect(helpOf(report, ID)).toEqual(['Set minReplicas to 1 or more.']);
});

describe('ahpa/scale-to-zero-gpu says when:', () => {
  it.each<[string, number, readonly object[], string]>([
    [
      'in a bound',
      1,
      [
        period([
          ['* 0-6 ? * *', 0, 4],
          ['* 7-23 ? * *', 1, 4],
        ]),
      ],
      '/spec/instanceBounds/0/bounds/0/minReplicas minReplicas is 0 while the bound "* 0-6 ? * *" is active',
    ],
    [
      'between bounds',
      0,
      [period([['* 7-23 ? * *', 1, 4]])],
      '/spec/minReplicas minReplicas is 0 while no bound is active',
    ],
    [
      'after bounds that cover all',
      0,
      [period([ALL_WEEK])],
      '/spec/minReplicas minReplicas is 0 once the last period of instanceBounds is over',
    ],
    [
      'after bounds that are over',
      0,
      [period([ALL_WEEK], '2021-12-16 00:00:00', '2022-12-16 00:00:00')],
      '/spec/minReplicas minReplicas is 0 now that every period of instanceBounds is over',
    ],
  ])('%s', (_, minReplicas, instanceBounds, finding) => {
    const report = judgeObjects([ahpa({ spec: { minReplicas, instanceBounds } }), deployment()]);
    expect(faultsOf(report, ID)).toEqual([`warning ${finding}: ${waits}`]);
  });
});

describe('ahpa/scale-to-zero-gpu knows a GPU by', () => {
  it.each<[string, object, object, number]>([
    ['the metric gpu, whatever the target', {}, deployment({ name: 'llama' }), 1],
    ['nvidia.com/gpu', { metrics: [EXTERNAL] }, deployment(), 1],
    ['a share of a card', { metrics: [EXTERNAL] }, deployment({ limits: { 'aliyun.com/gpu-mem': 8 } }), 1],
    ['a MIG slice', { metrics: [EXTERNAL] }, deployment({ limits: { 'nvidia.com/mig-1g.5gb': 1 } }), 1],
    ['nothing of cpu alone', { metrics: [EXTERNAL] }, deployment({ limits: { cpu: 4 } }), 0],
  ])('%s', (_, spec, workload, count) => {
    const report = judgeObjects([ahpa({ spec: { ...spec, minReplicas: 0 } }), workload]);
    expect(findingsOf(report, ID)).toHaveLength(count);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it.each<[string, object]>([
  ['a floor of 1', {}],
  ['bounds with a floor of 1', { instanceBounds: [period([ALL_WEEK])] }],
  [
    'a floor of 0 in a bound that is over',
    {
      instanceBounds: [period([['* * ? * *', 0, 4]], '2021-12-16 00:00:00', '2022-12-16 00:00:00'), period([ALL_WEEK])],
    },
  ],
  ['a bound that cannot be read, with a floor of 1', { instanceBounds: [period([['* 22-6 ? * *', 1, 4]])] }],
])('ahpa/scale-to-zero-gpu passes %s', (_, spec) => {
  const report = judgeObjects([ahpa({ spec: spec as Record<string, unknown> }), deployment()]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

describe('ahpa/scale-to-zero-gpu cannot tell', () => {
  const unread = 'a minReplicas could not be read';

  it.each<[string, object, string]>([
    [
      'whether a target that stands elsewhere has a GPU',
      {
        minReplicas: 0,
        metrics: [EXTERNAL],
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama' },
      },
      'its target is not among the files, so it is unknown whether it has a GPU',
    ],
    ['without a floor', { minReplicas: undefined }, unread],
    [
      'where a floor of 0 stands beside a cron it cannot read',
      { instanceBounds: [period([['* 22-6 ? * *', 0, 4]])] },
      unread,
    ],
  ])('%s', (_, spec, reason) => {
    const report = judgeObjects([ahpa({ spec: spec as Record<string, unknown> }), deployment()]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });
});
