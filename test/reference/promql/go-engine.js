/** Asks Prometheus's own engine of version 3, built from the Go program beside this file. */

const { spawnSync } = require('node:child_process');
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** The version of Prometheus whose module the Go program imports. */
const GO_ENGINE_VERSION = '3.14.0';

/** Builds the program and gives the path to it; undefined where Go is not installed. */
function buildGoEngine() {
  if (spawnSync('go', ['version']).status !== 0) return undefined;
  const path = join(mkdtempSync(join(tmpdir(), 'foresail-promql-')), 'promql');
  const built = spawnSync('go', ['build', '-o', path, '.'], { cwd: join(__dirname, 'go'), encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  return path;
}

/** The answers to questions, in their order. */
function askGoEngine(path, series, questions, { delayedNameRemoval = false } = {}) {
  const written = series.map((one) => ({ ...one, values: one.values.map(writeNumber) }));
  const input = JSON.stringify({ series: written, questions, delayedNameRemoval });
  const run = spawnSync(path, { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => readAnswer(JSON.parse(line)));
}

function writeNumber(value) {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

// Go leaves empty lists out.
function readAnswer(answer) {
  if (answer.kind === 'vector') return { kind: 'vector', samples: answer.samples ?? [] };
  if (answer.kind === 'matrix') return { kind: 'matrix', series: answer.series ?? [] };
  return answer;
}

module.exports = { askGoEngine, buildGoEngine, GO_ENGINE_VERSION };
