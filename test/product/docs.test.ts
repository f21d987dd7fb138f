import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The files that README gives to paste. */
const FILES = [...README.matchAll(/^```yaml (\S+)\n([\s\S]*?)^```/gm)].map(([, name, text]) => ({
  name: name!,
  text: text!,
}));

describe('README', () => {
  it('prints its caught mistake as the command does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'foresail-readme-'));
    try {
      for (const { name, text } of FILES) writeFileSync(join(folder, name), text);
      const [, command] = /`npx foresail (validate .*?)`/.exec(README)!;
      const { stdout, status } = spawnSync(process.execPath, [join(ROOT, 'bin/foresail.js'), ...command!.split(' ')], {
        cwd: folder,
        encoding: 'utf8',
        env: { NO_COLOR: '1' },
      });
      expect(status).toBe(1);
      expect(stdout).toContain(/```text\n([\s\S]*?)```/.exec(README)![1]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('shows a policy that compiles in at most ten lines', () => {
    const policy = /```ts\n([\s\S]*?)```/.exec(README)![1]!;
    expect(policy.trim().split('\n').length).toBeLessThanOrEqual(10);
    const folder = mkdtempSync(join(ROOT, 'build', 'readme-'));
    try {
      writeFileSync(join(folder, 'bert.ts'), policy);
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: { noEmit: true }, include: ['.'] }),
      );
      const { stdout, status } = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder],
        { encoding: 'utf8' },
      );
      expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the pages', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join('docs', file)),
  ];

  it.each(pages)('%s links to what exists', (page) => {
    const targets = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(
      ([, target]) => target!,
    );
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  });
});
