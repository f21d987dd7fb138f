import { faultsOf, findingsOf, helpOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/pods-unlabelled';
const ALL = rule({ seriesQuery: 'load' });

it('metric/pods-unlabelled says what share of the samples names no pod, at the label', () => {
  const series = `
load{gpu="0",namespace="default",pod="a"} 10
load{gpu="1",namespace="default",pod="b"} 10
load{gpu="2",namespace="",pod=""} 40
load{gpu="3"} 40 _ _ _
`;
  const report = judgeRules({ rules: [ALL], series });
  expect(faultsOf(report, ID)).toEqual([
    'warning /rules/0/resources/overrides/pod 38.7 % of the samples of this rule (2 of 4 series) carry no "pod": what they measure counts for no pod, and a pod that has only such series has no value',
  ]);
});

it('metric/pods-unlabelled is an info where all of them are idle cards', () => {
  const report = judgeRules({ rules: [ALL], series: 'load{gpu="0",namespace="default",pod="a"} 10\nload{gpu="1"} 0' });
  expect(faultsOf(report, ID)).toEqual([
    'info /rules/0/resources/overrides/pod 50 % of the samples of this rule (1 of 2 series) carry no "pod"; all of them are 0, as of cards that no pod uses',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Say pod!="" in seriesQuery, so that a metric is listed only where a pod has it.',
  ]);
});

it.each([
  ['series that the rule leaves out', rule(), 'load{namespace="default",pod="a"} 10\nload{gpu="1"} 40'],
  [
    'a rule of nodes',
    rule({ seriesQuery: 'load', overrides: { node: 'node' } }),
    'load{node="n"} 10\nload{gpu="1"} 40',
  ],
])('metric/pods-unlabelled passes %s', (_, judged, series) => {
  const report = judgeRules({ rules: [judged], series });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it.each([
  ['no series', 'other 1', 'no series of the rule is in sample.promsnap'],
  ['no label at all', 'load{gpu="0"} 10', 'no series of the rule carries "pod"'],
])('metric/pods-unlabelled cannot tell with %s', (_, series, reason) => {
  expect(reasonsOf(judgeRules({ rules: [ALL], series }), ID)).toEqual([`notCheckable: ${reason}`]);
});
