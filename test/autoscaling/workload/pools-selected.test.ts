import { ReadObject } from '../../../src/autoscaling/read-field';
import { readNodeChoice } from '../../../src/autoscaling/workload/node-choice';
import { poolsSelected } from '../../../src/autoscaling/workload/pools-selected';
import type { GpuPoolFacts } from '../../../src/kubernetes/cluster-facts';
import type { Json } from '../../../src/source/node';

const pool = (name: string, nodeSelector?: { readonly [label: string]: string }): GpuPoolFacts => ({
  name,
  gpu: 'A100',
  allocation: 'dedicated',
  count: 1,
  ...(nodeSelector && { nodeSelector }),
});
const POOLS = [pool('a', { gpu: 'a100', memory: '80' }), pool('t', { gpu: 't4', memory: '16' }), pool('plain')];

const affinity = (...nodeSelectorTerms: readonly Json[]): Json => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});
const term = (...matchExpressions: readonly Json[]): Json => ({ matchExpressions });
const gpu = (operator: string, ...values: readonly string[]): Json => ({ key: 'gpu', operator, values });

function read(pod: { readonly [key: string]: Json }): readonly string[] {
  const choice = readNodeChoice(new ReadObject(pod, '/spec'));
  const names = poolsSelected(choice, POOLS).map(({ name }) => name);
  return choice.unclear ? [...names, 'unclear'] : names;
}

it.each<[string, { readonly [key: string]: Json }, readonly string[]]>([
  ['nothing', {}, ['a', 't', 'plain']],
  ['a label', { nodeSelector: { gpu: 'a100' } }, ['a']],
  ['a label that no pool is known to have', { nodeSelector: { zone: 'a' } }, ['a', 't', 'plain']],
  ['one value', { affinity: affinity(term(gpu('In', 'a100'))) }, ['a']],
  ['a value that only nodes without known labels may have', { affinity: affinity(term(gpu('In', 'h100'))) }, ['plain']],
  ['one of several values', { affinity: affinity(term(gpu('In', 'a100', 't4'))) }, ['a', 't']],
  ['not a value', { affinity: affinity(term(gpu('NotIn', 't4'))) }, ['a', 'plain']],
  ['a label of any value', { affinity: affinity(term({ key: 'gpu', operator: 'Exists' })) }, ['a', 't']],
  ['the absence of a label', { affinity: affinity(term({ key: 'gpu', operator: 'DoesNotExist' })) }, ['plain']],
  ['a greater number', { affinity: affinity(term({ key: 'memory', operator: 'Gt', values: ['40'] })) }, ['a']],
  ['a smaller number', { affinity: affinity(term({ key: 'memory', operator: 'Lt', values: ['40'] })) }, ['t']],
  ['one of several terms', { affinity: affinity(term(gpu('In', 'a100')), term(gpu('In', 't4'))) }, ['a', 't']],
  [
    'all of a term',
    { affinity: affinity(term(gpu('In', 'a100', 't4'), { key: 'memory', operator: 'Gt', values: ['40'] })) },
    ['a'],
  ],
  ['a term beside a label', { nodeSelector: { gpu: 't4' }, affinity: affinity(term(gpu('In', 'a100', 't4'))) }, ['t']],
  ['a term and one that no node matches', { affinity: affinity(term(gpu('In', 'a100')), {}) }, ['a']],
  [
    'a preference',
    { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } } },
    ['a', 't', 'plain'],
  ],
  ['a node by its name', { affinity: affinity({ matchFields: [gpu('In', 'x')] }) }, ['a', 't', 'plain', 'unclear']],
  ['an unknown operator', { affinity: affinity(term(gpu('Like', 'a*'))) }, ['a', 't', 'plain', 'unclear']],
  [
    'values that are none',
    { affinity: affinity(term({ key: 'gpu', operator: 'In', values: [1] })) },
    ['a', 't', 'plain', 'unclear'],
  ],
  [
    'a number that is none',
    { affinity: affinity(term({ key: 'memory', operator: 'Gt', values: ['x'] })) },
    ['a', 't', 'plain', 'unclear'],
  ],
  ['terms that are none', { affinity: affinity('a', null) }, ['a', 't', 'plain', 'unclear']],
  ['no terms', { affinity: affinity() }, ['a', 't', 'plain']],
])('pods that require %s', (_, pod, expected) => {
  expect(read(pod)).toEqual(expected);
});
