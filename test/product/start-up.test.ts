import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const PROBE = join(__dirname, 'loaded-modules.js');
const COMMAND = join(ROOT, 'lib', 'cli', 'main.js');

interface Loaded {
  readonly packages: readonly string[];
  readonly rooms: readonly string[];
}

/** What Node has loaded when a program ends. */
function loadedBy(...args: readonly string[]): Loaded {
  const { stderr } = spawnSync(process.execPath, ['--require', PROBE, ...args], { cwd: ROOT, encoding: 'utf8' });
  const told = /^\{"packages".*$/m.exec(stderr);
  if (!told) throw new Error(`the program ended without saying what it loaded:\n${stderr}`);
  return JSON.parse(told[0]);
}

const loadedByEntry = (name: string) => loadedBy('--eval', `require(${JSON.stringify(name)})`);
const loadedByCommand = (...args: readonly string[]) => loadedBy(COMMAND, ...args);

const AUTHORS_PACKAGES = ['cdk8s', 'cdk8s-plus-28', 'constructs'];
const AUTHORS_ROOMS = ['constructs', 'pipeline', 'index'];
const READERS_ROOMS = ['fleet', 'capture', 'checks', 'report', 'cli', 'plugin', 'validate'];

const common = (all: readonly string[], wanted: readonly string[]) => wanted.filter((name) => all.includes(name));

describe('what is loaded', () => {
  it('by the compiler: no validator, no PromQL, no snapshot', () => {
    const { packages, rooms } = loadedByEntry('foresail');
    expect(common(packages, ['ajv', 're2js', 'commander', 'prometheus-query', '@babel/code-frame'])).toEqual([]);
    expect(common(rooms, ['promql', 'snapshot', 'series', 'adapter', ...READERS_ROOMS])).toEqual([]);
    // The probe sees what is loaded.
    expect(packages).toEqual(expect.arrayContaining(['cdk8s', 'constructs', 'yaml']));
    expect(rooms).toEqual(expect.arrayContaining(['index', 'constructs', 'kubernetes']));
  });

  it.each([
    ['foresail/validate', ['fleet', 'checks', 'report']],
    ['foresail/promql', ['promql']],
    ['foresail/snapshot', ['snapshot']],
    ['foresail/adapter', ['adapter']],
    ['foresail/autoscaling', ['autoscaling']],
    ['foresail/plugin', ['plugin', 'fleet', 'checks']],
  ])('by %s: nothing of cdk8s, and nothing of the author’s wing', (entry, expected) => {
    const { packages, rooms } = loadedByEntry(entry);
    expect(common(packages, [...AUTHORS_PACKAGES, 'commander', 'prometheus-query', 'cdk8s-cli'])).toEqual([]);
    expect(common(rooms, [...AUTHORS_ROOMS, 'cli', 'capture'])).toEqual([]);
    expect(rooms).toEqual(expect.arrayContaining(expected));
  });

  it('by foresail/promql and foresail/snapshot: no YAML', () => {
    expect(common(loadedByEntry('foresail/promql').packages, ['yaml', 'ajv'])).toEqual([]);
    expect(common(loadedByEntry('foresail/snapshot').packages, ['yaml', 'ajv'])).toEqual([]);
  });

  it.each(['--version', '-V'])('by the command with %s: itself alone', (option) => {
    expect(loadedByCommand(option)).toEqual({ packages: [], rooms: ['cli'] });
  });

  it('by the command with --help: its parser, and nothing that does work', () => {
    const { packages, rooms } = loadedByCommand('--help');
    expect(packages).toContain('commander');
    expect(common(packages, ['ajv', 're2js', 'yaml', '@babel/code-frame', ...AUTHORS_PACKAGES])).toEqual([]);
    expect(common(rooms, ['fleet', 'checks', 'report', 'snapshot', 'capture'])).toEqual([]);
  });

  it('by validate: nothing of the author’s wing', () => {
    const { packages, rooms } = loadedByCommand('validate', 'test/fixtures/seeds');
    expect(common(packages, [...AUTHORS_PACKAGES, 'prometheus-query'])).toEqual([]);
    expect(common(rooms, AUTHORS_ROOMS)).toEqual([]);
    expect(rooms).toEqual(expect.arrayContaining(['cli', 'fleet', 'checks', 'report']));
  });
});
