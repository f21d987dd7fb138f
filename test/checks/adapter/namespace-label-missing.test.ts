import { faultsOf, findingsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/namespace-label-missing';

it('adapter/namespace-label-missing finds a rule that maps pods alone', () => {
  expect(faultsOf(judgeRules({ rules: [rule({ overrides: { pod: 'pod' } })] }), ID)).toEqual([
    'error /rules/0/resources this rule maps "pod" and no label to namespaces: pods are listed, and every request for them within a namespace is answered with "not found" (404)',
  ]);
});

it.each([
  ['without resources', rule({ overrides: {} }), '/externalRules/0/seriesQuery'],
  ['that maps pods alone', rule({ overrides: { pod: 'pod' } }), '/externalRules/0/resources'],
])('adapter/namespace-label-missing finds an external rule %s', (_, judged, path) => {
  expect(faultsOf(judgeRules({ externalRules: [judged] }), ID)).toEqual([
    `error ${path} this external rule maps no label to namespaces, and an autoscaler asks within its own: every request is answered with an error (500)`,
  ]);
});

it.each([
  ['both labels', { rules: [rule()] }],
  ['a template', { rules: [rule({ overrides: { PodName: 'pod' }, template: '<<.Resource>>' })] }],
  ['nodes alone', { rules: [rule({ overrides: { node: 'node' } })] }],
  ['an external rule of no namespace', { externalRules: [rule({ overrides: {}, namespaced: false })] }],
])('adapter/namespace-label-missing passes %s', (_, judged) => {
  expect(findingsOf(judgeRules(judged), ID)).toEqual([]);
});

it('adapter/namespace-label-missing leaves alone what the ACK adapter ignores', () => {
  const report = judgeRules({ externalRules: [rule({ overrides: {} })], options: { dialect: 'ack' } });
  expect(findingsOf(report, ID)).toEqual([]);
});
