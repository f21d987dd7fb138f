import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FORMATS } from '../../src/cli/validate-options';
import { blocksOf } from '../checks/check-page';
import { foresail, foresailCalls } from './foresail-calls';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
const files = Object.fromEntries(blocksOf(PAGE).map(({ file, text }) => [file, text]));

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: { readonly [key: string]: unknown };
  readonly run?: string;
}

interface Workflow {
  readonly on: object;
  readonly permissions: { readonly [scope: string]: string };
  readonly jobs: { readonly [name: string]: { readonly 'runs-on': string; readonly steps: readonly Step[] } };
}

interface GitlabJob {
  readonly extends?: string;
  readonly image?: string;
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
  readonly rules?: readonly { readonly if: string }[];
  readonly variables?: { readonly [name: string]: string };
  readonly artifacts?: { readonly when?: string; readonly reports: { readonly [kind: string]: string } };
}

const workflow: Workflow = parse(files['.github/workflows/policies.yml']!);
const pipeline: { readonly [name: string]: GitlabJob } = parse(files['.gitlab-ci.yml']!);

/** A checkout with manifests, and the target branch beside them in `.base`. */
let checkout = '';
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'foresail-ci-'));
  for (const folder of ['', '.base']) {
    mkdirSync(join(checkout, folder), { recursive: true });
    // One cluster is enough to run each call, and a third of the time of all.
    cpSync(join(ROOT, 'dist', 'ack-1-22'), join(checkout, folder, 'dist', 'ack-1-22'), { recursive: true });
    cpSync(join(ROOT, 'snapshots'), join(checkout, folder, 'snapshots'), { recursive: true });
  }
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** The scripts of a page's file, one text. */
const SCRIPTS = {
  github: Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run)),
  gitlab: Object.values(pipeline).flatMap(({ script = [], before_script = [] }) => [...before_script, ...script]),
};

describe.each(Object.entries(SCRIPTS))('the %s job', (_, scripts) => {
  const calls = foresailCalls(scripts.join('\n'));

  it('calls foresail with options that exist, on manifests without findings', () => {
    expect(calls.length).toBeGreaterThan(2);
    for (const words of calls) {
      const { status, stderr } = foresail(words, checkout);
      expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' });
    }
  });

  it('fails in its last call, and in no other, where the change brings an error', () => {
    const file = join(checkout, 'dist', 'broken.yaml');
    writeFileSync(file, BROKEN);
    const withBase = calls.filter((words) => words.includes('--base'));
    expect(withBase.map((words) => foresail(words, checkout).status)).toEqual([...withBase.slice(1).map(() => 0), 1]);
    cpSync(file, join(checkout, '.base', 'dist', 'broken.yaml'));
    expect(foresail(withBase.at(-1)!, checkout).status).toBe(0);
  });

  it('calls other commands that exist, with options that exist', () => {
    const others = scripts.filter((script) => !/\bforesail\b/.test(script));
    for (const script of others)
      expect(script).toMatch(
        /^(npm ci|npx cdk8s synth --no-check-upgrade|test -z "\$\(git status --porcelain -- dist\)"|git worktree add --force --detach \.base "\$CI_MERGE_REQUEST_DIFF_BASE_SHA")$/,
      );
    const { stdout } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--help'],
      { encoding: 'utf8' },
    );
    expect(stdout).toContain('--check-upgrade');
  });
});

describe('the GitHub workflow', () => {
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('has what GitHub asks of it', () => {
    expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'jobs']);
    expect(workflow.on).toEqual({ pull_request: null });
    expect(workflow.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
    for (const { uses, run } of steps) {
      expect([uses, run].filter((part) => part !== undefined)).toHaveLength(1);
      if (uses !== undefined)
        expect(uses).toMatch(/^(actions\/(checkout|setup-node)@v4|github\/codeql-action\/upload-sarif@v3)$/);
    }
  });

  it('uploads the file that it writes, and checks out the base where it is read', () => {
    const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action'));
    const written = foresailCalls(SCRIPTS.github.join('\n')).find((words) => words.includes('sarif'))!;
    expect(written.at(-1)).toBe(upload!.with!.sarif_file);
    expect(foresail(written, checkout).status).toBe(0);
    expect(JSON.parse(readFileSync(join(checkout, written.at(-1)!), 'utf8')).version).toBe('2.1.0');
    expect(steps.filter(({ uses }) => uses?.startsWith('actions/checkout')).map((step) => step.with!.path)).toEqual([
      undefined,
      '.base',
    ]);
  });
});

describe('the GitLab pipeline', () => {
  it('has what GitLab asks of it', () => {
    for (const [name, job] of Object.entries(pipeline)) {
      if (name.startsWith('.')) continue;
      expect(Object.keys(pipeline)).toContain(job.extends);
      expect(job.rules!.map((rule) => rule.if)).toEqual([
        expect.stringMatching(/^\$CI_[A-Z_]+ == ("merge_request_event"|\$CI_DEFAULT_BRANCH)$/),
      ]);
      expect(job.script!.every((line) => typeof line === 'string')).toBe(true);
    }
  });

  it.each(['merge-request', 'main'])('keeps as reports what the job %s writes', (name) => {
    const { script = [], artifacts } = pipeline[name]!;
    const calls = foresailCalls(script.join('\n')).filter((words) => words.includes('--output'));
    for (const words of calls) expect(foresail(words, checkout).status).toBe(0);
    const written = readdirSync(checkout)
      .filter((file) => file.includes('.') && !file.startsWith('.'))
      .sort();
    expect(written).toEqual(Object.values(artifacts!.reports).sort());
    expect(JSON.parse(readFileSync(join(checkout, artifacts!.reports.codequality!), 'utf8'))).toEqual(
      expect.any(Array),
    );
  });
});

describe('the page', () => {
  it('lists the formats that there are', () => {
    const listed = [...PAGE.matchAll(/^\| `(\w+)` \|/gm)].map(([, format]) => format);
    expect([...listed].sort()).toEqual([...FORMATS].sort());
  });

  it('names no option that the command lacks', () => {
    const help = foresail(['validate', '--help'], checkout).stdout;
    const options = [...PAGE.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option);
    const foreign = ['--no-check-upgrade', '--porcelain', '--force', '--detach'];
    expect(options.filter((option) => !foreign.includes(option) && !help.includes(option))).toEqual([]);
  });
});

const BROKEN = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: broken}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  minReplicas: 5
  maxReplicas: 2
`;
