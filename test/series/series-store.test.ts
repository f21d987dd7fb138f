import fc from 'fast-check';
import { canonicalLabels, type Labels, labelValue } from '../../src/series/labels';
import { createMatcher, isMatcher, type Matcher, type MatchOperator } from '../../src/series/matcher';
import { labelValueId } from '../../src/series/series';
import { SeriesStore } from '../../src/series/series-store';

function matcher(name: string, op: MatchOperator, value: string): Matcher {
  const result = createMatcher(name, op, value);
  if (!isMatcher(result)) throw new Error(result.message);
  return result;
}

function storeOf(...labels: Labels[]): SeriesStore {
  return SeriesStore.from(labels.map((set) => ({ labels: set, timestamps: [0], values: [1] })));
}

const STORE = storeOf(
  { __name__: 'up', job: 'b', pod: 'x-1' },
  { __name__: 'up', job: 'a', pod: 'x-2' },
  { __name__: 'up', job: 'a' },
  { __name__: 'load', job: 'a', pod: 'y-1', empty: '' },
);

function selected(...matchers: [string, MatchOperator, string][]): string[] {
  return STORE.select(matchers.map(([name, op, value]) => matcher(name, op, value))).map((series) =>
    canonicalLabels(series.labels),
  );
}

describe('SeriesStore.select', () => {
  it.each<[string, [string, MatchOperator, string][], string[]]>([
    [
      'all series for no matcher',
      [],
      ['load{job="a",pod="y-1"}', 'up{job="a",pod="x-2"}', 'up{job="a"}', 'up{job="b",pod="x-1"}'],
    ],
    [
      'equality',
      [
        ['__name__', '=', 'up'],
        ['job', '=', 'a'],
      ],
      ['up{job="a",pod="x-2"}', 'up{job="a"}'],
    ],
    ['an unknown value', [['job', '=', 'z']], []],
    ['an unknown label', [['zone', '=', 'z']], []],
    [
      'an unknown label that may be absent',
      [
        ['zone', '=', ''],
        ['job', '=', 'b'],
      ],
      ['up{job="b",pod="x-1"}'],
    ],
    [
      'inequality, which admits absence',
      [
        ['pod', '!=', 'x-1'],
        ['__name__', '=', 'up'],
      ],
      ['up{job="a",pod="x-2"}', 'up{job="a"}'],
    ],
    ['a regex', [['pod', '=~', 'x-.*']], ['up{job="a",pod="x-2"}', 'up{job="b",pod="x-1"}']],
    [
      'a regex that admits absence',
      [
        ['pod', '=~', '|x-2'],
        ['__name__', '=', 'up'],
      ],
      ['up{job="a",pod="x-2"}', 'up{job="a"}'],
    ],
    ['a negative regex', [['pod', '!~', 'x-.*']], ['load{job="a",pod="y-1"}', 'up{job="a"}']],
    ['presence', [['pod', '!=', '']], ['load{job="a",pod="y-1"}', 'up{job="a",pod="x-2"}', 'up{job="b",pod="x-1"}']],
    ['absence', [['pod', '=', '']], ['up{job="a"}']],
    [
      'two matchers on one label',
      [
        ['pod', '=~', '.*-1'],
        ['pod', '!=', 'y-1'],
      ],
      ['up{job="b",pod="x-1"}'],
    ],
    [
      'two equalities that exclude each other',
      [
        ['job', '=', 'a'],
        ['job', '=', 'b'],
      ],
      [],
    ],
  ])('%s', (_, matchers, expected) => {
    expect(selected(...matchers)).toEqual(expected);
  });

  it('agrees with testing every series, for random stores and matchers', () => {
    const value = fc.constantFrom('', 'a', 'b', 'ab', 'a\nb');
    const labels = fc.record({ __name__: fc.constantFrom('m', 'n'), x: value, y: value, __proto__x: value });
    const pattern = fc.constantFrom('', 'a', 'a.*', 'a|b', '.+', '.*', '(|b)', 'zz');
    const condition = fc.tuple(
      fc.constantFrom('__name__', 'x', 'y', '__proto__x', 'absent'),
      fc.constantFrom<MatchOperator>('=', '!=', '=~', '!~'),
      pattern,
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(labels, { selector: canonicalLabels }),
        fc.array(condition, { maxLength: 4 }),
        (sets, conditions) => {
          const matchers = conditions.map(([name, op, text]) => matcher(name, op, text));
          const expected = sets
            .filter((set) => matchers.every((each) => each.matches(labelValue(set, each.name))))
            .map(canonicalLabels)
            .sort();
          expect(
            storeOf(...sets)
              .select(matchers)
              .map((series) => canonicalLabels(series.labels)),
          ).toEqual(expected);
        },
      ),
      { numRuns: 500, seed: 11 },
    );
  });

  it('selects by regex over 10,000 series in less than 20 ms', () => {
    const store = storeOf(
      ...Array.from({ length: 10_000 }, (_, index) => ({
        __name__: `DCGM_FI_DEV_${index % 20}`,
        PodName: `bert-intent-detection-7b486f6bf-${index}`,
        NamespaceName: `ns-${index % 7}`,
        NodeName: `cn-beijing.192.168.0.${index % 250}`,
      })),
    );
    const matchers = [matcher('__name__', '=~', 'DCGM_.*_(1|2)'), matcher('PodName', '=~', 'bert.*-[0-9]+[13579]')];
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now();
      const count = store.select(matchers).length;
      const elapsed = performance.now() - start;
      expect(count).toBe(499);
      return elapsed;
    });
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

describe('SeriesStore', () => {
  it('lists names and values, of all or of the matching series', () => {
    expect(STORE.size).toBe(4);
    expect(STORE.metricNames()).toEqual(['load', 'up']);
    expect(STORE.labelNames()).toEqual(['__name__', 'job', 'pod']);
    expect(STORE.labelNames([matcher('pod', '=', '')])).toEqual(['__name__', 'job']);
    expect(STORE.labelValues('pod')).toEqual(['x-1', 'x-2', 'y-1']);
    expect(STORE.labelValues('pod', [matcher('__name__', '=', 'up')])).toEqual(['x-1', 'x-2']);
    expect(STORE.labelValues('empty')).toEqual([]);
  });

  it('numbers series in canonical order and texts by store', () => {
    const [first] = STORE.select([]);
    expect(first).toMatchObject({ id: 0, labels: { __name__: 'load', job: 'a', pod: 'y-1' } });
    const nameId = STORE.textId('pod')!;
    expect(STORE.textOf(labelValueId(first!, nameId)!)).toBe('y-1');
    expect(STORE.textId('never seen')).toBeUndefined();
    expect(labelValueId(first!, STORE.textId('x-1')!)).toBeUndefined();
  });

  it('keeps samples in columns, and one column for series scraped together', () => {
    const timestamps = [1000, 2000, 3000];
    const store = SeriesStore.from(
      [
        { labels: { __name__: 'a' }, timestamps, values: [1, Number.NaN, 3], stale: [1] },
        { labels: { __name__: 'b' }, timestamps, values: [4, 5, Number.POSITIVE_INFINITY] },
      ],
      { semantics: '2.42.0' },
    );
    const [a, b] = store.select([]);
    expect(a).toMatchObject({ length: 3, stale: Uint32Array.of(1), timestamps: Float64Array.from(timestamps) });
    expect(b?.stale).toBeUndefined();
    expect(b?.values).toEqual(Float64Array.of(4, 5, Number.POSITIVE_INFINITY));
    expect(a?.timestamps).toBe(b?.timestamps);
    expect(store.facts).toEqual({ semantics: '2.42.0' });
  });

  it('treats label names that every object knows as labels', () => {
    const labels = JSON.parse('{"__name__":"m","__proto__":"p","constructor":"c"}');
    const [series] = storeOf(labels).select([matcher('__proto__', '=', 'p'), matcher('constructor', '=', 'c')]);
    expect(Object.entries(series!.labels).sort()).toEqual([
      ['__name__', 'm'],
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    expect(storeOf({ a: 'b' }).select([matcher('constructor', '!=', '')])).toEqual([]);
  });

  it.each([
    ['equal label sets', [{ labels: { a: '1', b: '' } }, { labels: { a: '1' } }], 'two series have the labels {a="1"}'],
    [
      'timestamps that repeat',
      [{ timestamps: [1, 1], values: [1, 2] }],
      '{a="1"} has the timestamp 1 at index 1 after 1',
    ],
    [
      'timestamps out of order',
      [{ timestamps: [2, 1], values: [1, 2] }],
      '{a="1"} has the timestamp 1 at index 1 after 2',
    ],
    ['a timestamp that is no number', [{ timestamps: [Number.NaN] }], '{a="1"} has the timestamp NaN at index 0'],
    ['columns of different length', [{ timestamps: [1, 2] }], '{a="1"} has 2 timestamps and 1 values'],
    ['a stale index out of range', [{ stale: [1] }], '{a="1"} lists 1 as the index of a stale marker'],
    [
      'stale indexes out of order',
      [{ timestamps: [1, 2], values: [1, 2], stale: [1, 0] }],
      '{a="1"} lists 0 as the index of a stale marker',
    ],
    ['a label value that is no text', [{ labels: { a: 1 as unknown as string } }], 'the label a has the value 1'],
  ])('refuses %s', (_, inputs, message) => {
    const complete = inputs.map((input) => ({ labels: { a: '1' }, timestamps: [1], values: [1], ...input }));
    expect(() => SeriesStore.from(complete)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});
