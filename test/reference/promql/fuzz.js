/**
 * Asks random expressions of Prometheus and of the library, and says where they differ.
 *
 *   npm run build && node test/reference/promql/fuzz.js [expressions=5000] [seed=1]
 *
 * Uses a local Prometheus server where one is installed, and Prometheus 3's engine where Go is. Prometheus does not always give
 * the same answer twice: it adds up series in the order of a Go map. What differs is asked again before it counts.
 */

const { difference } = require('./compare');
const { BASE, dataset } = require('./dataset');
const { randomQuestions } = require('./expressions');
const { askGoEngine, buildGoEngine, GO_ENGINE_VERSION } = require('./go-engine');
const { installedVersion, startServer } = require('./prometheus-server');

/** How often a question is asked again before a difference counts. */
const REPEATS = 12;

/** How far apart numbers may be where Prometheus does not agree with itself. */
const UNSTABLE = 1e-9;

/**
 * Compares random questions with a server or engine. `ask` takes questions in ms since the epoch and gives their answers;
 * `library` is { evaluateInstant, evaluateRange, SeriesStore }. Gives { asked, refused, unstable, differences }.
 */
async function compareRandomly({ library, ask, semantics, questions }) {
  const store = library.SeriesStore.from(dataset());
  const absolute = questions.map(toAbsolute);
  const answers = await ask(absolute);
  const outcome = { asked: questions.length, refused: 0, unstable: 0, differences: [] };
  for (const [at, question] of absolute.entries()) {
    const ours = evaluate(library, store, question, semantics);
    if (ours.error) outcome.refused++;
    const found = difference(ours, answers[at]);
    if (found === undefined) continue;
    const repeated = await ask(Array.from({ length: REPEATS }, () => question));
    if (repeated.some((answer) => difference(ours, answer) === undefined)) continue;
    if (
      varies([answers[at], ...repeated]) &&
      repeated.some((answer) => difference(ours, answer, { sameNumber: near }) === undefined)
    ) {
      outcome.unstable++;
      continue;
    }
    outcome.differences.push({ ...questions[at], found });
  }
  return outcome;
}

function toAbsolute({ query, time, start, end, step }) {
  return time === undefined ? { query, start: BASE + start, end: BASE + end, step } : { query, time: BASE + time };
}

function evaluate({ evaluateInstant, evaluateRange }, store, { query, ...times }, semantics) {
  const options = { ...times, semantics, experimental: true };
  try {
    return {
      result: times.time === undefined ? evaluateRange(store, query, options) : evaluateInstant(store, query, options),
    };
  } catch (error) {
    return { error };
  }
}

function varies(answers) {
  const texts = new Set(answers.map((answer) => JSON.stringify(sorted(answer))));
  return texts.size > 1;
}

function sorted(answer) {
  const list = answer.samples ?? answer.series;
  return list ? list.map((one) => JSON.stringify(one)).sort() : answer;
}

function near(a, b) {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= UNSTABLE * Math.max(Math.abs(a), Math.abs(b), 1e-300);
}

async function main([count = '5000', seed = '1']) {
  const library = { ...require('foresail/promql'), ...require('foresail/snapshot') };
  const versions = [];
  const prometheus = installedVersion();
  if (prometheus !== undefined) {
    const server = await startServer();
    try {
      await server.write(dataset());
      const ask = server.askAll;
      const questions = randomQuestions(Number(seed), Number(count), '2');
      versions.push([prometheus, await compareRandomly({ library, ask, semantics: prometheus, questions })]);
    } finally {
      await server.close();
    }
  }
  const program = buildGoEngine();
  if (program !== undefined) {
    const series = dataset();
    const ask = (questions) => askGoEngine(program, series, questions);
    const questions = randomQuestions(Number(seed) + 1, Number(count), '3');
    versions.push([
      GO_ENGINE_VERSION,
      await compareRandomly({ library, ask, semantics: GO_ENGINE_VERSION, questions }),
    ]);
  }
  for (const [version, { asked, refused, unstable, differences }] of versions) {
    for (const one of differences) process.stdout.write(`${JSON.stringify(one)}\n`);
    process.stdout.write(
      `Prometheus ${version}: ${asked} expressions, ${refused} refused by both, ${unstable} not stable, ${differences.length} differences\n`,
    );
  }
  process.exitCode = versions.some(([, { differences }]) => differences.length > 0) ? 1 : 0;
}

module.exports = { compareRandomly };

if (require.main === module) main(process.argv.slice(2));
