const { gunzipSync } = require('node:zlib');
const { readSnapshot, writeSnapshot } = require('foresail/snapshot');
const { exportOpenMetrics } = require('../lib/snapshot/export-openmetrics.js');
const { importSnapshot } = require('../lib/snapshot/import/import-snapshot.js');

const DAYS = 7;
const STEP = 30_000;
const START = Date.UTC(2026, 10, 13);

/** 100 series of 7 days at 30 s with jitter and gaps: integer gauges and counters of 10 exporter targets. */
function contents() {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const series = [];
  for (let target = 0; target < 10; target++) {
    const timestamps = [];
    for (let time = START; time < START + DAYS * 86_400_000; time += STEP) {
      if (random() > 0.04) timestamps.push(time + (random() < 0.1 ? Math.floor(random() * 50) : 0));
    }
    for (let metric = 0; metric < 10; metric++) {
      let value = 50;
      const values = timestamps.map(() => {
        const step = random() < 0.5 ? 0 : Math.floor(random() * 9);
        value = metric % 2 === 0 ? Math.abs((value + step - 4) % 100) : value + step;
        return value;
      });
      series.push({ labels: { __name__: `metric_${metric}`, instance: `10.0.0.${target}:9400` }, timestamps, values });
    }
  }
  const end = START + DAYS * 86_400_000;
  const source = { kind: 'synthetic' };
  return { header: { source, capturedAt: end, start: START, end, staleness: 'exact', resolution: 'raw' }, series };
}

function best(runs, action) {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    action();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

/** Reading and writing a snapshot of 1.9 million samples, and reading the same samples as OpenMetrics. */
exports.run = async (print) => {
  const input = contents();
  const bytes = writeSnapshot(input);
  const text = gunzipSync(bytes);
  const { samples } = readSnapshot(bytes).footer;
  const million = (ms) => `${Math.round(ms)} ms (${(samples / ms / 1000).toFixed(1)} M samples/s)`;
  print(
    `snapshot: ${samples} samples, ${(text.length / 1e6).toFixed(2)} MB, ${(bytes.length / 1e6).toFixed(2)} MB gzip`,
  );
  print(`  read and check, gzip       ${million(best(7, () => readSnapshot(bytes)))}`);
  print(`  read and check, plain      ${million(best(7, () => readSnapshot(text)))}`);
  const decodeAll = () => {
    for (const series of readSnapshot(bytes).store.select([])) void (series.timestamps[0] + series.values[0]);
  };
  print(`  read and decode all, gzip  ${million(best(7, decodeAll))}`);
  print(`  write, gzip                ${million(best(2, () => writeSnapshot(input)))}`);
  const pieces = Array.from(exportOpenMetrics(readSnapshot(bytes)), (piece) => Buffer.from(piece));
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const start = performance.now();
  await importSnapshot([{ name: 'openmetrics', chunks: pieces }], { now: 0 });
  print(`  import as OpenMetrics      ${million(performance.now() - start)}, ${(size / 1e6).toFixed(0)} MB of text`);
};

if (require.main === module) exports.run(console.log);
