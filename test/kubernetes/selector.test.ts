import { type LabelSelector, selectorMatches } from '../../src/kubernetes/selector';

const expression = (key: string, operator: string, values?: string[]): LabelSelector => ({
  matchExpressions: [{ key, operator, ...(values && { values }) }],
});

describe('a label selector', () => {
  const labels = { app: 'bert', tier: 'gpu' };

  it.each<[string, LabelSelector, boolean]>([
    ['without terms matches everything', {}, true],
    ['matches equal labels', { matchLabels: { app: 'bert' } }, true],
    ['needs every label', { matchLabels: { app: 'bert', zone: 'a' } }, false],
    ['compares values exactly', { matchLabels: { app: 'Bert' } }, false],
    ['In finds one of its values', expression('app', 'In', ['x', 'bert']), true],
    ['In fails on another value', expression('app', 'In', ['x']), false],
    ['In fails on an absent label', expression('zone', 'In', ['']), false],
    ['NotIn fails on one of its values', expression('app', 'NotIn', ['bert']), false],
    ['NotIn accepts another value', expression('app', 'NotIn', ['x']), true],
    ['NotIn accepts an absent label', expression('zone', 'NotIn', ['x']), true],
    ['NotIn without values is refused', expression('zone', 'NotIn'), false],
    ['Exists finds a label', expression('tier', 'Exists'), true],
    ['Exists fails on an absent label', expression('zone', 'Exists'), false],
    ['Exists with values is refused', expression('tier', 'Exists', ['gpu']), false],
    ['DoesNotExist accepts an absent label', expression('zone', 'DoesNotExist'), true],
    ['DoesNotExist fails on a label', expression('tier', 'DoesNotExist'), false],
    ['does not know Gt', expression('tier', 'Gt', ['1']), false],
    ['needs labels and expressions', { matchLabels: { app: 'bert' }, ...expression('zone', 'Exists') }, false],
    ['takes inherited properties for no labels', expression('toString', 'Exists'), false],
  ])('%s', (_, selector, expected) => {
    expect(selectorMatches(selector, labels)).toBe(expected);
  });
});
