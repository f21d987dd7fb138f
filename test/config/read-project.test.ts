import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProject } from '../../src/config/read-project';

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
});
