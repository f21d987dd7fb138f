const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { gunzipSync } = require('node:zlib');
const { readSnapshot, writeSnapshot } = require('foresail/snapshot');
const { exportOpenMetrics } = require('../lib/snapshot/export-openmetrics.js');
const { importSnapshot } = require('../lib/snapshot/import/import-snapshot.js');

const DAYS = 7;
const STEP = 30_000;
/** For 50 million samples. */
const DESIGN_TARGETS = 259;
const START = Date.UTC(2026, 10, 13);

/** Series of 7 days at 30 s with jitter and gaps: ten integer gauges and counters for each exporter target. */
function* seriesOf(targets) {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let target = 0; target < targets; target++) {
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
      yield { labels: { __name__: `metric_${metric}`, instance: `10.0.${target}.1:9400` }, timestamps, values };
    }
  }
}

function contents(targets) {
  const end = START + DAYS * 86_400_000;
  const source = { kind: 'synthetic' };
  const header = { source, capturedAt: end, start: START, end, staleness: 'exact', resolution: 'raw' };
  return { header, series: seriesOf(targets) };
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

/** Reads the design load in a process of its own, whose memory is then known. */
function readDesignLoad(print) {
  const folder = mkdtempSync(join(tmpdir(), 'foresail-bench-'));
  try {
    const file = join(folder, 'large.promsnap.gz');
    writeFileSync(file, writeSnapshot(contents(DESIGN_TARGETS)));
    for (const [what, decode] of [
      ['read and check', ''],
      ['read and decode all', 'for (const series of store.select([])) void (series.timestamps[0] + series.values[0]);'],
    ]) {
      const program = `const start = performance.now();
        const { store, footer } = require('foresail/snapshot').readSnapshot(${JSON.stringify(file)});
        ${decode}
        console.log(JSON.stringify([footer.samples, performance.now() - start, process.resourceUsage().maxRSS]));`;
      const { stdout } = spawnSync(process.execPath, ['-e', program], { cwd: join(__dirname, '..'), encoding: 'utf8' });
      const [samples, ms, kilobytes] = JSON.parse(stdout);
      const rate = (samples / ms / 1000).toFixed(1);
      const size = `${(statSync(file).size / 1e6).toFixed(0)} MB gzip`;
      print(
        `  ${what}: ${samples} samples (${size}) in ${(ms / 1000).toFixed(2)} s (${rate} M samples/s), at most ${(kilobytes / 1e6).toFixed(2)} GB of memory`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reading and writing a snapshot of 1.9 million samples, reading the same samples as OpenMetrics, and reading 50 million. */
exports.run = async (print) => {
  const input = { ...contents(10), series: [...seriesOf(10)] };
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
  const fastest = best(7, decodeAll);
  const start = performance.now();
  await importSnapshot([{ name: 'openmetrics', chunks: pieces }], { now: 0 });
  const importMs = performance.now() - start;
  print(`  import as OpenMetrics      ${million(importMs)}, ${(size / 1e6).toFixed(0)} MB of text`);
  print(
    `  OpenMetrics has ${(size / bytes.length).toFixed(0)} times the bytes and takes ${(importMs / fastest).toFixed(0)} times as long`,
  );
  print('design load: 50 million samples');
  readDesignLoad(print);
};

if (require.main === module) exports.run(console.log);
