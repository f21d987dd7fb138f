import { evaluateInstant, evaluateRange, PromQLError, parsePromQL, type QueryLimits } from '../../src/promql';
import { type SeriesInput, SeriesStore } from '../../src/series/series-store';

const MINUTE = 60_000;

function every(interval: number, values: readonly number[], start = 0): Pick<SeriesInput, 'timestamps' | 'values'> {
  return { timestamps: values.map((_, at) => start + at * interval), values };
}

const store = SeriesStore.from([
  { labels: { __name__: 'up', pod: 'b' }, ...every(MINUTE, [1, 2, 3, 4, 5, 6]) },
  { labels: { __name__: 'up', pod: 'a' }, ...every(MINUTE, [10, 20, 30, 40, 50, 60]) },
  { labels: { __name__: 'gone', pod: 'a' }, ...every(MINUTE, [1, 2, Number.NaN]), stale: [2] },
]);

function failure(run: () => unknown): PromQLError {
  try {
    run();
  } catch (error) {
    if (error instanceof PromQLError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('results', () => {
  it('give a vector sorted by canonical labels, times in ms', () => {
    expect(evaluateInstant(store, 'up', { time: 5 * MINUTE })).toEqual({
      type: 'vector',
      samples: [
        { labels: { __name__: 'up', pod: 'a' }, value: 60, time: 300_000 },
        { labels: { __name__: 'up', pod: 'b' }, value: 6, time: 300_000 },
      ],
    });
  });

  it.each([
    ['sort(up)', [6, 60]],
    ['sort_desc(up)', [60, 6]],
    ['topk(2, up)', [60, 6]],
    ['bottomk(2, up)', [6, 60]],
    ['-sort(up)', [-6, -60]],
    ['(sort(up)) * 2', [12, 120]],
    ['sort(up) or up', [60, 6]],
  ])('keep the order that %s asks for', (query, values) => {
    const result = evaluateInstant(store, query, { time: 5 * MINUTE });
    expect(result.type === 'vector' && result.samples.map(({ value }) => value)).toEqual(values);
  });

  it('give a scalar and a string', () => {
    expect(evaluateInstant(store, '1 + 1', { time: 1000 })).toEqual({ type: 'scalar', value: 2, time: 1000 });
    expect(evaluateInstant(store, '("a")', { time: 1000 })).toEqual({ type: 'string', value: 'a', time: 1000 });
  });

  it('give the samples of a range vector', () => {
    expect(evaluateInstant(store, 'up{pod="b"}[2m]', { time: 5 * MINUTE })).toEqual({
      type: 'matrix',
      series: [
        {
          labels: { __name__: 'up', pod: 'b' },
          timestamps: Float64Array.of(240_000, 300_000),
          values: Float64Array.of(5, 6),
        },
      ],
    });
  });

  it('give a range of a scalar as one series without labels', () => {
    expect(evaluateRange(store, 'time()', { start: 0, end: 2500, step: 1000 })).toEqual({
      type: 'matrix',
      series: [{ labels: {}, timestamps: Float64Array.of(0, 1000, 2000), values: Float64Array.of(0, 1, 2) }],
    });
  });

  it('leave out the steps without a value', () => {
    const { series } = evaluateRange(store, 'gone', { start: 0, end: 5 * MINUTE, step: MINUTE });
    expect(series.map(({ timestamps }) => [...timestamps])).toEqual([[0, 60_000]]);
  });

  it('take a tree in place of a text', () => {
    const { ast } = parsePromQL('sum(up)');
    expect(evaluateInstant(store, ast!, { time: 5 * MINUTE })).toMatchObject({ samples: [{ value: 66 }] });
  });

  it('treat a label called __proto__ like any other', () => {
    const odd = SeriesStore.from([
      {
        labels: Object.fromEntries([
          ['__name__', 'x'],
          ['__proto__', 'p'],
        ]),
        timestamps: [0],
        values: [1],
      },
    ]);
    const result = evaluateInstant(odd, 'sum by (__proto__) (x)', { time: 0 });
    expect(JSON.stringify(result)).toContain('{"__proto__":"p"}');
    expect(evaluateInstant(store, 'sum by (__proto__) (up)', { time: 0 })).toMatchObject({ samples: [{ labels: {} }] });
  });
});

describe('options', () => {
  const facts = { semantics: '2.42.0', lookbackMs: MINUTE, evaluationIntervalMs: 30_000 };
  const recorded = SeriesStore.from([{ labels: { __name__: 'x' }, timestamps: [0, MINUTE], values: [1, 2] }], facts);

  it('come from the store', () => {
    expect(evaluateInstant(recorded, 'x', { time: 2 * MINUTE })).toMatchObject({ samples: [{ value: 2 }] });
    expect(evaluateInstant(recorded, 'x', { time: 2 * MINUTE + 1 })).toMatchObject({ samples: [] });
    expect(evaluateInstant(recorded, 'count_over_time(x[1m:])', { time: MINUTE })).toMatchObject({
      samples: [{ value: 3 }],
    });
  });

  it('win over the store', () => {
    expect(evaluateInstant(recorded, 'x', { time: 2 * MINUTE, semantics: '3.0.0' })).toMatchObject({ samples: [] });
    expect(evaluateInstant(recorded, 'x', { time: 4 * MINUTE, lookbackMs: 5 * MINUTE })).toMatchObject({
      samples: [{ value: 2 }],
    });
    const query = 'count_over_time(x[1m:])';
    expect(evaluateInstant(recorded, query, { time: MINUTE, subqueryStepMs: MINUTE })).toMatchObject({
      samples: [{ value: 2 }],
    });
  });

  it.each([
    [{ time: Number.NaN }, 'time'],
    [{ time: 0.5 }, 'time'],
    [{ time: 0, semantics: 'newest' }, 'semantics'],
    [{ time: 0, semantics: '2.10.0' }, 'semantics'],
    [{ time: 0, semantics: '99.0.0' }, 'semantics'],
    [{ time: 0, lookbackMs: 0 }, 'lookbackMs'],
    [{ time: 0, limits: { work: Number.NaN } }, 'limits.work'],
    [{ time: 0, limits: { samples: -1 } }, 'limits.samples'],
    [{ time: 0, limits: { milliseconds: Number.NaN } }, 'limits.milliseconds'],
    [{ time: 0, subqueryStepMs: -1 }, 'subqueryStepMs'],
  ])('%o are refused', (options, name) => {
    const error = failure(() => evaluateInstant(store, 'up', options));
    expect([error.code, error.phase]).toEqual(['bad-option', 'evaluation']);
    expect(error.message).toContain(`"${name}"`);
  });

  it.each([
    ['[{}, "up", {"time":0}]', 'the option "store" is an object; it takes a SeriesStore'],
    ['["STORE", null, {"time":0}]', 'the option "query" is null; it takes a text, or the tree of parsePromQL'],
    ['["STORE", "up", null]', 'the option "options" is null; it takes an object'],
    ['["STORE", "up", {}]', 'the option "time" is undefined; it takes a whole number of ms'],
    ['["STORE", "up", {"time":0,"limits":7}]', 'the option "limits" is 7; it takes an object'],
    ['["STORE", "up", {"time":0,"limits":{"clock":1}}]', 'the option "limits.clock" is 1; it takes a function'],
  ])('of another type from JavaScript are refused: %s', (text, message) => {
    const given = JSON.parse(text, (_, value) => (value === 'STORE' ? store : value));
    const error = failure(() => Reflect.apply(evaluateInstant, undefined, given));
    expect([error.code, error.message]).toEqual(['bad-option', message]);
  });

  it('take the nearest version that is known for what a recorded server was', () => {
    const samplesAtTheEdge = (semantics: string) => {
      const recordedBy = SeriesStore.from([{ labels: { __name__: 'x' }, timestamps: [0], values: [1] }], { semantics });
      const result = evaluateInstant(recordedBy, 'x', { time: 300_000 });
      return result.type === 'vector' && result.samples.length;
    };
    expect(['2.10.0', '2.42.0', '3.14.0', '4.1.0', 'main'].map(samplesAtTheEdge)).toEqual([1, 1, 0, 0, 0]);
  });

  it.each([
    [{ start: 0, end: 1, step: 0 }, 'step'],
    [{ start: 2, end: 1, step: 1 }, 'end'],
  ])('%o are no range', (options, name) => {
    expect(failure(() => evaluateRange(store, 'up', options)).message).toContain(`"${name}"`);
  });
});

describe('errors', () => {
  it('of the parse phase carry every diagnostic', () => {
    const error = failure(() => evaluateInstant(store, 'sum(1) + rate(up)', { time: 0 }));
    expect(error).toMatchObject({ code: 'aggregation-type', phase: 'parse', span: { start: 4, end: 5 } });
    expect(error.diagnostics.map(({ code }) => code)).toEqual(['aggregation-type', 'argument-type']);
  });

  it.each([
    ['up[5m]', 'range-query-type'],
    ['"a"', 'range-query-type'],
  ])('refuse %s over a range', (query, code) => {
    const error = failure(() => evaluateRange(store, query, { start: 0, end: 1, step: 1 }));
    expect([error.code, error.phase]).toEqual([code, 'parse']);
  });

  it.each([
    ['up + on () up', 'many-to-many', 0, 13],
    ['up + on () group_left up', 'many-to-many', 0, 24],
    ['1 + abs({__name__=~"up|gone"})', 'duplicate-labels', 4, 30],
    ['label_replace(up, "pod", "x", "pod", "(")', 'bad-replace-regex', 37, 40],
    ['label_replace(up, "", "x", "pod", ".*")', 'bad-destination-label', 18, 20],
    ['count_values("", up)', 'bad-value-label', 13, 15],
    ['topk(NaN, up)', 'parameter-not-a-number', 5, 8],
    ['topk(1e30, up)', 'parameter-out-of-range', 5, 9],
    ['1 + histogram_sum(up)', 'unsupported-native-histogram', 4, 21],
    ['ts_of_max_over_time(up[5m])', 'unsupported-function', 0, 27],
    ['limitk(1, up)', 'unsupported-aggregation', 0, 13],
    ['double_exponential_smoothing(up[5m], 1, 0.5)', 'bad-smoothing-factor', 0, 44],
  ])('%s is %s', (query, code, start, end) => {
    const error = failure(() => evaluateInstant(store, query, { time: MINUTE, experimental: true }));
    expect([error.code, error.phase, error.span]).toEqual([code, 'evaluation', { start, end }]);
  });
});

describe('what is not supported', () => {
  it.each([
    ['histogram_avg(up)', 'unsupported-native-histogram'],
    ['histogram_count(up)', 'unsupported-native-histogram'],
    ['histogram_sum(up)', 'unsupported-native-histogram'],
    ['histogram_stddev(up)', 'unsupported-native-histogram'],
    ['histogram_stdvar(up)', 'unsupported-native-histogram'],
    ['histogram_quantiles(up, "quantile", 0.5)', 'unsupported-function'],
    ['start_timestamp(up)', 'unsupported-function'],
    ['ts_of_first_over_time(up[5m])', 'unsupported-function'],
    ['ts_of_last_over_time(up[5m])', 'unsupported-function'],
    ['ts_of_max_over_time(up[5m])', 'unsupported-function'],
    ['ts_of_min_over_time(up[5m])', 'unsupported-function'],
    ['info(up)', 'unsupported-function'],
    ['min_of(1, 2)', 'unsupported-function'],
    ['max_of(1, 2)', 'unsupported-function'],
    ['start()', 'unsupported-function'],
    ['end()', 'unsupported-function'],
    ['step()', 'unsupported-function'],
    ['range()', 'unsupported-function'],
    ['limitk(1, up)', 'unsupported-aggregation'],
    ['limit_ratio(0.5, up)', 'unsupported-aggregation'],
  ])('%s ends in %s, over all of itself', (query, code) => {
    const error = failure(() => evaluateInstant(store, query, { time: MINUTE, experimental: true }));
    expect([error.code, error.phase, error.span]).toEqual([code, 'evaluation', { start: 0, end: query.length }]);
  });
});

describe('limits', () => {
  const range = { start: 0, end: 10 * MINUTE, step: 1000 };
  const limited = (limits: QueryLimits, query = 'up') =>
    failure(() => evaluateRange(store, query, { ...range, limits }));

  it.each([
    ['samples', 'limit-samples', 100],
    ['series', 'limit-series', 1],
    ['steps', 'limit-steps', 600],
    ['work', 'limit-work', 1000],
  ] as const)('on %s end in %s, which says how to go on', (name, code, most) => {
    const error = limited({ [name]: most });
    expect([error.code, error.phase]).toEqual([code, 'evaluation']);
    expect(error.message).toContain(`raise the limit "${name}"`);
  });

  it('hold for the steps of a subquery', () => {
    expect(limited({}, 'max_over_time(up[7d:1ms])').code).toBe('limit-steps');
    expect(limited({}, 'max_over_time(max_over_time(up[2d:1s])[1h:1s])').code).toBe('limit-steps');
  });

  it('hold for the memory of series that are mostly empty', () => {
    const sparse = SeriesStore.from(
      Array.from({ length: 100 }, (_, at) => ({
        labels: { __name__: 'x', at: `${at}` },
        timestamps: [at],
        values: [1],
      })),
    );
    const ask = (samples: number) =>
      evaluateRange(sparse, 'x + x', { start: 1000, end: 1e9, step: 1e6, limits: { samples } }).series.length;
    expect(ask(100_000)).toBe(100);
    expect(failure(() => ask(10_000)).code).toBe('limit-samples');
  });

  it('keep labels from growing without end', () => {
    const doubled = (call: (inner: string) => string) =>
      Array.from({ length: 40 }).reduce<string>((inner) => call(inner), 'up');
    const join = doubled((inner) => `label_join(${inner}, "pod", "", "pod", "pod")`);
    const replace = doubled((inner) => `label_replace(${inner}, "pod", "$1$1", "pod", "(.*)")`);
    for (const query of [join, replace]) {
      expect(failure(() => evaluateInstant(store, query, { time: 0 })).code).toBe('label-too-long');
    }
  });

  it('hold for the patterns of label_replace together', () => {
    const query = Array.from({ length: 50 }).reduce<string>(
      (inner, _, at) => `label_replace(${inner}, "a", "", "pod", "${at}\\\\pL{500}")`,
      'up',
    );
    expect(failure(() => evaluateInstant(store, query, { time: 0 })).code).toBe('bad-replace-regex');
  });

  it('on wall time are measured with the clock that is given', () => {
    let now = 0;
    const clock = () => {
      now += 50;
      return now;
    };
    const heavy = `${'sum_over_time(up[5m]) + '.repeat(60)}sum_over_time(up[5m])`;
    const limits = { clock, milliseconds: 60 };
    const error = failure(() => evaluateRange(store, heavy, { start: 0, end: 40_000_000, step: 1000, limits }));
    expect(error.code).toBe('limit-time');
    expect(evaluateRange(store, 'up', { ...range, limits: { clock, milliseconds: 60_000 } }).series).toHaveLength(2);
  });

  it('on wall time hold without a clock from the caller', () => {
    const heavy = 'quantile_over_time(0.5, up[5m:1s])';
    const options = { start: 0, end: 80_000_000, step: 1000 };
    expect(failure(() => evaluateRange(store, heavy, { ...options, limits: { milliseconds: 20 } })).code).toBe(
      'limit-time',
    );
  });

  it('look at the clock within one series', () => {
    const length = 20_000;
    const long = SeriesStore.from([{ labels: { __name__: 'x' }, ...every(1000, new Array<number>(length).fill(1)) }]);
    let looks = 0;
    const limits = { clock: () => ++looks, milliseconds: 5 };
    const options = { start: 0, end: length * 1000, step: 1000, limits };
    expect(failure(() => evaluateRange(long, 'sum_over_time(x[1d])', options)).code).toBe('limit-time');
    expect(looks).toBeLessThan(10);
  });

  it('count the work of sorting', () => {
    const ask = (query: string) => () =>
      evaluateRange(store, query, { start: 0, end: 5 * MINUTE, step: 1000, limits: { work: 200_000 } });
    expect(ask('sum_over_time(up[5m:1s])')().series).toHaveLength(2);
    expect(failure(ask('quantile_over_time(0.5, up[5m:1s])')).code).toBe('limit-work');
    expect(failure(() => ask('quantile_over_time(0.5, up[5m:1s])')()).message).toContain('"work"');
  });

  it('count the work of set operators', () => {
    const chain = Array.from({ length: 480 }, (_, at) => `label_replace(up, "a", "${at}", "", "")`).join(' or ');
    const limits = { work: 1_000_000 };
    expect(failure(() => evaluateInstant(store, chain, { time: 0, limits })).code).toBe('limit-work');
    expect(evaluateInstant(store, chain, { time: 0 })).toMatchObject({ type: 'vector' });
  });

  it('let an undefined limit be the default', () => {
    const limits: QueryLimits = JSON.parse('{}');
    expect(evaluateRange(store, 'up', { ...range, limits: { ...limits } }).series).toHaveLength(2);
  });

  it('leave room on the stack for a query as deep as the parser takes', () => {
    const nested = (open: string, inner: string, close: string, depth: number) =>
      open.repeat(depth) + inner + close.repeat(depth);
    const queries = [
      nested('abs(', 'up', ')', 498),
      nested('(', 'up', ')', 498),
      nested('sum(', 'up', ')', 498),
      `up${' + up'.repeat(498)}`,
      `up${' or up'.repeat(498)}`,
      nested('max_over_time(', 'up', '[1m:1m])', 240),
      nested('label_join(', 'up', ', "a", "b", "c")', 490),
    ];
    for (const query of queries) {
      expect(evaluateRange(store, query, { start: 0, end: MINUTE, step: MINUTE }).series.length).toBeGreaterThan(0);
    }
  });
});
