import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'start.md'), 'utf8');
const DEVELOPMENT = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).devDependencies;

/** The files that docs/start.md tells a user to write. */
const FILES = [...PAGE.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```/gm)].map(([, name, text]) => ({
  name: name!,
  text: text!,
}));

interface Run {
  readonly status: number | null;
  readonly output: string;
}

function run(folder: string, command: string, args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    // npm tells its children where it was called from; a project of its own must not hear that.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}

/** Packs the package and installs it with its peers, as docs/start.md says. */
function installPackage(folder: string): void {
  const packed = run(ROOT, 'npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  if (packed.status !== 0) throw new Error(packed.output);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'))!;
  expect(PAGE).toContain(`npm install ./${tarball} cdk8s cdk8s-plus-28 constructs\n`);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'own', version: '1.0.0', private: true }));
  const others = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'cdk8s-cli', 'typescript'].map(
    (name) => `${name}@${DEVELOPMENT[name]}`,
  );
  const installed = run(folder, 'npm', [
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    `./${tarball}`,
    ...others,
  ]);
  if (installed.status !== 0) throw new Error(installed.output);
}

// It installs from the registry and takes half a minute: too long for every run.
const required = (process.env.FORESAIL_REQUIRE ?? '').split(',').includes('registry');
const withRegistry = required ? describe : describe.skip;

withRegistry('the packed package in a project of its own (with FORESAIL_REQUIRE=registry)', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'foresail-own-'));
    installPackage(folder);
    for (const { name, text } of FILES) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compiles the policy, renders it, and refuses to call it fine without a snapshot', () => {
    const { status, output } = run(folder, 'npx', ['cdk8s', 'synth', '--no-check-upgrade']);
    expect(output).toContain('dist/prod/manifests/default/bert-intent-detection.k8s.yaml');
    expect(status).toBe(2);
    // One entry for all that one cause keeps from telling, with the command that mends it.
    expect(output.match(/not checked: no snapshot was given/g)).toHaveLength(1);
    expect(output).toContain('npx foresail snapshot capture dist --url');
  });

  it.each([
    ['main.ts', "labelConvention: 'ack'", "labelConvention: 'dcgmExporter'"],
    ['bert.ts', 'maxReplicas: 10', 'maxReplicas: 20'],
  ])('stops at a mistake in %s with the words of the page', (name, right, wrong) => {
    const [first, second] = [...PAGE.matchAll(/^```text\n([\s\S]*?)^```/gm)].map(([, text]) => text!.trimEnd());
    const file = join(folder, 'policies', name);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(right);
    expect(PAGE).toContain(`\`${wrong}\` in \`policies/${name}\``);
    writeFileSync(file, text.replace(right, wrong));
    try {
      const { status, output } = run(folder, 'npx', ['cdk8s', 'synth', '--no-check-upgrade']);
      expect(status).toBe(1);
      expect(output).toContain(name === 'main.ts' ? first : second);
    } finally {
      writeFileSync(file, text);
    }
  });

  it('passes with a snapshot that holds the series', () => {
    cpSync(join(ROOT, 'snapshots', 'ack.promsnap.gz'), join(folder, 'snapshots', 'prod.promsnap.gz'));
    const main = join(folder, 'policies', 'main.ts');
    writeFileSync(main, readFileSync(main, 'utf8').replace('// snapshot:', 'snapshot:'));
    const synth = run(folder, 'npx', ['cdk8s', 'synth', '--no-check-upgrade']);
    expect({ status: synth.status, output: synth.output }).toMatchObject({ status: 0 });
    const validate = run(folder, 'npx', ['foresail', 'validate', '--fail-on', 'warning', '--fail-on-unchecked']);
    expect(validate).toMatchObject({ status: 0 });
    expect(validate.output).toContain('0 errors, 0 warnings');
  });

  it('brings the command with it', () => {
    expect(existsSync(join(folder, 'node_modules', '.bin', 'foresail'))).toBe(true);
    expect(run(folder, 'npx', ['foresail', 'checks', 'hpa/metric-not-exposed']).output).toContain(
      '# hpa/metric-not-exposed',
    );
  });
});
