const { execFileSync } = require('node:child_process');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

const ROOT = join(__dirname, '..');
const COMMAND = join(ROOT, 'lib', 'cli', 'main.js');
const RUNS = 30;

const PROGRAMS = [
  ['bare node', ['--eval', '0']],
  ['foresail --version', [COMMAND, '--version']],
  ['foresail --help', [COMMAND, '--help']],
  ['foresail validate, the seed documents', [COMMAND, 'validate', 'test/fixtures/seeds', '--fail-on', 'never']],
];

/**
 * Times the start of the command against that of Node alone: the median of many runs, taken in turn, so that a slow moment of
 * the machine falls on all of them.
 *
 * @param {(line: string) => void} print takes each line of the result
 */
function run(print) {
  const times = new Map(PROGRAMS.map(([name]) => [name, []]));
  for (const [, args] of PROGRAMS) start(args);
  for (let round = 0; round < RUNS; round++) {
    for (const [name, args] of PROGRAMS) times.get(name).push(start(args));
  }
  print(`start-up: median of ${RUNS} runs, and the ratio to bare Node`);
  const bare = median(times.get('bare node'));
  for (const [name, all] of times) {
    const time = median(all);
    print(`${name.padEnd(40)} ${`${time.toFixed(0)} ms`.padStart(8)}   x${(time / bare).toFixed(2)}`);
  }
}

/** Milliseconds from start to exit. */
function start(args) {
  const begin = performance.now();
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
  return performance.now() - begin;
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

module.exports = { run };
