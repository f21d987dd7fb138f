import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { CHECK_IDS } from '../../src/checks/registry';
import { schemaErrors } from '../report/report-schema';
import { CLEAN, ERROR, INFO, inEmptyFolder, run, runJson, WARNING, write } from './run';

inEmptyFolder();

const RULES = `rules:
  - seriesQuery: a
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;
const SUPPRESSED = `suppressions: [${['adapter', 'promql', 'metric']
  .flatMap((group) => CHECK_IDS.filter((id) => id.startsWith(`${group}/`)))
  .map((check) => `{check: ${check}, reason: a test}`)
  .join(', ')}]`;

describe('the exit code of validate', () => {
  it.each<[string, { readonly [name: string]: string }, string, number]>([
    ['nothing found', { 'a.yaml': CLEAN }, 'a.yaml', 0],
    ['an error', { 'a.yaml': ERROR }, 'a.yaml', 1],
    ['an error, never', { 'a.yaml': ERROR }, 'a.yaml --fail-on never', 0],
    ['a warning', { 'a.yaml': CLEAN, 'foresail.yaml': WARNING }, 'a.yaml', 0],
    ['a warning, from warning on', { 'a.yaml': CLEAN, 'foresail.yaml': WARNING }, 'a.yaml --fail-on warning', 1],
    ['a warning, from info on', { 'a.yaml': CLEAN, 'foresail.yaml': WARNING }, 'a.yaml --fail-on info', 1],
    ['an info, from warning on', { 'a.yaml': INFO }, 'a.yaml --kubernetes 1.23 --fail-on warning', 0],
    ['an info, from info on', { 'a.yaml': INFO }, 'a.yaml --kubernetes 1.23 --fail-on info', 1],
    ['something not checkable', { 'a.yaml': INFO }, 'a.yaml --kubernetes 1.23', 0],
    ['something not checkable, asked for', { 'a.yaml': INFO }, 'a.yaml --kubernetes 1.23 --fail-on-unchecked', 1],
    [
      'something not checkable, never',
      { 'a.yaml': INFO },
      'a.yaml --kubernetes 1.23 --fail-on never --fail-on-unchecked',
      1,
    ],
    ['a snapshot that was not given', { 'a.yaml': RULES }, 'a.yaml', 0],
    ['a snapshot that was not given, asked for', { 'a.yaml': RULES }, 'a.yaml --fail-on-unchecked', 1],
    [
      'a snapshot that was not given, suppressed',
      { 'a.yaml': RULES, 'foresail.yaml': SUPPRESSED },
      'a.yaml --fail-on-unchecked',
      0,
    ],
    ['nothing unchecked', { 'a.yaml': CLEAN }, 'a.yaml --fail-on-unchecked', 0],
    ['a file with nothing in it', { 'a.yaml': '' }, 'a.yaml', 2],
    [
      'a file with nothing but comments, beside another',
      { 'a.yaml': CLEAN, 'b.yaml': '# later\n---\n' },
      'a.yaml b.yaml',
      2,
    ],
    ['a device with nothing in it', {}, '/dev/null', 2],
    ['nothing on standard input', {}, '-', 2],
    ['a file with nothing in it, in a folder', { 'x/a.yaml': CLEAN, 'x/b.yaml': '' }, 'x', 0],
    ['a base with nothing in it', { 'a.yaml': CLEAN }, 'a.yaml --base /dev/null', 0],
    ['a file of a kind that is not modelled', { 'a.yaml': 'apiVersion: a/b\nkind: C\n' }, 'a.yaml', 0],
    ['a file of a text for another program', { 'a.yaml': 'on: push\n' }, 'a.yaml', 0],
    ['a file that is no YAML', { 'a.yaml': 'a: "' }, 'a.yaml', 2],
    ['2 wins over 1', { 'a.yaml': ERROR, 'b.yaml': 'a: "' }, 'a.yaml b.yaml', 2],
    ['2 wins over never', { 'b.yaml': 'a: "' }, 'b.yaml --fail-on never', 2],
    ['a path that does not exist, beside an error', { 'a.yaml': ERROR }, 'a.yaml none.yaml', 2],
    ['a snapshot that does not exist', { 'a.yaml': CLEAN }, 'a.yaml --snapshot none.promsnap', 2],
  ])('%s', async (_, files, line, code) => {
    write(files);
    expect((await run(`validate ${line}`)).code).toBe(code);
  });

  it('is no failure for what a suppression switches off, whether found or not told', async () => {
    write({
      'a.yaml': ERROR,
      'foresail.yaml': `suppressions:
  - {check: hpa/min-greater-than-max, reason: a test}
  - {check: hpa/target-not-found, reason: the target is made elsewhere}
  - {check: gitops/replicas-set, reason: the target is made elsewhere}
  - {check: hpa/resource-request-missing, reason: the target is made elsewhere}
`,
    });
    const { code, report } = await runJson('validate a.yaml --fail-on warning --fail-on-unchecked');
    expect(report.notChecked.filter(({ reason }: { reason: string }) => !reason.startsWith('suppressed: '))).toEqual(
      [],
    );
    expect(report.diagnostics).toEqual([]);
    expect(code).toBe(0);
  });
});

it('says of a file with nothing in it that it has nothing in it, once', async () => {
  write({ 'a.yaml': '\n', 'cluster.yaml': '' });
  expect((await run('validate a.yaml cluster.yaml')).err).toBe(
    [
      'error: cluster.yaml is empty',
      '  --> cluster.yaml:1:1',
      '  > 1 |',
      '      | ^',
      '  Write apiVersion: foresail.dev/v1, kind: Cluster, metadata and spec, or give the file another name.',
      'error: a.yaml has nothing in it',
      '  Give a file with manifests, adapter rules or Helm values of an adapter.',
      '',
    ].join('\n'),
  );
});

describe('a snapshot that cannot be read', () => {
  it('is named where something was skipped for lack of it, here and on the target branch', async () => {
    write({ 'a.yaml': RULES, 'base.yaml': RULES, 'bad.promsnap': 'nonsense' });
    const { code, report } = await runJson('validate a.yaml --snapshot bad.promsnap --base base.yaml');
    expect(code).toBe(2);
    const skipped = report.notChecked.filter(({ outcome }: { outcome: string }) => outcome === 'skipped');
    expect(skipped.length).toBeGreaterThan(0);
    expect(
      new Set(skipped.map(({ reason, isNew }: { reason: string; isNew: boolean }) => `${reason} ${isNew}`)),
    ).toEqual(new Set(['the snapshot bad.promsnap could not be read false']));
  });
});

describe('wrong use of validate', () => {
  it.each([
    ['an unknown option', 'validate --snapshto x', "unknown option '--snapshto'"],
    ['an unknown command', 'validat a.yaml', "unknown command 'validat'"],
    ['a severity that does not exist', 'validate --fail-on fatal', 'Allowed choices are error, warning, info, never.'],
    ['a format that does not exist', 'validate --format xml', 'Allowed choices are text, json'],
    ['a dialect that does not exist', 'validate --dialect gke', 'Allowed choices are upstream, ack.'],
    ['a time that is none', 'validate --now yesterday', 'It must be an ISO 8601 date, such as 2026-11-21'],
    ['a day that does not exist', 'validate --now 2026-02-30', 'It must be an ISO 8601 date'],
    ['a namespace that is none', 'validate --namespace Team_A', 'It must be at most 63 characters: lower-case letters'],
    ['a minor that is none', 'validate --kubernetes latest', '"latest" is not a Kubernetes minor that can be checked'],
    ['an option without its value', 'validate --output', "option '-o, --output <file>' argument missing"],
  ])('%s ends with 2, and says what is possible', async (_, line, message) => {
    write({ 'dist/a.yaml': CLEAN });
    const { code, out, err } = await run(line);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).not.toMatch(/^ {4}at /m);
  });

  it('no command ends with 2, and with the commands', async () => {
    const { code, out, err } = await run('');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('validate [options] [path...]');
  });
});

describe('validate', () => {
  it('does not take its own configuration for YAML that is not modelled', async () => {
    write({ 'a.yaml': CLEAN, 'foresail.yaml': '{}', 'b/foresail.yaml': '{}' });
    const { report } = await runJson('validate .');
    expect(report.notModelled.map(({ file }: { file: string }) => file)).toEqual(['b/foresail.yaml']);
  });

  it('reads dist where no path is given', async () => {
    write({ 'dist/a.yaml': ERROR, 'b.yaml': CLEAN });
    const { report } = await runJson('validate');
    expect(report.diagnostics.map(({ file }: { file: string }) => file)).toEqual(['dist/a.yaml']);
  });

  it('takes --now for the time', async () => {
    write({
      'a.yaml': CLEAN,
      'foresail.yaml': 'suppressions: [{check: hpa/target-not-found, reason: a, until: 2026-11-20}]',
    });
    const at = async (now: string) => (await runJson(`validate a.yaml --now ${now}`)).report.diagnostics[0].check;
    expect(await at('2026-11-20T23:59:59Z')).toBe('config/suppression-unused');
    expect(await at('2026-11-21T00:00:00Z')).toBe('config/suppression-expired');
    expect(await at('2026-11-21T00:30:00+02:00')).toBe('config/suppression-unused');
  });

  it('takes --namespace for objects that name none', async () => {
    write({ 'a.yaml': ERROR });
    const { report } = await runJson('validate a.yaml --namespace team-a');
    expect(report.diagnostics[0].object).toMatchObject({ namespace: 'team-a', name: 'broken' });
  });

  it('judges one cluster with --cluster', async () => {
    write({
      'foresail.yaml': 'clusters: [{name: a, paths: [a]}, {name: b, paths: [b]}]',
      'a/a.yaml': ERROR,
      'b/b.yaml': ERROR,
    });
    const { code, report } = await runJson('validate a b --cluster b');
    expect(code).toBe(1);
    expect(report.clusters.map(({ name }: { name: string }) => name)).toEqual(['b']);
    expect(new Set(report.diagnostics.map(({ cluster }: { cluster: string }) => cluster))).toEqual(new Set(['b']));
  });

  it('says which clusters there are where --cluster names none, and what could not be read', async () => {
    write({ 'foresail.yaml': 'clusters: [{name: east, paths: [a]}]', 'a/a.yaml': ERROR, 'b.yaml': 'a: "' });
    const { code, err } = await run('validate a b.yaml --cluster eest');
    expect(code).toBe(2);
    expect(err).toContain('error: there is no cluster "eest"; did you mean "east"?\n  The clusters are: east.\n');
    expect(err).toContain('error: this YAML cannot be read');
  });

  it('names where the minor comes from', async () => {
    write({ 'a.yaml': CLEAN });
    expect((await runJson('validate a.yaml --kubernetes 1.40')).report.clusters[0]).toMatchObject({
      kubernetes: '1.36',
      requestedKubernetes: '1.40',
      source: 'flag',
    });
  });

  it.each([
    ['a finding and what could not be told', { 'a.yaml': ERROR }, 'a.yaml'],
    ['nothing', {}, 'none'],
    ['what is not modelled', { 'a.yaml': `${CLEAN}---\na: 1\n---\napiVersion: a/b\nkind: C\n` }, 'a.yaml'],
    ['suppressions', { 'a.yaml': CLEAN, 'foresail.yaml': WARNING }, 'a.yaml'],
  ])('gives JSON as its schema says, for %s', async (_, files, line) => {
    write(files as { [name: string]: string });
    expect(schemaErrors((await run(`validate ${line} --format json`)).out)).toEqual([]);
  });
});

describe('--output', () => {
  it('writes the report, and prints nothing', async () => {
    write({ 'a.yaml': ERROR });
    const { code, out, err } = await run('validate a.yaml --format json --output report.json');
    expect([code, out, err]).toEqual([1, '', '']);
    expect(JSON.parse(readFileSync('report.json', 'utf8')).summary.errors).toBe(1);
    expect(readdirSync('.').sort()).toEqual(['a.yaml', 'report.json']);
  });

  it('replaces a file whole, through a link, too', async () => {
    write({ 'a.yaml': CLEAN, 'real.txt': 'x'.repeat(100_000) });
    symlinkSync('real.txt', 'link.txt');
    await run('validate a.yaml -o link.txt');
    expect(readFileSync('real.txt', 'utf8')).toMatch(/^default: .*\n\n0 errors, .*\n$/);
    expect(readdirSync('.').sort()).toEqual(['a.yaml', 'link.txt', 'real.txt']);
  });

  it.each([
    ['a folder that does not exist', 'none/report.txt', 'ENOENT'],
    ['a folder', 'folder', 'EISDIR'],
  ])('into %s ends with 2 and leaves nothing behind', async (_, path, reason) => {
    write({ 'a.yaml': CLEAN, 'folder/keep.txt': 'x' });
    const { code, out, err } = await run(`validate a.yaml -o ${path}`);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
      `error: ${path} cannot be written (${reason})\n  Check that its folder exists and may be written to.\n`,
    );
    expect(readdirSync('.', { recursive: true }).sort()).toEqual(['a.yaml', 'folder', 'folder/keep.txt']);
  });

  it('still says what could not be read where it cannot be written', async () => {
    write({ 'a.yaml': 'a: "' });
    const { err } = await run('validate a.yaml -o none/report.txt');
    expect(err).toContain('error: this YAML cannot be read');
    expect(err).toContain('error: none/report.txt cannot be written');
  });

  it('into a device writes into the device, and does not put a file in its place', async () => {
    write({ 'a.yaml': CLEAN });
    expect((await run('validate a.yaml -o /dev/null')).code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('is written although input could not be read', async () => {
    write({ 'a.yaml': ERROR, 'b.yaml': 'a: "' });
    expect((await run('validate a.yaml b.yaml -o report.txt')).code).toBe(2);
    expect(readFileSync('report.txt', 'utf8')).toContain('[hpa/min-greater-than-max]');
  });

  it('is not written where the use is wrong', async () => {
    mkdirSync('dist');
    writeFileSync('foresail.yaml', 'wrong: 1');
    expect((await run('validate -o report.txt')).code).toBe(2);
    expect(existsSync('report.txt')).toBe(false);
  });
});
