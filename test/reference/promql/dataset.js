/**
 * The series that the reference cases are asked of: small, and with everything in it that has ever mattered. Deterministic.
 * Series are listed in the order of their labels, since a sum depends on the order in its last digit.
 */

/** 2023-11-14T22:00:00Z, on a full minute. */
const BASE = 1_699_999_200_000;
const MINUTE = 60_000;

/** Mulberry32: a small generator that gives the same numbers everywhere. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Samples every `interval` ms; `value(index)` gives a number, 'stale', or undefined for a scrape that failed. */
function series(labels, { from = 0, to = 90 * MINUTE, interval = 30_000, jitter = 0, seed = 1 }, value) {
  const random = randomFrom(seed);
  const timestamps = [];
  const values = [];
  const stale = [];
  for (let index = 0; from + index * interval <= to; index++) {
    const sample = value(index, random);
    if (sample === undefined) continue;
    if (sample === 'stale') stale.push(timestamps.length);
    timestamps.push(BASE + from + index * interval + Math.round((random() - 0.5) * 2 * jitter));
    values.push(sample === 'stale' ? Number.NaN : sample);
  }
  return { labels, timestamps, values, stale };
}

function counter({ start = 0, step = 5, resetAt = [], fraction = false }) {
  let total = start;
  return (index, random) => {
    if (resetAt.includes(index)) total = 0;
    const value = total;
    total += fraction ? random() * step : Math.floor(random() * step);
    return value;
  };
}

function gauges() {
  const gauge = (labels, options, value) => series({ __name__: 'gpu_utilization', ...labels }, options, value);
  const noisy = (index, random) => Math.round((50 + 30 * Math.sin(index / 9) + random() * 20) * 100) / 100;
  return [
    gauge({ PodName: 'bert-0', node: 'n1', zone: 'a' }, { jitter: 900, seed: 11 }, noisy),
    gauge({ PodName: 'bert-1', node: 'n1', zone: 'a' }, { jitter: 900, seed: 12 }, noisy),
    gauge({ PodName: 'bert-2', node: 'n2', zone: 'b' }, { jitter: 900, seed: 13 }, (index, random) =>
      index > 60 && index < 80 ? undefined : noisy(index, random),
    ),
    gauge({ PodName: 'gpt-0', node: 'n2', zone: 'b' }, { jitter: 400, seed: 14 }, (index, random) =>
      index < 90 ? noisy(index, random) : index === 90 ? 'stale' : undefined,
    ),
    gauge({ PodName: 'gpt-1', node: 'n3', zone: 'b' }, { jitter: 400, seed: 15 }, (index, random) =>
      index === 50 ? 'stale' : index > 50 && index < 70 ? undefined : noisy(index, random),
    ),
    gauge({ PodName: 'gpt-2', node: 'n3', zone: 'b' }, { seed: 16 }, (_, random) => random() * 100),
  ];
}

function counters() {
  const total = (labels, options, value) => series({ __name__: 'requests_total', ...labels }, options, value);
  return [
    total({ code: '200', instance: 'a', job: 'api' }, { interval: 15_000 }, counter({ start: 0, step: 12 })),
    total(
      { code: '200', instance: 'b', job: 'api' },
      { interval: 15_000, jitter: 200, seed: 2 },
      counter({ start: 1e6, step: 50 }),
    ),
    total(
      { code: '200', instance: 'c', job: 'web' },
      { interval: 15_000, seed: 3 },
      counter({ step: 9, resetAt: [70, 71, 200] }),
    ),
    total({ code: '404', instance: 'a', job: 'api' }, { interval: 30_000, seed: 4 }, counter({ start: 3, step: 2 })),
    total(
      { code: '500', instance: 'a', job: 'api' },
      { interval: 30_000, jitter: 5000, seed: 5 },
      counter({ step: 3, fraction: true }),
    ),
    total(
      { code: '500', instance: 'b', job: 'api' },
      { from: 40 * MINUTE, interval: 20_000, seed: 6 },
      counter({ start: 4, step: 5 }),
    ),
    total({ code: '500', instance: 'c', job: 'web' }, { interval: 60_000, seed: 7 }, () => 17),
  ];
}

function histograms() {
  const bounds = ['0.05', '0.1', '0.5', '1', '2.5', '+Inf'];
  const bucket = (name, le, job, value) => series({ __name__: name, job, le }, { interval: 60_000 }, value);
  const growing = (job, rank) => (index) => Math.floor((index * (rank + 1) * (job === 'api' ? 3 : 2)) / 2);
  return [
    ...['api', 'web'].flatMap((job) =>
      bounds.map((le, rank) => bucket('latency_seconds_bucket', le, job, growing(job, rank))),
    ),
    ...['1', '2', '+Inf'].map((le, rank) => bucket('broken_bucket', le, 'dips', () => [10, 7, 12][rank])),
    ...['1', '2'].map((le, rank) => bucket('broken_bucket', le, 'endless', () => rank + 1)),
    bucket('broken_bucket', '+Inf', 'lonely', () => 3),
    ...['1', '+Inf'].map((le) => bucket('broken_bucket', le, 'nothing', () => 0)),
    ...['-5', '-1', '0', '+Inf'].map((le, rank) => bucket('broken_bucket', le, 'negative', () => (rank + 1) * 4)),
    ...['0.2', '2e-1', '+Inf', 'many'].map((le, rank) => bucket('broken_bucket', le, 'twice', () => rank + 2)),
    ...['1', '2', '4', '+Inf'].map((le, rank) =>
      bucket('broken_bucket', le, 'rounding', () => [1, 1.0000000000000002, 0.9999999999999998, 3][rank]),
    ),
  ];
}

function oddities() {
  const plain = { interval: 60_000 };
  const odd = (kind, value) => series({ __name__: 'odd', kind }, plain, value);
  const cycle =
    (...values) =>
    (index) =>
      values[index % values.length];
  return [
    odd('constant', () => 7.25),
    odd('huge', cycle(1.7e308, 1.6e308, -1.2e308)),
    odd('infinite', cycle(Number.POSITIVE_INFINITY, 1, Number.POSITIVE_INFINITY)),
    odd('mixed', cycle(1, Number.NaN, Number.POSITIVE_INFINITY, -2, Number.NEGATIVE_INFINITY, 0)),
    odd('nan', () => Number.NaN),
    odd('negative', (_, random) => -random() * 40),
    odd('negativeInfinite', cycle(Number.NEGATIVE_INFINITY, 3)),
    odd('tiny', cycle(1e-300, 3e-308, 0)),
    odd('zero', cycle(0, -0)),
    series({ __name__: 'sparse', kind: 'five' }, { interval: 300_000 }, (index) => index),
    series({ __name__: 'sparse', kind: 'four' }, { interval: 240_000, jitter: 3000, seed: 8 }, (index) => index * 1.5),
    series({ __name__: 'sparse', kind: 'seven' }, { interval: 420_000 }, (index) => index * index),
    series(
      { __name__: 'unix_seconds', kind: 'future' },
      { interval: 600_000 },
      cycle(1e11, 2_147_483_647.9, 951_782_400),
    ),
    series(
      { __name__: 'unix_seconds', kind: 'insane' },
      { interval: 600_000 },
      cycle(Number.NaN, 1e20, Number.POSITIVE_INFINITY, -1e20),
    ),
    series(
      { __name__: 'unix_seconds', kind: 'past' },
      { interval: 600_000 },
      cycle(0, -1, -86_401.5, -2_208_988_800, 1_709_164_800),
    ),
  ];
}

function joins() {
  const plain = { interval: 60_000 };
  const one = (labels, value = () => 1) => series(labels, plain, value);
  const half = (labels, early) =>
    series(
      labels,
      { interval: 60_000, from: early ? 0 : 50 * MINUTE, to: early ? 40 * MINUTE : 90 * MINUTE },
      (index) => index + 1,
    );
  return [
    one({ __name__: 'a_metric', x: '1', y: 'p' }, (index) => index),
    one({ __name__: 'a_metric', x: '1', y: 'q' }, (index) => 100 - index),
    one({ __name__: 'a_metric', x: '2', y: 'p' }, (index) => index * 3),
    one({ __name__: 'a_metric', x: '2', y: 'q' }, () => 0),
    one({ __name__: 'a_metric', x: '3' }, () => -1),
    one({ __name__: 'b_metric', x: '1' }, () => 10),
    one({ __name__: 'b_metric', x: '2' }, (index) => index % 7),
    one({ __name__: 'b_metric', x: '4' }, () => 4),
    one({ __name__: 'c_metric', x: '1', y: 'p' }, (index) => index + 0.5),
    one({ __name__: 'c_metric', x: '1', y: 'q' }, () => 2),
    one({ __name__: 'c_metric', x: '2', y: 'p' }, () => 3),
    half({ __name__: 'first_half', x: '1' }, true),
    one({ __name__: 'natural', cpu: 'cpu1' }, () => 5),
    one({ __name__: 'natural', cpu: 'cpu10' }, () => 5),
    one({ __name__: 'natural', cpu: 'cpu2' }, () => 3),
    one({ __name__: 'natural', cpu: 'cpu2b', text: 'line\nbreak' }, () => 9),
    one({ __name__: 'node_info', node: 'n1', zone: 'a' }),
    one({ __name__: 'node_info', node: 'n2', zone: 'b' }),
    one({ __name__: 'node_info', node: 'n3', zone: 'b' }),
    half({ __name__: 'second_half', x: '1' }, false),
    one({ __name__: 'with:colon', x: '1' }, (index) => index % 5),
  ];
}

/** Every series, in Prometheus's order of labels. */
function dataset() {
  const all = [...gauges(), ...counters(), ...histograms(), ...oddities(), ...joins()];
  return all.sort((a, b) => compareLabels(a.labels, b.labels));
}

function compareLabels(a, b) {
  const left = Object.entries(a).sort(byName).flat();
  const right = Object.entries(b).sort(byName).flat();
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    if (left[at] !== right[at]) return left[at] < right[at] ? -1 : 1;
  }
  return left.length - right.length;
}

function byName([a], [b]) {
  return a < b ? -1 : a > b ? 1 : 0;
}

module.exports = { BASE, dataset, randomFrom };
