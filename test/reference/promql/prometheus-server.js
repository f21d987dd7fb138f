/** A local Prometheus server on the loopback interface: starts it, writes series into it, asks it, stops it. */

const { spawn, spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** The version of the `prometheus` program, or undefined where it is not installed. */
function installedVersion() {
  const run = spawnSync('prometheus', ['--version'], { encoding: 'utf8' });
  if (run.status !== 0) return undefined;
  return /version (\d+\.\d+\.\d+)/.exec(`${run.stdout}${run.stderr}`)?.[1];
}

/** Starts a server with no data. `close` stops it and removes what it wrote. */
async function startServer(port = 19_090 + (process.pid % 800)) {
  const folder = mkdtempSync(join(tmpdir(), 'foresail-prometheus-'));
  writeFileSync(join(folder, 'prometheus.yml'), 'global: { evaluation_interval: 1m }\nscrape_configs: []\n');
  const program = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
      '--storage.tsdb.retention.time=100y',
      '--query.max-samples=500000000',
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  const close = async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  await untilReady(url, program);
  return { url, close, write: (series) => writeSeries(url, series), ask: (question) => ask(url, question) };
}

async function untilReady(url, program) {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (program.exitCode !== null) throw new Error(`prometheus ended with code ${program.exitCode}`);
    const ready = await fetch(`${url}/-/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('prometheus did not become ready in 10 s');
}

/** Long enough for a scrape, short enough that the head still takes the next batch. */
const BATCH_MS = 10 * 60_000;

/** Writes series by remote write, the oldest samples first: stale markers arrive as such. */
async function writeSeries(url, series) {
  const start = Math.min(...series.map(({ timestamps }) => timestamps[0]));
  const end = Math.max(...series.map(({ timestamps }) => timestamps.at(-1)));
  for (let from = start; from <= end; from += BATCH_MS) {
    const batch = series.map((one) => timeSeries(one, from, from + BATCH_MS)).filter((bytes) => bytes !== undefined);
    if (batch.length === 0) continue;
    const response = await fetch(`${url}/api/v1/write`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-protobuf',
        'Content-Encoding': 'snappy',
        'X-Prometheus-Remote-Write-Version': '0.1.0',
      },
      body: snappy(Buffer.concat(batch.map((bytes) => field(1, bytes)))),
    });
    if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
  }
}

function timeSeries({ labels, timestamps, values, stale }, from, to) {
  const marked = new Set(stale);
  const samples = [];
  for (let at = 0; at < timestamps.length; at++) {
    if (timestamps[at] < from || timestamps[at] >= to) continue;
    samples.push(field(2, sample(values[at], timestamps[at], marked.has(at))));
  }
  if (samples.length === 0) return undefined;
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const written = pairs.map(([name, value]) => field(1, Buffer.concat([text(1, name), text(2, value)])));
  return Buffer.concat([...written, ...samples]);
}

const STALE_MARKER = 0x7ff0000000000002n;

function sample(value, timestamp, isStale) {
  const double = Buffer.alloc(9);
  double[0] = (1 << 3) | 1;
  if (isStale) double.writeBigUInt64LE(STALE_MARKER, 1);
  else double.writeDoubleLE(value, 1);
  return Buffer.concat([double, Buffer.from([(2 << 3) | 0]), varint(BigInt.asUintN(64, BigInt(timestamp)))]);
}

function text(number, value) {
  return field(number, Buffer.from(value, 'utf8'));
}

function field(number, bytes) {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(BigInt(bytes.length)), bytes]);
}

function varint(number) {
  const bytes = [];
  let rest = number;
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

/** Snappy's block format without any compression. */
function snappy(bytes) {
  const parts = [varint(BigInt(bytes.length))];
  for (let at = 0; at < bytes.length; at += 65_536) {
    const chunk = bytes.subarray(at, at + 65_536);
    const length = chunk.length - 1;
    parts.push(Buffer.from([61 << 2, length & 255, length >> 8]), chunk);
  }
  return Buffer.concat(parts);
}

/** Asks a question in ms and gives the answer in the form that `answers.js` describes. */
async function ask(url, { query, time, start, end, step }) {
  const parameters =
    time === undefined
      ? { query, start: start / 1000, end: end / 1000, step: step / 1000 }
      : { query, time: time / 1000 };
  const path = time === undefined ? 'query_range' : 'query';
  const response = await fetch(`${url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  const body = await response.json();
  if (body.status === 'error') {
    return { kind: 'error', phase: body.errorType === 'bad_data' ? 'parse' : 'evaluation', message: body.error };
  }
  const { resultType, result } = body.data;
  if (resultType === 'scalar' || resultType === 'string') return { kind: resultType, value: result[1] };
  if (resultType === 'vector') {
    return { kind: 'vector', samples: result.map(({ metric, value }) => ({ labels: metric, value: value[1] })) };
  }
  const series = result.map(({ metric, values }) => ({
    labels: metric,
    times: values.map(([seconds]) => Math.round(seconds * 1000)),
    values: values.map(([, value]) => value),
  }));
  return { kind: 'matrix', series };
}

module.exports = { installedVersion, startServer };
