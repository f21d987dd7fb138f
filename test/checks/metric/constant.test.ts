import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/constant';
const A = 'load{namespace="default",pod="bert-6c5d8b9f47-2lkp9"} 16';
const B = 'load{namespace="default",pod="bert-6c5d8b9f47-t8gsm"} 24';
const USED = [
  deployment(),
  hpa({
    spec: {
      metrics: [
        { type: 'Pods', pods: { metric: { name: 'load' }, target: { type: 'AverageValue', averageValue: '20' } } },
      ],
    },
  }),
];

it('metric/constant warns where an autoscaler uses it and the snapshot is long', () => {
  const report = judgeRules({ rules: [rule()], objects: USED, series: `# recorded: 12h\n${A}\n${B}` });
  expect(faultsOf(report, ID)).toEqual([
    'warning /rules/0/metricsQuery the values of all 2 objects are the same throughout the recorded 12 h (16): it does not follow any load',
  ]);
});

it('metric/constant is an info for a rule that nobody uses, and after a short time', () => {
  const message = /^info .* the value is the same throughout the recorded/;
  expect(faultsOf(judgeRules({ rules: [rule()], series: `# recorded: 12h\n${A}` }), ID)).toEqual([
    expect.stringMatching(message),
  ]);
  expect(faultsOf(judgeRules({ rules: [rule()], objects: USED, series: A }), ID)).toEqual([
    expect.stringMatching(message),
  ]);
});

it('metric/constant passes values of which one changes', () => {
  expect(findingsOf(judgeRules({ rules: [rule()], series: `${A} 17\n${B}` }), ID)).toEqual([]);
});

it('metric/constant cannot tell a short rest from a metric that nobody measures', () => {
  const zero = A.replace(' 16', ' 0');
  expect(reasonsOf(judgeRules({ rules: [rule()], series: zero }), ID)).toEqual([
    'notCheckable: all values are 0 in the recorded 60 min: the service may have been at rest',
  ]);
  expect(findingsOf(judgeRules({ rules: [rule()], series: `# recorded: 12h\n${zero}` }), ID)).toHaveLength(1);
});

it('metric/constant cannot tell where most results are no numbers', () => {
  const series = A.replace(' 16', ` ${'NaN '.repeat(40)}${'16 '.repeat(20)}`);
  expect(reasonsOf(judgeRules({ rules: [rule()], series }), ID)).toEqual([
    'notCheckable: the rule gives too few values in sample.promsnap',
  ]);
});

it('metric/constant cannot tell from few values', () => {
  const series = A.replace(' 16', ` 16 ${'_ '.repeat(60)}`);
  expect(reasonsOf(judgeRules({ rules: [rule()], series }), ID)).toEqual([
    'notCheckable: the rule gives too few values in sample.promsnap',
  ]);
});

describe('metric/constant judges an external rule by the requests for it', () => {
  const external = rule({ seriesQuery: 'load{app!=""}', metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>})' });
  const asking = (app: string) => {
    const metric = { name: 'load', selector: { matchLabels: { app } } };
    const target = { type: 'AverageValue', averageValue: '5' };
    return hpa({ name: app, spec: { metrics: [{ type: 'External', external: { metric, target } }] } });
  };
  const judged = (...apps: readonly string[]) =>
    judgeRules({
      externalRules: [external],
      objects: apps.map(asking),
      series: `load{namespace="default",app="still"} 7\nload{namespace="default",app="moves"} 1 2 3`,
    });

  it('and not by the sum over all of them', () => {
    expect(faultsOf(judged('still'), ID)).toEqual([expect.stringMatching(/the value is the same throughout .* \(7\)/)]);
    expect(findingsOf(judged('moves'), ID)).toEqual([]);
    expect(findingsOf(judged('still', 'moves'), ID)).toEqual([]);
  });

  it('and cannot tell where nothing is recorded of what they ask for', () => {
    expect(reasonsOf(judged('new'), ID)).toEqual(['notCheckable: the rule gives too few values in sample.promsnap']);
  });
});
