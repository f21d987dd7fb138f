import fc from 'fast-check';
import { evaluateInstant, evaluateRange, PromQLError, parsePromQL, type QueryResult } from '../../src/promql';
import { SeriesStore } from '../../src/series/series-store';
import { BASE, dataset } from '../reference/promql/dataset';
import { randomQuestions } from '../reference/promql/expressions';

const store = SeriesStore.from(dataset());

/** The number of every series at one time; undefined where the query is refused. */
type Elements = ReadonlyMap<string, number> | undefined;

function elementsOf(evaluate: () => QueryResult): Elements {
  try {
    const result = evaluate();
    if (result.type === 'scalar') return new Map([['[]', result.value]]);
    if (result.type !== 'vector') throw new Error(`a ${result.type}`);
    return new Map(result.samples.map(({ labels, value }) => [keyOf(labels), value]));
  } catch (error) {
    if (error instanceof PromQLError) return undefined;
    throw error;
  }
}

function keyOf(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort());
}

/** Adding up groups in another order may cost the last digits, where a group comes and goes. */
function almostEqual(a: number, b: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

describe.each(['2.42.0', '3.14.0'])('with the semantics of %s', (semantics) => {
  const options = { semantics, experimental: true };

  it('a range query equals the instant queries at its steps', () => {
    const questions = randomQuestions(77, 700, semantics.startsWith('2') ? '2' : '3');
    let compared = 0;
    for (const { query, start, end, step } of questions) {
      // An instant query has other ends, and among equal values any may be the top.
      if (start === undefined || /start\(\)|end\(\)|topk|bottomk/.test(query)) continue;
      const range = { start: BASE + start, end: BASE + end!, step: step! };
      let series: ReturnType<typeof evaluateRange>['series'];
      try {
        series = evaluateRange(store, query, { ...options, ...range }).series;
      } catch (error) {
        if (error instanceof PromQLError) continue;
        throw error;
      }
      for (let time = range.start; time <= range.end; time += range.step) {
        const expected = elementsOf(() => evaluateInstant(store, query, { ...options, time }));
        const found = new Map(
          series.flatMap(({ labels, timestamps, values }) => {
            const at = timestamps.indexOf(time);
            return at === -1 ? [] : [[keyOf(labels), values[at]!] as const];
          }),
        );
        expect([query, [...found.keys()].sort()]).toEqual([query, [...(expected?.keys() ?? [])].sort()]);
        for (const [key, value] of found) {
          if (!almostEqual(value, expected!.get(key)!))
            throw new Error(`${query} at ${time}: ${value}, not ${expected!.get(key)}`);
        }
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });

  it('a query gives the same answer twice', () => {
    for (const { query, time } of randomQuestions(78, 300, '3')) {
      if (time === undefined) continue;
      const ask = () => elementsOf(() => evaluateInstant(store, query, { ...options, time: BASE + time }));
      expect(ask()).toEqual(ask());
    }
  });
});

/** Pieces of PromQL, put together as they come: mostly wrong. */
const soup = fc
  .array(
    fc.constantFrom(
      ...'sum by ( ) [ ] { } , : @ = != =~ !~ == < <= > >= + - * / % ^ and or unless on ignoring group_left bool offset'.split(
        ' ',
      ),
      ...'rate( abs( topk( count_values( label_replace( histogram_quantile( scalar( time() gpu_utilization a_metric'.split(
        ' ',
      ),
      ...[
        '5m',
        '1h',
        '0',
        '1',
        '3.5',
        'NaN',
        '"text"',
        '"(.*)"',
        "'",
        '`',
        '\\',
        '#',
        '\n',
        ' ',
        'x',
        '<<.Series>>',
        'start()',
        'step()',
      ],
    ),
    { maxLength: 24 },
  )
  .map((pieces) => pieces.join(' '));

describe('any text', () => {
  it.each([
    ['of any characters', fc.string({ unit: 'binary', maxLength: 80 })],
    ['of pieces of PromQL', soup],
  ])('%s is read or refused, never thrown at', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const { ast, diagnostics } = parsePromQL(text, { experimental: true });
        expect(ast === undefined).toBe(diagnostics.length > 0);
        for (const { span, line, column } of diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('that is cut, doubled or stirred ends in an answer or a PromQLError', () => {
    const queries = randomQuestions(79, 200, '3').map(({ query }) => query);
    const cut = fc.record({
      query: fc.constantFrom(...queries),
      from: fc.nat(200),
      to: fc.nat(200),
      again: fc.boolean(),
    });
    fc.assert(
      fc.property(cut, ({ query, from, to, again }) => {
        const piece = query.slice(Math.min(from, to), Math.max(from, to));
        const text = again ? query.replace(piece, piece + piece) : query.replace(piece, '');
        elementsOrMatrix(text);
      }),
      { numRuns: 1_500, seed: 2 },
    );
  });
});

function elementsOrMatrix(query: string): void {
  try {
    evaluateInstant(store, query, { time: BASE + 5_400_000, experimental: true, limits: { samples: 1_000_000 } });
  } catch (error) {
    if (!(error instanceof PromQLError)) throw error;
  }
}
