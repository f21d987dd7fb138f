// Removes compiled files whose source is gone, so that nothing tests, packs or runs what is no longer written.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

for (const [output, source] of [
  ['lib', 'src'],
  ['build/policies', 'policies'],
]) {
  for (const file of compiledFiles(join(root, output))) {
    const stem = file.replace(/(\.d\.ts|\.js|\.json)$/, '');
    const sources = ['.ts', '.json'].map((ending) => join(root, source, stem + ending));
    if (!sources.some((path) => existsSync(path))) rmSync(join(root, output, file));
  }
}

function compiledFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).filter((file) => /(\.d\.ts|\.js|\.json)$/.test(file));
}
