import { execFileSync } from 'node:child_process';
import fs, { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { readInputs } from '../../src/cli/read-inputs';
import { CLEAN, ERROR, inEmptyFolder, run, runJson, write } from './run';

inEmptyFolder();

const namesOf = (...paths: readonly string[]) => readInputs(paths, () => CLEAN).files.map(({ name }) => name);
const errorsOf = (...paths: readonly string[]) =>
  readInputs(paths, () => CLEAN).errors.map(({ code, message }) => `${code}: ${message}`);

describe('readInputs', () => {
  it('reads the manifests in and below a folder, sorted', () => {
    write({
      'a/z.yaml': CLEAN,
      'a/b/c.yml': CLEAN,
      'a/b/d.json': '{}',
      'a/readme.md': '# no',
      'a/b/values.yaml.bak': 'no',
      'a/.git/config.yaml': 'no',
      'a/.hidden.yaml': CLEAN,
      'a/node_modules/x/a.yaml': 'no',
    });
    expect(namesOf('a')).toEqual(['a/.hidden.yaml', 'a/b/c.yml', 'a/b/d.json', 'a/z.yaml']);
  });

  it('reads a file that is given, whatever its ending, and each file once', () => {
    write({ 'a.txt': CLEAN, 'b/c.yaml': CLEAN });
    expect(namesOf('a.txt', './a.txt', 'b', 'b/c.yaml', 'b/../b')).toEqual(['a.txt', 'b/c.yaml']);
  });

  it('reads standard input once', () => {
    const read = jest.fn(() => CLEAN);
    expect(readInputs(['-', '-'], read).files).toEqual([{ name: '<stdin>', text: CLEAN }]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads the nearest cluster.yaml above each file with it', () => {
    write({ 'x/cluster.yaml': 'far', 'x/y/cluster.yaml': 'near', 'x/y/z/a.yaml': CLEAN, 'w/b.yaml': CLEAN });
    expect(namesOf('x/y/z/a.yaml')).toEqual(['x/y/cluster.yaml', 'x/y/z/a.yaml']);
    expect(namesOf('w')).toEqual(['w/b.yaml']);
    mkdirSync('x/y/z/v');
    process.chdir('x/y/z/v');
    expect(namesOf('..')).toEqual(['../../cluster.yaml', '../a.yaml']);
  });

  it('follows links to files and folders, and does not run in circles', () => {
    write({ 'real/a.yaml': CLEAN, 'shared/b.yaml': CLEAN, 'other/c.yaml': CLEAN });
    symlinkSync('..', 'real/up');
    symlinkSync('.', 'real/self');
    symlinkSync('../shared', 'real/shared');
    symlinkSync('../other/c.yaml', 'real/c.yaml');
    expect(namesOf('real')).toEqual(['real/a.yaml', 'real/c.yaml', 'real/shared/b.yaml', 'real/up/other/c.yaml']);
    expect(errorsOf('real')).toEqual([]);
  });

  it('names a folder by its own path rather than by a link to it', () => {
    write({ 'a/z/x.yaml': CLEAN });
    symlinkSync('z', 'a/link');
    expect(namesOf('a')).toEqual(['a/z/x.yaml']);
  });

  it('reads text with a byte order mark', () => {
    write({ 'a.yaml': `\ufeff${CLEAN}` });
    expect(readInputs(['a.yaml'], () => '').files).toEqual([{ name: 'a.yaml', text: CLEAN }]);
  });

  it.each<[string, () => void, string]>([
    [
      'a file that is no text',
      () => write({ 'd/b.yaml': new Uint8Array([1, 0, 2]) }),
      'not-readable: d/b.yaml is not UTF-8 text',
    ],
    ['a link to nothing', () => symlinkSync('none', 'd/b.yaml'), 'not-readable: d/b.yaml cannot be read (ENOENT)'],
    ['a link to itself', () => symlinkSync('b.yaml', 'd/b.yaml'), 'not-readable: d/b.yaml cannot be read (ELOOP)'],
    [
      'a file of 70 MB',
      () => {
        writeFileSync('d/b.yaml', '#');
        truncateSync('d/b.yaml', 70 * 1024 * 1024);
      },
      'too-large: d/b.yaml has more than 16777216 bytes, which is the most that is read',
    ],
  ])('reads on past %s', (_, prepare, error) => {
    write({ 'd/a.yaml': CLEAN, 'd/c.yaml': CLEAN });
    prepare();
    expect(namesOf('d')).toEqual(['d/a.yaml', 'd/c.yaml']);
    expect(errorsOf('d')).toEqual([error]);
  });

  it('reads on past a file and a folder without permission', () => {
    write({ 'd/a.yaml': CLEAN, 'd/b.yaml': CLEAN, 'd/e/f.yaml': CLEAN });
    // Simulated: a test may run as root, who may read everything.
    for (const [method, path] of [
      ['openSync', 'd/b.yaml'],
      ['readdirSync', 'd/e'],
    ] as const) {
      const real = fs[method] as (...args: readonly unknown[]) => unknown;
      jest.spyOn(fs, method).mockImplementation(((...args: readonly unknown[]) => {
        if (args[0] === path) throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
        return real(...args);
      }) as never);
    }
    expect(namesOf('d')).toEqual(['d/a.yaml']);
    expect(errorsOf('d')).toEqual([
      'not-readable: d/e cannot be read (EACCES)',
      'not-readable: d/b.yaml cannot be read (EACCES)',
    ]);
    jest.restoreAllMocks();
  });

  it.each([
    ['a path that does not exist', 'none', 'not-found: none does not exist'],
    ['an empty path', '', 'not-found:  does not exist'],
    ['a path through a file', 'a.yaml/b', 'not-readable: a.yaml/b cannot be read (ENOTDIR)'],
  ])('reads on past %s', (_, path, error) => {
    write({ 'a.yaml': CLEAN });
    expect(namesOf(path, 'a.yaml')).toEqual(['a.yaml']);
    expect(errorsOf(path, 'a.yaml')).toEqual([error]);
  });

  it('leaves a pipe in a folder alone: nobody may ever write to it', () => {
    write({ 'd/a.yaml': CLEAN });
    execFileSync('mkfifo', ['d/b.yaml']);
    expect(namesOf('d')).toEqual(['d/a.yaml']);
  });
});

describe('validate', () => {
  it.each<[string, () => void, string, string]>([
    [
      'an empty folder',
      () => mkdirSync('d'),
      'd',
      'd holds no manifest, no adapter configuration and no Helm values of an adapter',
    ],
    ['a folder of other files', () => write({ 'd/a.md': 'x' }), 'd', 'd holds no manifest'],
    ['a folder with an empty file', () => write({ 'd/a.yaml': '' }), 'd', 'd holds no manifest'],
    ['a folder with nothing that is modelled', () => write({ 'd/a.yaml': 'on: push' }), 'd', 'd holds no manifest'],
    ['the working directory', () => {}, '.', '. holds no manifest'],
  ])('calls %s a mistake', async (_, prepare, path, message) => {
    prepare();
    const { code, err } = await run(`validate ${path}`);
    expect(code).toBe(2);
    expect(err).toContain(`error: ${message}`);
  });

  it('calls a folder of cluster facts alone a mistake', async () => {
    write({
      'd/cluster.yaml':
        'apiVersion: foresail.dev/v1\nkind: Cluster\nmetadata: {name: a}\nspec: {kubernetes: 1.28, labelConvention: ack, pipeline: {kind: ackAdapter}, gpuPools: []}\n',
    });
    const { code, out, err } = await run('validate d');
    expect(code).toBe(2);
    expect(out).toContain('a: Kubernetes 1.28 (cluster.yaml), 0 objects, no snapshot\n');
    expect(err).toContain('error: d holds no manifest');
  });

  it.each([
    ['that cannot be read', 'a: "'],
    ['that is no text', '\u0000'],
  ])('says one thing of a folder with one file %s', async (_, text) => {
    write({ 'd/a.yaml': text });
    const { code, err } = await run('validate d');
    expect(code).toBe(2);
    expect(err.match(/^error: /gm)).toHaveLength(1);
  });

  it('does not call a file that is not modelled, or an empty one in a folder, a mistake', async () => {
    write({ 'x/a.yaml': CLEAN, 'x/empty.yaml': '', 'b.yaml': 'on: push' });
    expect((await run('validate x b.yaml')).code).toBe(0);
  });

  it('judges what can be read of a folder', async () => {
    write({ 'd/a.yaml': ERROR, 'd/b.yaml': 'a: "', 'd/c.yaml': new Uint8Array([0]) });
    const { code, report, err } = await runJson('validate d');
    expect(code).toBe(2);
    expect(report.summary.errors).toBe(1);
    expect(report.inputErrors).toMatchObject([
      { code: 'not-readable', file: 'd/c.yaml' },
      { code: 'yaml', file: 'd/b.yaml', line: 1, column: 5 },
    ]);
    expect(err).toContain('  --> d/b.yaml:1:5\n');
    expect(err).toContain('error: d/c.yaml is not UTF-8 text\n');
  });

  it('judges standard input', async () => {
    const { code, report } = await runJson('validate -', ERROR);
    expect(code).toBe(1);
    expect(report.diagnostics[0]).toMatchObject({ file: '<stdin>', line: 6 });
  });

  it('judges files with CRLF at the same places', async () => {
    write({ 'a.yaml': ERROR.replaceAll('\n', '\r\n') });
    const { report } = await runJson('validate a.yaml');
    expect(report.diagnostics[0]).toMatchObject({ line: 6, column: 16 });
  });

  it('gives the same bytes for the same input, in whatever order it is given', async () => {
    write({ 'a/a.yaml': ERROR, 'b/b.yaml': CLEAN, 'c.yaml': ERROR.replace('broken', 'c') });
    const first = await run('validate a b c.yaml');
    expect(await run('validate c.yaml b a')).toEqual(first);
  });
});
