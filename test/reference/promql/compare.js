/** Compares what the library gives with what Prometheus answered. */

const { codesFor } = require('./error-codes');

/** A number as the server writes it. */
function readNumber(text) {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

/**
 * What differs, or undefined. `outcome` is { result } or { error }.
 * `sameNumber` decides about two numbers; the default is bit for bit, every NaN being the same.
 */
function difference(outcome, answer, { ordered = false, sameNumber = Object.is } = {}) {
  if (answer.kind === 'error') return differentError(outcome, answer);
  if (outcome.error) return `an error ${outcome.error.code ?? outcome.error.stack}, but Prometheus answers`;
  const { result } = outcome;
  if (result.type !== answer.kind) return `a ${result.type}, but Prometheus gives a ${answer.kind}`;
  const same = (ours, theirs) => sameNumber(ours, readNumber(theirs));
  if (answer.kind === 'string') return result.value === answer.value ? undefined : `the text ${result.value}`;
  if (answer.kind === 'scalar')
    return same(result.value, answer.value) ? undefined : `${result.value}, not ${answer.value}`;
  return answer.kind === 'vector'
    ? differentVector(result.samples, answer.samples, same, ordered)
    : differentMatrix(result.series, answer.series, same);
}

function differentError({ result, error }, { phase, message }) {
  if (!error) return `an answer ${JSON.stringify(result).slice(0, 200)}, but Prometheus refuses: ${message}`;
  if (error.phase !== phase) return `an error of phase ${error.phase} (${error.code}), not ${phase}: ${message}`;
  const codes = codesFor(message);
  if (codes.includes(error.code)) return undefined;
  return `the code ${error.code}, not one of [${codes}] for: ${message}`;
}

function differentVector(ours, theirs, same, ordered) {
  if (ours.length !== theirs.length) return `${ours.length} elements, not ${theirs.length}: ${listOf(ours)}`;
  const remaining = new Map(ours.map((sample) => [keyOf(sample.labels), sample]));
  for (const [at, { labels, value }] of theirs.entries()) {
    const sample = ordered ? ours[at] : remaining.get(keyOf(labels));
    if (!sample || keyOf(sample.labels) !== keyOf(labels))
      return `no ${keyOf(labels)}${ordered ? ` at ${at}` : ''}: ${listOf(ours)}`;
    if (!same(sample.value, value)) return `${keyOf(labels)} ${sample.value}, not ${value}`;
  }
  return undefined;
}

function differentMatrix(ours, theirs, same) {
  if (ours.length !== theirs.length) return `${ours.length} series, not ${theirs.length}: ${listOf(ours)}`;
  const remaining = new Map(ours.map((series) => [keyOf(series.labels), series]));
  for (const { labels, times, values } of theirs) {
    const key = keyOf(labels);
    const series = remaining.get(key);
    if (!series) return `no series ${key}: ${listOf(ours)}`;
    if (series.timestamps.length !== times.length) {
      return `${key} has ${series.timestamps.length} values, not ${times.length}: ${[...series.timestamps]} not ${times}`;
    }
    for (const [at, time] of times.entries()) {
      if (series.timestamps[at] !== time) return `${key} has a value at ${series.timestamps[at]}, not ${time}`;
      if (!same(series.values[at], values[at])) return `${key} at ${time}: ${series.values[at]}, not ${values[at]}`;
    }
  }
  return undefined;
}

function keyOf(labels) {
  return JSON.stringify(Object.entries(labels).sort());
}

function listOf(list) {
  return list
    .map(({ labels }) => keyOf(labels))
    .join(' ')
    .slice(0, 300);
}

module.exports = { difference, readNumber };
