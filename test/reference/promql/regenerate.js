/**
 * Asks the reference cases of a local Prometheus 2.42 (Debian's `prometheus`) and of Prometheus 3's own engine (Go), and writes
 * their answers beside this file. Run it where both are installed: node test/reference/promql/regenerate.js
 */

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { hashOf, pack, write } = require('./answers');
const { cases } = require('./cases');
const { BASE, dataset } = require('./dataset');
const { askGoEngine, buildGoEngine, GO_ENGINE_VERSION } = require('./go-engine');
const { installedVersion, startServer } = require('./prometheus-server');

const series = dataset();
const questions = cases().map(absolute);

function absolute({ query, time, start, end, step }) {
  return time === undefined ? { query, start: BASE + start, end: BASE + end, step } : { query, time: BASE + time };
}

async function fromServer() {
  const prometheus = installedVersion();
  if (prometheus === undefined) throw new Error('the program "prometheus" is not installed');
  const server = await startServer();
  try {
    await server.write(series);
    const answers = await server.askAll(questions);
    save(`answers-${prometheus}.json`, { prometheus, delayedNameRemoval: false }, answers);
  } finally {
    await server.close();
  }
}

function fromGo() {
  const program = buildGoEngine();
  if (program === undefined) throw new Error('Go is not installed');
  for (const delayedNameRemoval of [false, true]) {
    const answers = askGoEngine(program, series, questions, { delayedNameRemoval });
    const name = `answers-${GO_ENGINE_VERSION}${delayedNameRemoval ? '-delayed' : ''}.json`;
    save(name, { prometheus: GO_ENGINE_VERSION, delayedNameRemoval }, answers);
  }
}

function save(name, header, answers) {
  const packed = pack({ ...header, data: hashOf(series) }, answers, BASE);
  writeFileSync(join(__dirname, name), write(packed));
  process.stdout.write(`${name}: ${answers.length} answers\n`);
}

fromServer().then(fromGo);
