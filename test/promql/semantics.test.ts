import { evaluateInstant, PromQLError } from '../../src/promql';
import { type SeriesInput, SeriesStore } from '../../src/series/series-store';

const NOW = 600_000;

function aligned(labels: Record<string, string>, values: readonly number[], interval = 30_000): SeriesInput {
  const timestamps = values.map((_, at) => NOW - (values.length - 1 - at) * interval);
  return { labels, timestamps, values };
}

const store = SeriesStore.from([
  aligned(
    { __name__: 'aligned' },
    Array.from({ length: 21 }, (_, at) => at),
  ),
  // Starts at 4 with a slope of 5 per 30 s; the window reaches far to the left of it.
  { labels: { __name__: 'young' }, timestamps: [480_000, 510_000, 540_000], values: [4, 9, 14] },
  aligned({ __name__: 'x', k: 'a\nb' }, [1]),
  aligned({ __name__: 'rounding', at: '1' }, [1]),
  aligned({ __name__: 'rounding', at: '2' }, [1e100]),
  aligned({ __name__: 'rounding', at: '3' }, [1]),
  aligned({ __name__: 'rounding', at: '4' }, [-1e100]),
  aligned({ __name__: 'left', a: '1', b: '1' }, [1]),
  aligned({ __name__: 'left', a: '1', b: '2' }, [2]),
  aligned({ __name__: 'right', a: '1' }, [9]),
  aligned({ __name__: 'typed', __type__: 'gauge', __unit__: 's' }, [3]),
  aligned({ __name__: 'infinite' }, [Number.POSITIVE_INFINITY]),
]);

function answer(query: string, semantics: string): number | string {
  try {
    const result = evaluateInstant(store, query, { time: NOW, semantics });
    if (result.type !== 'vector') throw new Error('no vector');
    return result.samples.length === 1 ? result.samples[0]!.value : `${result.samples.length} elements`;
  } catch (error) {
    if (error instanceof PromQLError) return error.code;
    throw error;
  }
}

it.each([
  ['count_over_time(aligned[5m])', '2.42.0', 11],
  ['count_over_time(aligned[5m])', '2.55.1', 11],
  ['count_over_time(aligned[5m])', '3.0.0', 10],
  ['count_over_time(aligned[1m:1m])', '2.42.0', 2],
  ['count_over_time(aligned[1m:1m])', '3.0.0', 1],
  ['aligned offset -5m', '2.42.0', 20],
  ['aligned offset -5m', '3.0.0', '0 elements'],
  // Up to 2.50 the counter is extended to its zero point, 24 s before the first sample; then by half a distance at most.
  ['increase(young[8m])', '2.50.0', 16.5],
  ['increase(young[8m])', '2.51.0', 15],
  ['x{k=~"a.b"}', '2.42.0', '0 elements'],
  ['x{k=~"a.b"}', '3.0.0', 1],
  ['sum(rounding)', '2.42.0', 0],
  ['sum(rounding)', '2.54.0', 2],
  ['avg(rounding)', '2.54.0', 0],
  ['avg(rounding)', '2.55.0', 0.5],
  ['avg(rounding)', '3.5.0', 0.5],
  ['left > on (a) (right + 9)', '2.42.0', '0 elements'],
  ['left > on (a) (right + 9)', '3.8.0', '0 elements'],
  ['left > on (a) (right + 9)', '3.9.0', 'many-to-one'],
  ['left < on (a) right', '2.42.0', 'many-to-one'],
  ['label_join(left, "b", "", "none")', '2.50.0', 'duplicate-labels'],
  ['label_join(left, "b", "", "none")', '3.2.0', '2 elements'],
  ['label_join(left, "b", "", "none")', '3.3.0', 'duplicate-labels'],
  ['label_replace(right, "new name", "x", "a", ".*")', '3.2.0', 'bad-destination-label'],
  ['label_replace(right, "new name", "x", "a", ".*")', '3.3.0', 9],
  ['aligned offset 0s', '3.3.0', 'duration-not-positive'],
  ['aligned offset 0s', '3.4.0', 20],
  ['aligned offset (1m + 0s)', '3.3.0', 'bad-duration'],
  ['aligned offset (1m + 0s)', '3.13.0', 'modifier-is-experimental'],
  ['aligned offset (1m + 0s)', '3.14.0', 18],
  ['topk(NaN, nothing)', '3.4.0', 'parameter-out-of-range'],
  ['topk(NaN, nothing)', '3.5.0', '0 elements'],
  ['topk(NaN, nothing)', '3.6.0', 'parameter-not-a-number'],
  ['stddev(infinite)', '2.55.0', 0],
  ['stddev(infinite)', '3.0.0', Number.NaN],
  ['topk(NaN, right)', '3.5.0', 'parameter-out-of-range'],
  ['topk(NaN, right)', '3.6.0', 'parameter-not-a-number'],
  ['histogram_fraction(0, 1, right)', '3.3.0', '0 elements'],
] as const)('%s is answered by %s with %s', (query, semantics, expected) => {
  expect(answer(query, semantics)).toBe(expected);
});

it.each([
  ['round(right)', '2.54.0', false],
  ['round(right)', '2.55.0', true],
  ['round(right)', '3.0.0', true],
  ['round(right)', '3.1.0', false],
  ['right atan2 1', '2.47.0', true],
  ['right atan2 1', '2.48.0', false],
  ['right == bool on (a) group_left (__name__) right', '3.10.0', false],
  ['right == bool on (a) group_left (__name__) right', '3.11.0', true],
] as const)('%s in %s keeps the metric name: %s', (query, semantics, keeps) => {
  const result = evaluateInstant(store, query, { time: NOW, semantics });
  expect(result.type === 'vector' && result.samples.map(({ labels }) => labels.__name__)).toEqual([
    keeps ? 'right' : undefined,
  ]);
});

it.each([
  ['2.42.0', 2],
  ['3.0.0', 2],
  ['3.1.0', 1],
])('a subquery of %s that stands alone has %i steps of one minute in a minute', (semantics, steps) => {
  const result = evaluateInstant(store, 'right[1m:1m] @ 660', { time: NOW, semantics });
  expect(result.type === 'matrix' && result.series.map(({ values }) => values.length)).toEqual([steps]);
});

it.each([
  ['3.4.0', { __type__: 'gauge', __unit__: 's' }],
  ['3.5.0', {}],
])('drops the labels of type and unit with the name from 3.5, in %s', (semantics, labels) => {
  expect(evaluateInstant(store, 'abs(typed)', { time: NOW, semantics })).toMatchObject({ samples: [{ labels }] });
});

it('keeps the metric name to the end of the query where that is asked for', () => {
  const named = (query: string) => {
    const result = evaluateInstant(store, query, { time: NOW, delayedNameRemoval: true });
    return result.type === 'vector' && result.samples.map(({ labels }) => labels.__name__);
  };
  expect(named('sum by (__name__) (abs(left))')).toEqual([undefined]);
  expect(named('sum by (__name__) (left)')).toEqual(['left']);
  expect(named('label_replace(abs(left{b="1"}), "__name__", "kept_$1", "__name__", "(.*)")')).toEqual(['kept_left']);
  expect(named('count_values by (__name__) ("v", left)')).toEqual(['left', 'left']);
});
