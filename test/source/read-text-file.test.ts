import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputError } from '../../src/source/input-error';
import { readTextFile } from '../../src/source/read-text-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foresail-text-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(content: string | Uint8Array): string {
  const path = join(folder, 'a.yaml');
  writeFileSync(path, content);
  return path;
}

function errorOf(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    return error as InputError;
  }
  throw new Error('nothing was thrown');
}

describe('readTextFile', () => {
  it.each([
    ['an empty file', '', ''],
    ['text', 'a: ü 中 🚀\n', 'a: ü 中 🚀\n'],
    ['text behind a byte order mark', '\ufeffa: 1\n', 'a: 1\n'],
  ])('reads %s', (_, content, expected) => {
    expect(readTextFile(written(content))).toBe(expected);
  });

  it('joins characters that stand across two chunks', () => {
    const text = `x${'中'.repeat(100_000)}`;
    expect(readTextFile(written(text))).toBe(text);
  });

  it('reads a pipe, whose size is not known before', () => {
    const path = join(folder, 'pipe.yaml');
    execFileSync('mkfifo', [path]);
    const text = 'a: 1\n'.repeat(50_000);
    const writer = `require('fs').writeFileSync(${JSON.stringify(path)}, 'a: 1\\n'.repeat(50000))`;
    const child = require('node:child_process').spawn(process.execPath, ['-e', writer]);
    expect(readTextFile(path)).toBe(text);
    child.kill();
  });

  it.each([
    ['a NUL byte', Buffer.from([0x61, 0, 0x62])],
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le')],
    ['Latin-1', Buffer.from('a: \xfc', 'latin1')],
    ['an image', Buffer.from('89504e470d0a1a0a0000', 'hex')],
  ])('refuses %s', (_, content) => {
    const path = written(content);
    expect(errorOf(() => readTextFile(path))).toMatchObject({
      code: 'not-readable',
      message: `${path} is not UTF-8 text`,
      help: 'Give YAML or JSON, written as UTF-8.',
    });
  });

  it('stops at the limit', () => {
    const path = written('x'.repeat(1001));
    expect(errorOf(() => readTextFile(path, 1000))).toMatchObject({
      code: 'too-large',
      message: `${path} has more than 1000 bytes, which is the most that is read`,
    });
    expect(readTextFile(path, 1001)).toHaveLength(1001);
  });

  it('stops at the limit of a file without an end', () => {
    expect(errorOf(() => readTextFile('/dev/zero', 100_000))).toMatchObject({ code: 'too-large' });
  });

  it.each([
    ['that does not exist', () => join(folder, 'none'), 'ENOENT'],
    ['that is a folder', () => folder, 'EISDIR'],
  ])('refuses a path %s', (_, pathOf, reason) => {
    expect(errorOf(() => readTextFile(pathOf()))).toMatchObject({
      code: 'not-readable',
      message: `${pathOf()} cannot be read (${reason})`,
      help: 'Check the path and its permissions.',
    });
  });
});
