import { readSelector } from '../../src/kubernetes/read-selector';
import type { Json } from '../../src/source/node';

const expression = { key: 'app', operator: 'Exists' };

describe('a selector as somebody wrote it', () => {
  it.each<[string, Json, object]>([
    ['labels', { matchLabels: { app: 'bert' } }, { matchLabels: { app: 'bert' } }],
    [
      'expressions',
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['bert'] }] },
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['bert'] }] },
    ],
    [
      'values that are null as none',
      { matchExpressions: [{ ...expression, values: null }] },
      { matchExpressions: [expression] },
    ],
    [
      'labels that are null as none',
      { matchLabels: null, matchExpressions: [expression] },
      { matchExpressions: [expression] },
    ],
    [
      'expressions that are null as none',
      { matchLabels: { app: 'bert' }, matchExpressions: null },
      { matchLabels: { app: 'bert' } },
    ],
    ['an empty one', {}, {}],
  ])('is read with %s', (_, json, expected) => {
    expect(readSelector(json)).toEqual(expected);
  });

  it.each<[string, Json | undefined]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'app=bert'],
    ['a list', [{ app: 'bert' }]],
    ['labels in a list', { matchLabels: ['app'] }],
    ['a label that is no text', { matchLabels: { app: 1 } }],
    ['a label that is null', { matchLabels: { app: null } }],
    ['an expression that is null', { matchExpressions: [null] }],
    ['expressions that are no list', { matchExpressions: expression }],
    ['an expression without an operator', { matchExpressions: [{ key: 'app' }] }],
    ['values that are no list', { matchExpressions: [{ ...expression, values: -1 }] }],
    ['a value that is no text', { matchExpressions: [{ ...expression, values: [1] }] }],
  ])('cannot be read where %s stands', (_, json) => {
    expect(readSelector(json)).toBeUndefined();
  });

  it('keeps a label called __proto__ a label', () => {
    const json: Json = JSON.parse('{"matchLabels":{"__proto__":"x"}}');
    expect(Object.keys(readSelector(json)?.matchLabels ?? {})).toEqual(['__proto__']);
  });
});
