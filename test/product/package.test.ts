import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

interface PackedFile {
  readonly path: string;
  readonly mode: number;
}

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }),
) as [{ readonly files: readonly PackedFile[] }];
const paths = packed.files.map(({ path }) => path);

describe('the package', () => {
  it('holds the compiled library, the pages, the schemas, and what npm always packs', () => {
    const meant =
      /^(bin\/foresail\.js|lib\/.+\.(js|d\.ts|json)|docs\/(checks\/.+|[\w-]+)\.md|docs\/schemas\/.+\.json|README\.md|LICENSE|NOTICE|package\.json)$/;
    expect(paths.filter((path) => !meant.test(path))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'NOTICE', 'package.json', 'lib/index.js']));
    expect(paths).toContain('docs/schemas/validate.schema.json');
    expect(paths.filter((path) => path.startsWith('docs/checks/')).length).toBeGreaterThan(20);
  });

  it('holds each page that a message of it names', () => {
    // Comments name pages of other projects, too: where a rule comes from.
    const named = paths
      .filter((path) => /^lib\/.+\.js$/.test(path))
      .flatMap((path) => readFileSync(join(ROOT, path), 'utf8').split('\n'))
      .filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line))
      .flatMap((line) => [...line.matchAll(/\bdocs\/[\w/-]+\.(?:md|json)/g)]);
    expect(named.length).toBeGreaterThan(0);
    expect(named.map(([page]) => page).filter((page) => !paths.includes(page))).toEqual([]);
  });

  it('holds no test and no leftover of a build', () => {
    expect(paths.filter((path) => /(^|\/)(test|fixtures|scenarios)\/|\.test\.|tsbuildinfo|\.map$/.test(path))).toEqual(
      [],
    );
  });

  it('holds nothing of a source that is gone', () => {
    const compiled = paths.filter((path) => path.startsWith('lib/'));
    const stems = compiled.map((path) => path.replace(/^lib\//, 'src/').replace(/(\.d\.ts|\.js|\.json)$/, ''));
    expect(stems.filter((stem) => !['.ts', '.json'].some((ending) => existsSync(join(ROOT, stem + ending))))).toEqual(
      [],
    );
  });

  it.each(Object.entries(manifest.exports as { readonly [name: string]: string }))(
    'exports %s from a file of it',
    (_, target) => {
      const path = posix.normalize(target);
      expect(paths).toContain(path);
      if (path.endsWith('.js')) expect(paths).toContain(path.replace(/\.js$/, '.d.ts'));
    },
  );

  it('names main and types among its files', () => {
    expect(paths).toEqual(expect.arrayContaining([manifest.main, manifest.types]));
  });

  it.each(Object.entries(manifest.bin as { readonly [name: string]: string }))(
    'has the command %s, with a shebang',
    (_, path) => {
      expect(paths).toContain(path);
      expect(readFileSync(join(ROOT, path), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    },
  );

  it('depends on all that its code and its types import, and on nothing else', () => {
    const imported = new Set(paths.filter((path) => /\.(js|d\.ts)$/.test(path)).flatMap(packagesOf));
    // The plugin's types are those of the cdk8s command, which runs it.
    imported.delete('cdk8s-cli');
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    expect([...imported].sort()).toEqual(Object.keys(declared).sort());
  });
});

/** The packages that a file imports. */
function packagesOf(path: string): readonly string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [
    ...text.matchAll(/\b(?:require|import)\(["']([^.'"][^'"]*)["']\)|^(?:import|export) .* from '([^.'][^']*)';$/gm),
  ]
    .map(([, required, imported]) => (required ?? imported)!)
    .filter((specifier) => !specifier.startsWith('node:'))
    .map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

describe('the command of the package', () => {
  it('is there, and may be run, before anything is built: npm links it when it installs a clone', () => {
    const [command] = Object.values(manifest.bin as { readonly [name: string]: string });
    expect(statSync(join(ROOT, command!)).mode & 0o111).toBe(0o111);
    const clone = mkdtempSync(join(tmpdir(), 'foresail-clone-'));
    try {
      cpSync(join(ROOT, command!), join(clone, command!), { recursive: true });
      const { status, stderr } = spawnSync(process.execPath, [join(clone, command!)], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 2, stderr: 'foresail is not built yet: run npm run build\n' });
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  });

  it('runs in any folder', () => {
    const [command] = Object.values(manifest.bin as { readonly [name: string]: string });
    const printed = execFileSync(process.execPath, [join(ROOT, command!), '--version'], { cwd: '/', encoding: 'utf8' });
    expect(printed).toBe(`${manifest.version}\n`);
  });
});
