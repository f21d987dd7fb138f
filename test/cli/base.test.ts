import { mkdirSync, writeFileSync } from 'node:fs';
import { schemaErrors } from '../report/report-schema';
import { CLEAN, ERROR, inEmptyFolder, run, runJson, write } from './run';

inEmptyFolder();

const named = (name: string, text = ERROR) =>
  text.replace('name: broken', `name: ${name}`).replace('name: a}', `name: ${name}}`);
const MANY = (...names: readonly string[]) => names.map((name) => named(name)).join('---\n');

/** The names of the objects with errors, and whether each is new. */
async function newness(line: string): Promise<readonly string[]> {
  const { report } = await runJson(line);
  return report.diagnostics
    .filter(({ check }: { check: string }) => check === 'hpa/min-greater-than-max')
    .map(({ object, isNew }: { object: { name: string }; isNew?: boolean }) => `${object.name} ${isNew}`);
}

describe('--base', () => {
  it('tells what the other checkout lacks, wherever its lines and files have moved', async () => {
    write({
      'dist/a.yaml': MANY('new', 'old'),
      'dist/moved.yaml': named('elsewhere'),
      '.base/dist/a.yaml': MANY('old', 'elsewhere', 'gone'),
    });
    expect(await newness('validate --base .base')).toEqual(['new true', 'old false', 'elsewhere false']);
  });

  it.each<[string, { readonly [name: string]: string }, string]>([
    ['a checkout with the folder in it', { 'base/dist/b.yaml': MANY('old') }, 'dist --base base'],
    ['a checkout, by its own folder', { 'base/b.yaml': MANY('old') }, 'dist --base base'],
    ['the other version of one file', { 'base.yaml': MANY('old') }, 'dist/a.yaml --base base.yaml'],
    ['a folder for standard input', { 'base/b.yaml': MANY('old') }, '- --base base'],
    ['a path with a dot', { 'base/dist/b.yaml': MANY('old') }, './dist/ --base ./base/'],
    ['a checkout with several paths', { 'base/dist/a.yaml': MANY('old'), 'x.yaml': CLEAN }, 'dist x.yaml --base base'],
  ])('may be %s', async (_, files, line) => {
    write({ 'dist/a.yaml': MANY('new', 'old'), ...files });
    const standardInput = line.startsWith('-') ? MANY('new', 'old') : '';
    const { report } = await runJson(`validate ${line}`, standardInput);
    const found = report.diagnostics.filter(({ check }: { check: string }) => check === 'hpa/min-greater-than-max');
    expect(found.map(({ isNew }: { isNew: boolean }) => isNew)).toEqual([true, false]);
  });

  it('compares each cluster with itself, by the cluster.yaml and the foresail.yaml there', async () => {
    const clusters = (a: string, b: string) => `clusters: [{name: a, paths: [${a}]}, {name: b, paths: [${b}]}]`;
    write({
      'foresail.yaml': clusters('east', 'west'),
      'east/a.yaml': MANY('x'),
      'west/a.yaml': MANY('x'),
      'base/foresail.yaml': clusters('old', 'west'),
      'base/old/a.yaml': CLEAN,
      'base/west/a.yaml': MANY('x'),
    });
    expect(await newness('validate east west --base base')).toEqual(['x true', 'x false']);
  });

  it('judges the base by its own facts: what a new minor breaks is new', async () => {
    const facts = (minor: string) => `clusters: [{name: a, paths: [a], kubernetes: "${minor}"}]`;
    const old = ERROR.replace('autoscaling/v2', 'autoscaling/v2beta2');
    write({
      'foresail.yaml': facts('1.26'),
      'a/a.yaml': old,
      'base/foresail.yaml': facts('1.25'),
      'base/a/a.yaml': old,
    });
    const { report } = await runJson('validate a --base base');
    const states = report.diagnostics.map(({ check, isNew }: { check: string; isNew: boolean }) => `${check} ${isNew}`);
    expect(states).toContain('hpa/api-version-removed true');
    expect(states).toContain('hpa/min-greater-than-max false');
  });

  it('reports nothing of the base itself, and what is gone is nothing', async () => {
    write({ 'dist/a.yaml': CLEAN, 'base/dist/a.yaml': MANY('old') });
    const { code, err, report } = await runJson('validate --base base --fail-on info');
    expect([code, err, report.diagnostics]).toEqual([0, '', []]);
    expect(report.base).toEqual({ path: 'base', unread: [] });
  });

  it('is not failed by what cannot be read there, and says so', async () => {
    write({
      'dist/a.yaml': MANY('old'),
      'dist/b.yaml': MANY('hidden'),
      'base/dist/a.yaml': MANY('old'),
      'base/dist/b.yaml': 'a: "',
      'base/foresail.yaml': 'clusterz: []',
    });
    const { code, err, report } = await runJson('validate --base base --fail-on never');
    expect(code).toBe(0);
    expect(err.split('\n')).toEqual([
      'warning: in the base base: foresail.yaml has an unknown key "clusterz"; did you mean "clusters"? (foresail.yaml:1); what it hides counts as new',
      expect.stringMatching(
        /^warning: in the base base: this YAML cannot be read: .* \(dist\/b\.yaml:1\); what it hides counts as new$/,
      ),
      '',
    ]);
    expect(report.base.unread).toEqual(['foresail.yaml', 'dist/b.yaml']);
    expect(schemaErrors(JSON.stringify(report))).toEqual([]);
    expect(await newness('validate --base base')).toEqual(['old false', 'hidden true']);
  });

  it('counts all of a path as new that a checkout lacks, and says so', async () => {
    write({ 'dist/a.yaml': MANY('x'), 'base/package.json': '{}', 'base/other.yaml': MANY('x') });
    expect((await run('validate --base base')).err).toBe(
      'warning: the base base has no dist: all of it counts as new\n',
    );
    expect(await newness('validate --base base')).toEqual(['x true']);
  });

  it('does not take standard input for a path of a checkout', async () => {
    write({ 'dist/a.yaml': CLEAN, 'base/dist/a.yaml': CLEAN });
    expect((await run('validate dist - --base base', MANY('x'))).err).toContain('the base base has no -: all of it');
  });

  it.each([
    ['does not exist', 'validate a.yaml --base none', 'the base none does not exist'],
    ['holds none of several paths', 'validate a.yaml b.yaml --base base', 'the base base holds none of a.yaml, b.yaml'],
  ])('ends with 2 where it %s', async (_, line, message) => {
    write({ 'a.yaml': CLEAN, 'b.yaml': CLEAN, 'base/c.yaml': CLEAN });
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`error: ${message}`);
  });

  it('marks what is new in the text', async () => {
    write({ 'a.yaml': MANY('new', 'old'), 'base.yaml': MANY('old') });
    const { out } = await run('validate a.yaml --base base.yaml');
    expect(out).toContain('\nnew error HorizontalPodAutoscaler default/new: minReplicas');
    expect(out).toContain('\nerror HorizontalPodAutoscaler default/old: minReplicas');
    expect(out).toMatch(/\n2 errors \(1 new\), /);
  });
});

describe('--fail-on-new', () => {
  it.each<[string, string, string, string, number]>([
    ['an error that is new', MANY('old', 'new'), MANY('old'), '', 1],
    ['an error that was there', MANY('old'), MANY('old'), '', 0],
    ['an error that was there, without the option', MANY('old'), MANY('old'), 'off', 1],
    ['what could not be told before either', MANY('old'), MANY('old'), '--fail-on-unchecked', 0],
    ['what can no longer be told', MANY('old', 'new'), MANY('old'), '--fail-on never --fail-on-unchecked', 1],
    ['what is new, never', MANY('old', 'new'), MANY('old'), '--fail-on never', 0],
  ])('with %s', async (_, after, before, options, code) => {
    write({ 'a.yaml': after, 'base.yaml': before });
    const line = options === 'off' ? '' : `--fail-on-new ${options}`;
    expect((await run(`validate a.yaml --base base.yaml ${line}`)).code).toBe(code);
  });

  it('needs --base', async () => {
    write({ 'a.yaml': CLEAN });
    const { code, err } = await run('validate a.yaml --fail-on-new');
    expect(code).toBe(2);
    expect(err).toContain('error: --fail-on-new needs --base\n');
  });

  it('still ends with 2 where input here cannot be read', async () => {
    write({ 'a.yaml': 'a: "', 'base.yaml': CLEAN });
    expect((await run('validate a.yaml --base base.yaml --fail-on-new')).code).toBe(2);
  });
});

describe('without --base', () => {
  it('says nothing of new, and skips what compares without failing the run', async () => {
    write({
      'foresail.yaml':
        'clusters: [{name: a, paths: [.], gpuPools: [{name: l4, gpu: L4, allocation: dedicated, count: 2}]}]',
    });
    mkdirSync('dist');
    writeFileSync('dist/a.yaml', DEPLOYMENT);
    const { code, report } = await runJson('validate --fail-on warning --fail-on-unchecked');
    expect(code).toBe(0);
    expect(report.base).toBeUndefined();
    const skipped = report.notChecked.filter(({ reason }: { reason: string }) => reason === 'no --base was given');
    expect(
      skipped.map(
        ({ check, outcome, isNew }: { check: string; outcome: string; isNew?: boolean }) =>
          `${check} ${outcome} ${isNew}`,
      ),
    ).toEqual([
      'gitops/replicas-removed skipped undefined',
      'gitops/selector-renamed skipped undefined',
      'gitops/object-renamed skipped undefined',
    ]);
  });
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: bert}
spec:
  selector: {matchLabels: {app: bert}}
  template:
    metadata: {labels: {app: bert}}
    spec: {containers: [{name: a, image: b, resources: {limits: {nvidia.com/gpu: "1"}}}]}
`;
