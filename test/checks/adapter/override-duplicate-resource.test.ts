import { faultsOf, findingsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'adapter/override-duplicate-resource';

it('adapter/override-duplicate-resource finds two labels for pods, also under other spellings', () => {
  const overrides = { namespace: 'namespace', pod: 'pod', exported_pod: 'pods' };
  expect(faultsOf(judgeRules({ rules: [rule({ overrides })] }), ID)).toEqual([
    'error /rules/0/resources/overrides/exported_pod "pod" and "exported_pod" are both mapped to pods: both make series listed, and queries use one of them, chosen at random each time the adapter starts',
  ]);
});

it('adapter/override-duplicate-resource finds each resource that is mapped twice', () => {
  const overrides = { a: 'namespace', b: 'namespace', c: 'namespace', pod: 'pod', PodName: 'pod' };
  expect(findingsOf(judgeRules({ rules: [rule({ overrides })] }), ID)).toHaveLength(2);
});

it('adapter/override-duplicate-resource passes one label for each', () => {
  const overrides = { namespace: 'namespace', pod: 'pod', node: 'node' };
  expect(findingsOf(judgeRules({ rules: [rule({ overrides })] }), ID)).toEqual([]);
});
