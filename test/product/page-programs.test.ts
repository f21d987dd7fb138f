import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = join(__dirname, '..', '..');

/** The programs of a page that say what they need: pasted as main.ts, each must write something. */
const programsOf = (page: string): readonly string[] =>
  [...readFileSync(join(ROOT, 'docs', page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)]
    .map(([, text]) => text!)
    .filter((text) => text.startsWith('import '));

describe.each([
  ['gitops.md', ['prod-argo/argocd/prod-argo.yaml', 'prod-flux/flux/sync/prod-flux.yaml']],
  ['adapter.md', ['prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml']],
])('the program of docs/%s', (page, written) => {
  it('writes what the page says', () => {
    const [program, ...others] = programsOf(page);
    expect(others).toEqual([]);
    // Within the package, so that it finds `foresail` by name, as a user's program does.
    const folder = mkdtempSync(join(ROOT, 'build', 'page-'));
    try {
      const { code } = transformSync(program!, {
        filename: 'main.ts',
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
      });
      writeFileSync(join(folder, 'main.js'), code);
      const { status, stderr } = spawnSync(process.execPath, ['main.js'], { cwd: folder, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(readdirSync(folder).sort()).toEqual(['dist', 'main.js']);
      expect(written.filter((file) => !existsSync(join(folder, 'dist', file)))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
