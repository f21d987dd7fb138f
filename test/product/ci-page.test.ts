import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FORMATS } from '../../src/cli/validate-options';
import { blocksOf } from '../checks/check-page';
import { foresail, foresailCalls, type Outcome } from './foresail-calls';

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

/** Checkouts with manifests, and the target branch beside them in `.base`: nothing is wrong, the change is, or the target branch was. */
const CHECKOUTS = ['clean', 'broken', 'broken-before'] as const;
type Checkout = (typeof CHECKOUTS)[number];

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'foresail-ci-'));
  for (const checkout of CHECKOUTS)
    for (const folder of ['', '.base']) {
      const to = join(root, checkout, folder);
      mkdirSync(to, { recursive: true });
      // One cluster is enough to run each call, and a third of the time of all.
      cpSync(join(ROOT, 'dist', 'ack-1-22'), join(to, 'dist', 'ack-1-22'), { recursive: true });
      cpSync(join(ROOT, 'snapshots'), join(to, 'snapshots'), { recursive: true });
      const isBroken = checkout === 'broken-before' || (checkout === 'broken' && folder === '');
      if (isBroken) writeFileSync(join(to, 'dist', 'broken.yaml'), BROKEN);
    }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What a call gives in a checkout. Both jobs share calls, and several tests look at the same one: each is run once. */
const outcomes = new Map<string, Outcome>();
function call(words: readonly string[], checkout: Checkout): Outcome {
  const key = JSON.stringify([checkout, words]);
  const outcome = outcomes.get(key) ?? foresail(words, join(root, checkout));
  outcomes.set(key, outcome);
  return outcome;
}

const written = (words: readonly string[]) => readFileSync(join(root, 'clean', words.at(-1)!), 'utf8');

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
      const { status, stderr } = call(words, 'clean');
      expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' });
    }
  });

  it('fails in its last call, and in no other, where the change brings an error', () => {
    const withBase = calls.filter((words) => words.includes('--base'));
    expect(withBase.map((words) => call(words, 'broken').status)).toEqual([...withBase.slice(1).map(() => 0), 1]);
    expect(call(withBase.at(-1)!, 'broken-before').status).toBe(0);
  });

  it('calls other commands that exist, with options that exist', () => {
    const others = scripts.filter((script) => !/\bforesail\b/.test(script));
    for (const script of others)
      expect(script).toMatch(
        /^(npm ci|CDK8S_VALIDATE=false npx cdk8s synth --no-check-upgrade|test -z "\$\(git status --porcelain -- dist\)"|git worktree add --force --detach \.base "\$CI_MERGE_REQUEST_DIFF_BASE_SHA")$/,
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
    const sarif = foresailCalls(SCRIPTS.github.join('\n')).find((words) => words.includes('sarif'))!;
    expect(sarif.slice(-2)).toEqual(['--output', upload!.with!.sarif_file]);
    expect(call(sarif, 'clean').status).toBe(0);
    expect(JSON.parse(written(sarif)).version).toBe('2.1.0');
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
    expect(calls.map((words) => call(words, 'clean').status)).toEqual(calls.map(() => 0));
    expect(calls.map((words) => words.at(-1)).sort()).toEqual(Object.values(artifacts!.reports).sort());
    for (const words of calls) expect(written(words)).not.toBe('');
    const codequality = calls.find((words) => words.at(-1) === artifacts!.reports.codequality)!;
    expect(JSON.parse(written(codequality))).toEqual(expect.any(Array));
  });
});

describe('the page', () => {
  it('lists the formats that there are', () => {
    const listed = [...PAGE.matchAll(/^\| `(\w+)` \|/gm)].map(([, format]) => format);
    expect([...listed].sort()).toEqual([...FORMATS].sort());
  });

  it('names no option that the command lacks', () => {
    const help = foresail(['validate', '--help'], root).stdout;
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
