import { faultsOf, findingsOf, helpOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/leaks-other-workloads';
const SCOPED = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)';

/** Two services in one namespace, and a third in another. */
const SERIES = `
load{namespace="default",pod="bert-6c5d8b9f47-2lkp9",model="bert"} 3
load{namespace="default",pod="bert-6c5d8b9f47-t8gsm",model="bert"} 4
load{namespace="default",pod="llama-7d4b9c6f58-x2mzq",model="llama"} 40
load{namespace="other",pod="qwen-0",model="qwen"} 500
`;

function externalHpa(selector?: object): object {
  const metric = { name: 'load', ...(selector && { selector: { matchLabels: selector } }) };
  const target = { type: 'AverageValue', averageValue: '5' };
  return hpa({ spec: { metrics: [{ type: 'External', external: { metric, target } }] } });
}

it('adapter/leaks-other-workloads finds an External metric that sums all models', () => {
  const report = judgeRules({
    externalRules: [rule({ metricsQuery: 'sum(load)' })],
    objects: [deployment(), externalHpa()],
    series: SERIES,
  });
  expect(faultsOf(report, ID)).toEqual([
    'error /externalRules/0/metricsQuery the value for Deployment default/bert contains other workloads: 547 with all recorded series, 7 without theirs',
  ]);
});

it('adapter/leaks-other-workloads finds it at the metric where the request asks for too much', () => {
  const externalRules = [rule({ metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>})' })];
  const report = judgeRules({ externalRules, objects: [deployment(), externalHpa()], series: SERIES });
  expect(faultsOf(report, ID)).toEqual([
    'error /spec/metrics/0/external/metric/name the value for Deployment default/bert contains other workloads: 47 with all recorded series, 7 without theirs',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Give the metric a selector that names the workload, such as matchLabels: {model_name: ...}, or scale on it as a Pods metric.',
  ]);
  const narrow = judgeRules({ externalRules, objects: [deployment(), externalHpa({ model: 'bert' })], series: SERIES });
  expect(findingsOf(narrow, ID)).toEqual([]);
});

it.each([
  ['a sum of everything', 'sum(<<.Series>>)'],
  ['a share of everything', `${SCOPED} / scalar(sum(load))`],
])('adapter/leaks-other-workloads finds %s for pods', (_, metricsQuery) => {
  expect(findingsOf(judgeRules({ rules: [rule({ metricsQuery })], series: SERIES }), ID)).toHaveLength(1);
});

it('adapter/leaks-other-workloads finds an external rule that gives one namespace the series of all', () => {
  const externalRules = [rule({ metricsQuery: 'sum(load)' })];
  expect(faultsOf(judgeRules({ externalRules, series: SERIES }), ID)).toEqual([
    'error /externalRules/0/metricsQuery the value for namespace default contains other workloads: 547 with all recorded series, 47 without theirs',
  ]);
});

describe('adapter/leaks-other-workloads passes', () => {
  it.each([
    ['a query that asks for its own', { rules: [rule({ metricsQuery: SCOPED })], series: SERIES }],
    [
      'a divisor of the whole cluster that is joined pod by pod',
      {
        rules: [rule({ metricsQuery: `${SCOPED} / sum(all{}) by (<<.GroupBy>>)` })],
        series: SERIES + SERIES.replaceAll('load{', 'all{'),
      },
    ],
    [
      'an external metric that belongs to no namespace',
      { externalRules: [rule({ metricsQuery: 'sum(load)', namespaced: false })], series: SERIES },
    ],
    [
      'a queue that no pod of the target has',
      {
        externalRules: [rule({ seriesQuery: 'load', metricsQuery: 'sum(load)' })],
        objects: [deployment(), externalHpa()],
        series: 'load{queue="a",namespace="queues",pod="rabbit-0"} 30',
      },
    ],
  ])('%s', (_, judged) => {
    const report = judgeRules(judged);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it.each([['one workload', 'sum(<<.Series>>) by (<<.GroupBy>>)', 'only one workload of this rule']])(
  'adapter/leaks-other-workloads cannot tell from %s',
  (_, metricsQuery, reason) => {
    const series = 'load{namespace="default",pod="bert-6c5d8b9f47-2lkp9"} 3';
    const report = judgeRules({ rules: [rule({ metricsQuery })], series });
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: sample.promsnap has series of ${reason}`]);
  },
);

it('adapter/leaks-other-workloads needs a snapshot only where a selector does not name the object', () => {
  expect(reasonsOf(judgeRules({ rules: [rule()] }), ID)).toEqual([]);
  const skipped = ['skipped: no snapshot was given'];
  expect(reasonsOf(judgeRules({ rules: [rule({ metricsQuery: 'sum(load)' })] }), ID)).toEqual(skipped);
});
