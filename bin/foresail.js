#!/usr/bin/env node
// Not compiled, so that it is there when npm links the command of a fresh clone.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'lib', 'cli', 'main.js');
if (existsSync(main)) {
  require(main);
} else {
  process.stderr.write('foresail is not built yet: run npm run build\n');
  process.exitCode = 2;
}
