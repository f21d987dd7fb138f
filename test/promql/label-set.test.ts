import fc from 'fast-check';
import { LabelSet } from '../../src/promql/evaluation/label-set';

const set = LabelSet.of({ b: '2', __name__: 'm', A: '1', empty: '' });

it('holds labels in the order of their names, without empty values', () => {
  expect(Object.entries(set.toLabels())).toEqual([
    ['A', '1'],
    ['__name__', 'm'],
    ['b', '2'],
  ]);
  expect([set.size, set.get('b'), set.get('empty'), set.get('toString')]).toEqual([3, '2', '', '']);
});

it('derives other sets', () => {
  expect(set.with('a', 'new').toLabels()).toEqual({ A: '1', __name__: 'm', a: 'new', b: '2' });
  expect(set.with('b', 'new').toLabels()).toEqual({ A: '1', __name__: 'm', b: 'new' });
  expect(set.with('b', '').toLabels()).toEqual({ A: '1', __name__: 'm' });
  expect(set.keep(new Set(['b', 'c'])).toLabels()).toEqual({ b: '2' });
  expect(set.without(new Set(['b', 'c'])).toLabels()).toEqual({ A: '1', __name__: 'm' });
  expect(set.without(new Set(['c']))).toBe(set);
  expect(String(set)).toBe('m{A="1", b="2"}');
});

it.each([
  [{ a: '1' }, { a: '2' }],
  [{ a: '9' }, { b: '1' }],
  [{ a: '1' }, { a: '1', b: '1' }],
  [{ Z: '1' }, { __name__: 'm' }],
])('sorts %o before %o, as Prometheus does', (first, second) => {
  expect(LabelSet.of(first).compare(LabelSet.of(second))).toBeLessThan(0);
  expect(LabelSet.of(second).compare(LabelSet.of(first))).toBeGreaterThan(0);
});

const labels = fc.dictionary(fc.string({ maxLength: 3 }), fc.string({ minLength: 1, maxLength: 3 }), { maxKeys: 4 });

it('has equal keys exactly where the labels are equal', () => {
  fc.assert(
    fc.property(labels, labels, (a, b) => {
      const left = LabelSet.of(a);
      const right = LabelSet.of(b);
      expect(left.key === right.key).toBe(left.compare(right) === 0);
      expect(LabelSet.from(Object.entries(a).reverse()).key).toBe(left.key);
    }),
    { seed: 3 },
  );
});
