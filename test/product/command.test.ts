import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const COMMAND = join(ROOT, 'lib', 'cli', 'main.js');

function shell(line: string, environment: { readonly [name: string]: string } = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-o', 'pipefail', '-c', line], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE: process.execPath, COMMAND, ...environment },
  });
  return { status, stdout, stderr };
}

const VALIDATE = '"$NODE" "$COMMAND" validate test/fixtures/seeds --now 2026-11-21';
const ESCAPE = '\u001b[';

describe('the command', () => {
  it('keeps its exit code where the reader of a pipe leaves early', () => {
    expect(shell(`${VALIDATE} | true`)).toMatchObject({ status: 1, stderr: '' });
  });

  it('prints a long report whole into a pipe', () => {
    const { status, stdout } = shell(`${VALIDATE} --format json | cat`);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).version).toBe(1);
  });

  it.each<[string, { readonly [name: string]: string }, boolean]>([
    ['no terminal', {}, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['NO_COLOR, which wins', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['a dumb terminal', { FORCE_COLOR: '1', TERM: 'dumb' }, false],
  ])('colours its text by the environment: %s', (_, environment, coloured) => {
    expect(shell(VALIDATE, environment).stdout.includes(ESCAPE)).toBe(coloured);
  });

  it('colours neither JSON nor a report in a file', () => {
    expect(shell(`${VALIDATE} --format json`, { FORCE_COLOR: '1' }).stdout).not.toContain(ESCAPE);
    expect(shell(`${VALIDATE} -o /dev/stdout`, { FORCE_COLOR: '1' }).stdout).not.toContain(ESCAPE);
  });

  it('reads a pipe as a path, and standard input', () => {
    const text = 'test/fixtures/seeds/hpa/gpu-hpa.yaml';
    const check = '[hpa/target-type-mismatch]';
    expect(shell(`"$NODE" "$COMMAND" validate <(cat ${text})`).stdout).toContain(check);
    expect(shell(`(sleep 0.2; cat ${text}) | "$NODE" "$COMMAND" validate -`).stdout).toContain(check);
  });

  it('ends with 3 for a fault of its own, without a stack trace unless one is asked for', () => {
    const line = `"$NODE" --require ./test/product/broken-clock.js "$COMMAND" validate test/fixtures/seeds`;
    const { status, stdout, stderr } = shell(line);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(
      /^internal fault: TypeError: the clock is broken\nThis is a mistake in foresail .*\. Please report it/,
    );
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(shell(line, { FORESAIL_DEBUG: '1' }).stderr).toMatch(/^ {4}at /m);
  });
});
