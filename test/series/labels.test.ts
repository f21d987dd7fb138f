import { canonicalLabels, labelValue, sortedLabels } from '../../src/series/labels';

describe('canonicalLabels', () => {
  it.each([
    [{ __name__: 'up' }, 'up'],
    [{}, '{}'],
    [{ __name__: 'up', job: 'a', instance: 'b' }, 'up{instance="b",job="a"}'],
    [{ b: '1', a: '2' }, '{a="2",b="1"}'],
    [{ __name__: 'up', pod: '' }, 'up'],
    [{ __name__: 'my.metric', a: 'b' }, '{"my.metric",a="b"}'],
    [{ __name__: 'my metric' }, '{"my metric"}'],
    [{ __name__: 'vllm:num', 'a.b': 'c' }, 'vllm:num{"a.b"="c"}'],
    [
      { a: 'back\\slash "quote"\nline\ttab\rreturn\u0001' },
      '{a="back\\\\slash \\"quote\\"\\nline\\ttab\\rreturn\\x01"}',
    ],
  ])('writes %j as %s', (labels: Record<string, string>, text) => {
    expect(canonicalLabels(labels)).toBe(text);
  });

  it('keeps a label called __proto__', () => {
    expect(canonicalLabels(JSON.parse('{"__proto__":"x","a":"b"}'))).toBe('{__proto__="x",a="b"}');
  });
});

describe('labelValue', () => {
  it('answers the empty text for an absent label, also for names every object knows', () => {
    expect(labelValue({ a: 'b' }, 'constructor')).toBe('');
    expect(labelValue({ a: 'b' }, '__proto__')).toBe('');
    expect(labelValue({ a: 'b' }, 'a')).toBe('b');
  });
});

describe('sortedLabels', () => {
  it('sorts by code units and drops empty values', () => {
    expect(sortedLabels({ b: '1', Z: '2', _: '', a: '3' })).toEqual([
      ['Z', '2'],
      ['a', '3'],
      ['b', '1'],
    ]);
  });
});
