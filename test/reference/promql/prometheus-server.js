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

const CONFIG = 'global: { evaluation_interval: 1m }\nscrape_configs: []\n';

/** Starts a server with no data. `close` stops it and removes what it wrote; `restart` keeps that. */
async function startServer(options = {}) {
  const { port = 19_090 + (process.pid % 800), more = [], config = CONFIG, maxSamples = 500_000_000 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'foresail-prometheus-'));
  writeFileSync(join(folder, 'prometheus.yml'), config);
  const parameters = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--web.enable-remote-write-receiver',
    '--storage.tsdb.retention.time=100y',
    `--query.max-samples=${maxSamples}`,
    '--log.level=error',
    ...more,
  ];
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    const program = spawn('prometheus', parameters, { stdio: 'ignore' });
    await untilReady(url, program);
    return program;
  };
  let program = await start();
  const stop = async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
  };
  const restart = async () => {
    await stop();
    program = await start();
  };
  const close = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const askOne = (question) => ask(url, question);
  const askAll = async (questions) => {
    const answers = [];
    for (const question of questions) answers.push(await askOne(question));
    return answers;
  };
  const write = (series, batchMs) => writeSeries(url, series, batchMs);
  return { url, folder, close, restart, write, ask: askOne, askAll };
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

/** A batch is small enough for the server to take, and a series is small enough for a batch. */
const BATCH_MS = 10 * 60_000;
const SAMPLES_PER_REQUEST = 200_000;

/** Writes series by remote write, the oldest samples first: stale markers arrive as such. */
async function writeSeries(url, series, batchMs = BATCH_MS) {
  const start = series.reduce((least, { timestamps }) => Math.min(least, timestamps[0]), Number.POSITIVE_INFINITY);
  const end = series.reduce((most, { timestamps }) => Math.max(most, timestamps.at(-1)), 0);
  const places = series.map(() => 0);
  for (let until = start + batchMs; until - batchMs <= end; until += batchMs) {
    let request = [];
    let samples = 0;
    for (const [at, one] of series.entries()) {
      const from = places[at];
      let to = from;
      while (to < one.timestamps.length && one.timestamps[to] < until) to++;
      places[at] = to;
      if (to > from) request.push(field(1, timeSeries(one, from, to)));
      samples += to - from;
      if (samples < SAMPLES_PER_REQUEST) continue;
      await send(url, request);
      request = [];
      samples = 0;
    }
    if (request.length > 0) await send(url, request);
  }
}

async function send(url, request) {
  const response = await fetch(`${url}/api/v1/write`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-protobuf',
      'Content-Encoding': 'snappy',
      'X-Prometheus-Remote-Write-Version': '0.1.0',
    },
    body: snappy(Buffer.concat(request)),
  });
  if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
}

function timeSeries({ labels, timestamps, values, stale = [] }, from, to) {
  const marked = new Set(stale);
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const written = pairs.map(([name, value]) => field(1, Buffer.concat([text(1, name), text(2, value)])));
  const samples = Buffer.alloc((to - from) * SAMPLE_BYTES);
  let end = 0;
  for (let at = from; at < to; at++) end = writeSample(samples, end, values[at], timestamps[at], marked.has(at));
  return Buffer.concat([...written, samples.subarray(0, end)]);
}

const STALE_MARKER = 0x7ff0000000000002n;
/** Key and length of the message, key and bytes of the value, key and at most ten bytes of the time. */
const SAMPLE_BYTES = 2 + 9 + 11;

function writeSample(buffer, start, value, timestamp, isStale) {
  buffer[start] = (2 << 3) | 2;
  buffer[start + 2] = (1 << 3) | 1;
  if (isStale) buffer.writeBigUInt64LE(STALE_MARKER, start + 3);
  else buffer.writeDoubleLE(value, start + 3);
  buffer[start + 11] = (2 << 3) | 0;
  let end = start + 12;
  let rest = timestamp;
  while (rest > 127) {
    buffer[end++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  buffer[end++] = rest;
  buffer[start + 1] = end - start - 2;
  return end;
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
