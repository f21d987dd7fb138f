import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProject } from '../../src/config/read-project';
import { InputError } from '../../src/source/input-error';
import { shown } from './places';

const start = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foresail-project-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

describe('readProject', () => {
  it('is empty where there is no file', () => {
    expect(readProject()).toEqual({ clusters: [], declaredMetrics: [], suppressions: [] });
  });

  it('reads foresail.yaml, with or without a byte order mark', () => {
    writeFileSync('foresail.yaml', '\ufeffmetrics: [{api: custom, name: a, servedBy: b}]\n');
    expect(readProject().declaredMetrics).toEqual([{ api: 'custom', name: 'a', servedBy: 'b' }]);
  });

  it.each<[string, () => void, string, string]>([
    [
      'a folder of that name',
      () => mkdirSync('foresail.yaml'),
      'not-readable',
      'foresail.yaml cannot be read (EISDIR)',
    ],
    [
      'a file that is no text',
      () => writeFileSync('foresail.yaml', Buffer.from([0xff, 0xfe, 0x61, 0])),
      'not-readable',
      'foresail.yaml is not UTF-8 text',
    ],
    [
      'a file with the wrong ending, which would silently do nothing',
      () => writeFileSync('foresail.yml', 'suppressions: []'),
      'configuration',
      'foresail.yml is not read: the configuration is foresail.yaml',
    ],
  ])('refuses %s', (_, prepare, code, message) => {
    prepare();
    expect(() => readProject()).toThrow(expect.objectContaining({ code, message }));
  });

  it('refuses paths that do not exist: a cluster without files would silently be judged by nothing', () => {
    mkdirSync('east');
    writeFileSync('foresail.yaml', 'clusters:\n  - name: east\n    paths: [east, esat, ./west/]\n');
    expect(faultsOf(readProject)).toEqual([
      '2:5 the cluster "east" has the path esat, which does not exist | Write a path from the folder of foresail.yaml on, or remove it.',
      '2:5 the cluster "east" has the path ./west/, which does not exist | Write a path from the folder of foresail.yaml on, or remove it.',
    ]);
  });

  it('tells everything that is wrong', () => {
    writeFileSync('foresail.yaml', 'clusters: [{name: east}]\nmetrics: 1\nx: 2\n');
    expect(faultsOf(readProject).map((fault) => fault.replace(/ \|.*/, ''))).toEqual([
      '3:1 foresail.yaml has an unknown key "x"',
      '1:12 a cluster has no "paths"',
      '2:10 metrics is 1',
    ]);
  });
});

/** All that an attempt is refused for. */
function faultsOf(attempt: () => unknown): readonly string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof InputError) return error.all.map(shown);
    throw error;
  }
  return [];
}
