import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/never-decreases';
const GROWS = 'load{namespace="default",pod="bert-6c5d8b9f47-2lkp9"} 3000+2';
const STAYS = 'load{namespace="default",pod="bert-6c5d8b9f47-t8gsm"} 4000';
const FALLS = 'load{namespace="default",pod="bert-6c5d8b9f47-t8gsm"} 4000 4100 3900';
const USED = [
  deployment(),
  hpa({
    spec: {
      metrics: [
        { type: 'Pods', pods: { metric: { name: 'load' }, target: { type: 'AverageValue', averageValue: '3500' } } },
      ],
    },
  }),
];

it('metric/never-decreases warns where an autoscaler uses it and the snapshot is long', () => {
  const report = judgeRules({ rules: [rule()], objects: USED, series: `# recorded: 12h\n${GROWS}\n${STAYS}` });
  expect(faultsOf(report, ID)).toEqual([
    'warning /rules/0/metricsQuery in the recorded 12 h the value only grows for 1 of 2 objects, and is the same for the others (bert-6c5d8b9f47-2lkp9: 3000 to 4440): what scales on it scales out, and never in',
  ]);
});

it('metric/never-decreases is an info for a rule that nobody uses, and after a short time', () => {
  const message = /^info \/rules\/0\/metricsQuery in the recorded .* the value only grows/;
  expect(faultsOf(judgeRules({ rules: [rule()], series: `# recorded: 12h\n${GROWS}` }), ID)).toEqual([
    expect.stringMatching(message),
  ]);
  expect(faultsOf(judgeRules({ rules: [rule()], objects: USED, series: GROWS }), ID)).toEqual([
    expect.stringMatching(message),
  ]);
});

it.each([
  ['a pod that falls', rule(), `${GROWS}\n${FALLS}`],
  ['what stays as it is, which is metric/constant', rule(), STAYS],
  [
    'a counter, which is promql/counter-as-gauge',
    rule({ seriesQuery: 'load_total' }),
    `# TYPE load_total counter\n${GROWS.replace('load', 'load_total')}`,
  ],
])('metric/never-decreases passes %s', (_, judged, series) => {
  const report = judgeRules({ rules: [judged], series });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('metric/never-decreases cannot tell from few values', () => {
  const series = `${GROWS.replace('3000+2', `1 2 3 ${'_ '.repeat(58)}`)}`;
  expect(reasonsOf(judgeRules({ rules: [rule()], series }), ID)).toEqual([
    'notCheckable: the rule gives too few values in sample.promsnap',
  ]);
});
