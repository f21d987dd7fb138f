/**
 * The form in which answers are kept: compact, one line per case, numbers as the texts that the server sent.
 *
 *   { prometheus, delayedNameRemoval, data, labels: [labels...], answers: [answer...] }
 *
 * `data` is a hash of the series; `labels` lists every label set once. An answer is one of
 *   ['scalar', value]  ['string', text]  ['vector', [[label set, value]...]]
 *   ['matrix', [[label set, [time...], [value...]]...]]      times in ms after the start of the data
 *   ['error', phase, message]
 */

const { createHash } = require('node:crypto');

/** A hash of series, which says whether answers still belong to them. */
function hashOf(series) {
  const text = JSON.stringify(series, (_, value) => (typeof value === 'number' ? writeExactly(value) : value));
  return createHash('sha256').update(text).digest('hex');
}

function writeExactly(value) {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Packs the answers to all cases. `origin` is the time that stands for 0. */
function pack(header, answers, origin) {
  const labels = [];
  const known = new Map();
  const index = (set) => {
    const key = JSON.stringify(Object.entries(set).sort());
    if (!known.has(key)) known.set(key, labels.push(set) - 1);
    return known.get(key);
  };
  const packed = answers.map((answer) => packOne(answer, index, origin));
  return { ...header, labels, answers: packed };
}

function packOne(answer, index, origin) {
  if (answer.kind === 'error') return ['error', answer.phase, answer.message];
  if (answer.kind === 'vector') {
    return ['vector', answer.samples.map(({ labels, value }) => [index(labels), value])];
  }
  if (answer.kind !== 'matrix') return [answer.kind, answer.value];
  const series = answer.series.map(({ labels, times, values }) => [
    index(labels),
    (times ?? []).map((time) => time - origin),
    values ?? [],
  ]);
  return ['matrix', series];
}

/** Unpacks one answer. */
function unpack({ labels }, [kind, first, second], origin) {
  if (kind === 'error') return { kind, phase: first, message: second };
  if (kind === 'vector') return { kind, samples: first.map(([at, value]) => ({ labels: labels[at], value })) };
  if (kind !== 'matrix') return { kind, value: first };
  const series = first.map(([at, times, values]) => ({
    labels: labels[at],
    times: times.map((time) => time + origin),
    values,
  }));
  return { kind, series };
}

/** One line per answer, so that a change shows where it is. */
function write({ labels, answers, ...header }) {
  const lines = (list) => list.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  const head = Object.entries(header).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${head.join('')}  "labels": [\n${lines(labels)}\n  ],\n  "answers": [\n${lines(answers)}\n  ]\n}\n`;
}

module.exports = { hashOf, pack, unpack, write };
