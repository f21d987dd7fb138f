/**
 * PromQL over seven days at 30 s: how long a query takes, and how that grows with the number of series. Where a Prometheus server
 * is installed, the same question is asked of it over HTTP.
 */

const { performance } = require('node:perf_hooks');
const { evaluateInstant, evaluateRange } = require('foresail/promql');
const { SeriesStore } = require('foresail/snapshot');
const { installedVersion, startServer } = require('../test/reference/promql/prometheus-server');

const START = 1_700_000_000_000;
const INTERVAL = 30_000;
const SAMPLES = 7 * 24 * 120 + 1;
const END = START + (SAMPLES - 1) * INTERVAL;
const STEP = 60_000;
const GPUS_PER_POD = 10;

const QUERIES = [
  ['avg by', 'avg by (PodName) (gpu_busy_seconds_total)'],
  ['rate', 'rate(gpu_busy_seconds_total[5m])'],
  ['sum of rate', 'sum by (PodName) (rate(gpu_busy_seconds_total[5m]))'],
  ['ratio', 'gpu_busy_seconds_total / on (PodName) group_left sum by (PodName) (gpu_busy_seconds_total)'],
];

/** What the server is asked as well. */
const [, COMPARED] = QUERIES[0];
const COMPARED_SERIES = 500;

/** Room for 5,000 series, which hold twice the samples that a query may use by default. */
const LIMITS = { samples: 1e10, steps: 20_000 };

function timestamps() {
  return Float64Array.from({ length: SAMPLES }, (_, at) => START + at * INTERVAL);
}

function* seriesOf(count) {
  const times = timestamps();
  const values = new Float64Array(SAMPLES);
  for (let at = 0; at < count; at++) {
    let total = at;
    for (let sample = 0; sample < SAMPLES; sample++) {
      // A restart every two days or so, and a slope that differs from series to series.
      if ((sample + at * 97) % 5_760 === 0) total = 0;
      total += ((sample * 7 + at * 13) % 31) * 0.25;
      values[sample] = total;
    }
    const labels = {
      __name__: 'gpu_busy_seconds_total',
      PodName: `pod-${Math.floor(at / GPUS_PER_POD)}`,
      gpu: `${at % GPUS_PER_POD}`,
    };
    yield { labels, timestamps: times, values };
  }
}

/** The median time of a few runs, in ms. The first one, which warms up, does not count. */
async function measure(task, runs) {
  const times = [];
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    await task();
    times.push(performance.now() - start);
  }
  return times.slice(1).sort((a, b) => a - b)[Math.floor(runs / 2)];
}

async function run(print) {
  print(`PromQL over 7 days at 30 s (${SAMPLES} samples per series), ranges at a step of 60 s`);
  const before = new Map();
  for (const count of [50, 500, 5_000]) {
    const start = performance.now();
    const store = SeriesStore.from(seriesOf(count));
    print(
      `  ${count} series, ${(count * SAMPLES) / 1e6} M samples, store built in ${(performance.now() - start).toFixed(0)} ms`,
    );
    for (const [name, query] of QUERIES) {
      const runs = count > 500 ? 1 : 3;
      const instant = await measure(() => evaluateInstant(store, query, { time: END, limits: LIMITS }), runs);
      const range = await measure(
        () => evaluateRange(store, query, { start: START, end: END, step: STEP, limits: LIMITS }),
        runs,
      );
      const growth = before.has(name)
        ? `, ${(range / before.get(name)).toFixed(1)} times the time for 10 times the series`
        : '';
      before.set(name, range);
      const speed = (count * SAMPLES) / range / 1000;
      print(
        `    ${name.padEnd(12)} instant ${instant.toFixed(2)} ms, range ${range.toFixed(0)} ms, ${speed.toFixed(0)} M samples/s${growth}`,
      );
    }
    if (count === COMPARED_SERIES) await compareWithServer(print, store);
  }
}

async function compareWithServer(print, store) {
  const version = installedVersion();
  if (version === undefined) {
    print('    no Prometheus server is installed to compare with');
    return;
  }
  // All in the head: what a server reads from memory is the fastest that it can do.
  const server = await startServer({
    more: ['--storage.tsdb.min-block-duration=20d', '--storage.tsdb.max-block-duration=20d'],
  });
  try {
    const series = Array.from(seriesOf(COMPARED_SERIES), (one) => ({ ...one, values: one.values.slice() }));
    await server.write(series, 24 * 60 * 60_000);
    const body = new URLSearchParams({ query: COMPARED, start: START / 1000, end: END / 1000, step: STEP / 1000 });
    let answered = 0;
    const theirs = await measure(async () => {
      const response = await fetch(`${server.url}/api/v1/query_range`, { method: 'POST', body });
      answered = (await response.text()).length;
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
    }, 5);
    const ours = await measure(
      () => evaluateRange(store, COMPARED, { start: START, end: END, step: STEP, semantics: version }),
      5,
    );
    print(
      `    Prometheus ${version} over HTTP, ${COMPARED}: ${theirs.toFixed(0)} ms for ${(answered / 1e6).toFixed(1)} MB; ` +
        `here ${ours.toFixed(0)} ms: ${(theirs / ours).toFixed(1)} times as fast`,
    );
  } finally {
    await server.close();
  }
}

module.exports = { run };
