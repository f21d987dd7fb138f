import { PromQLError } from '../../src/promql';
import { evaluateInstant, evaluateRange } from '../../src/promql/evaluation/evaluate';
import { SeriesStore } from '../../src/series/series-store';
import * as answers from '../reference/promql/answers';
import * as questions from '../reference/promql/cases';
import * as comparison from '../reference/promql/compare';
import * as data from '../reference/promql/dataset';

/** What Prometheus answers and we do not: native histograms and the newest experimental functions. */
const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['histogram_count(foo)', 'unsupported-native-histogram'],
  ['info(foo)', 'unsupported-function'],
  ['start()', 'unsupported-function'],
  ['end()', 'unsupported-function'],
  ['limitk(1, foo)', 'unsupported-aggregation'],
]);

const TABLES = ['answers-2.42.0', 'answers-3.14.0', 'answers-3.14.0-delayed'];

const series = data.dataset();
const store = SeriesStore.from(series);
const cases = questions.cases();

describe.each(TABLES)('%s.json', (name) => {
  const table = require(`../reference/promql/${name}.json`);
  const options = {
    semantics: table.prometheus,
    delayedNameRemoval: table.delayedNameRemoval,
    experimental: true,
  };

  const outcomeOf = ({ query, time, start, end, step }: questions.Case): comparison.Outcome => {
    try {
      if (time !== undefined) return { result: evaluateInstant(store, query, { ...options, time: data.BASE + time }) };
      const range = { start: data.BASE + start!, end: data.BASE + end!, step: step! };
      return { result: evaluateRange(store, query, { ...options, ...range }) };
    } catch (error) {
      return { error };
    }
  };

  it('holds the answers to these cases about these series', () => {
    expect(table.data).toBe(answers.hashOf(series));
    expect(table.answers).toHaveLength(cases.length);
  });

  it('has an answer that we give bit for bit, case by case', () => {
    const differences = cases.flatMap((one, at) => {
      const answer = answers.unpack(table, table.answers[at], data.BASE);
      const outcome = outcomeOf(one);
      if (isUnsupported(one, outcome)) return [];
      const found = comparison.difference(outcome, answer, { ordered: one.ordered ?? false });
      return found === undefined ? [] : [`${one.query} at ${one.time ?? `${one.start}..${one.end}`}: ${found}`];
    });
    expect(differences).toEqual([]);
  });
});

function isUnsupported({ query }: questions.Case, { error }: comparison.Outcome): boolean {
  return error instanceof PromQLError && error.code === UNSUPPORTED.get(query);
}

it('asks more than 600 questions', () => {
  expect(cases.length).toBeGreaterThan(600);
});
