import type { ValidationContext, ValidationViolation } from 'cdk8s-cli/plugins';
import { ForesailValidation } from '../../src/plugin';
import { writeSnapshot } from '../../src/snapshot';
import { CLEAN, ERROR, INFO, inEmptyFolder, write } from '../cli/run';

inEmptyFolder();

const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata: {name: bert}
spec:
  selector: {matchLabels: {app: bert}}
  template:
    metadata: {labels: {app: bert}}
    spec: {containers: [{name: a, image: b}]}
`;

const RULES = `rules:
  - seriesQuery: a
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: bert}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: bert}
  minReplicas: 1
  maxReplicas: 2
  metrics: [{type: Pods, pods: {metric: {name: load}, target: {type: AverageValue, averageValue: "5"}}}]
`;

const END = Date.UTC(2026, 10, 21);

/** An hour in which other services have values that go up and down; it was asked for everything. */
function snapshot(...others: readonly { readonly [label: string]: string }[]): Uint8Array {
  const timestamps = Array.from({ length: 61 }, (_, index) => END - (60 - index) * 60_000);
  const series = ['llama-6c5d8b9f47-2lkp9', 'gemma-6c5d8b9f47-2lkp9'].map((pod, index) => ({
    labels: { __name__: 'load', namespace: 'default', pod },
    timestamps,
    values: timestamps.map((_, at) => ((at * (index + 3)) % 7) + 1),
  }));
  const header = {
    source: { kind: 'synthetic' as const, prometheusVersion: '2.42.0' },
    capturedAt: END,
    start: END - 3_600_000,
    end: END,
    staleness: 'exact' as const,
    resolution: 'raw' as const,
    selectors: ['{__name__="load"}', '{__name__="up"}'],
  };
  const up = others.map((labels) => ({
    labels: { __name__: 'up', ...labels },
    timestamps,
    values: timestamps.map(() => 1),
  }));
  return writeSnapshot({ header, series: [...series, ...up] });
}

const WITH_SNAPSHOT = { snapshot: 's.promsnap', now: '2026-11-21' };

interface Told {
  readonly violations: readonly ValidationViolation[];
  readonly status: string;
  readonly counts: { readonly [name: string]: string };
}

async function validate(manifests: readonly string[], props: object = {}): Promise<Told> {
  const violations: ValidationViolation[] = [];
  const submitted: { status: string; counts: Told['counts'] }[] = [];
  const report = {
    addViolation: (violation: ValidationViolation) => violations.push(violation),
    submit: (status: string, counts: Told['counts']) => submitted.push({ status, counts }),
  };
  await new ForesailValidation(props).validate({ manifests, report } as unknown as ValidationContext);
  expect(submitted).toHaveLength(1);
  return { violations, ...submitted[0]! };
}

describe('ForesailValidation', () => {
  it('passes where there is nothing to find', async () => {
    write({ 'dist/a.yaml': CLEAN });
    expect(await validate(['dist/a.yaml'])).toEqual({
      violations: [],
      status: 'success',
      counts: {
        findings: '0 errors, 0 warnings, 0 infos',
        checks: expect.stringMatching(/^\d+ passed, 0 with findings, 0 not checkable, 0 skipped$/),
      },
    });
  });

  it('fails with each finding at its place', async () => {
    write({ 'dist/a.yaml': ERROR });
    const { status, violations } = await validate([`${process.cwd()}/dist/a.yaml`]);
    expect(status).toBe('failure');
    expect(violations).toContainEqual({
      ruleName: 'hpa/min-greater-than-max',
      recommendation: 'error: minReplicas is 5, and maxReplicas is 2',
      fix: 'Lower minReplicas or raise maxReplicas.',
      violatingResources: [
        {
          resourceName: 'HorizontalPodAutoscaler default/broken',
          locations: ['/spec/minReplicas (line 6, column 16)'],
          manifestPath: 'dist/a.yaml',
        },
      ],
    });
  });

  it('fails with what could not be checked, and tells it after the findings', async () => {
    write({ 'a.yaml': INFO.replace('v2beta2', 'v2') });
    const { status, violations } = await validate(['a.yaml']);
    expect(status).toBe('failure');
    expect(violations.map(({ recommendation }) => recommendation)).toEqual([
      expect.stringMatching(/^not checked: Deployment default\/a is not among the files.*: .*hpa\/target-not-found/),
    ]);
  });

  it('counts infos, and lists them as no violation', async () => {
    const minor = 'clusters: [{name: a, paths: [.], kubernetes: "1.23"}]\n';
    const suppressed = ['hpa/target-not-found', 'gitops/replicas-set', 'hpa/resource-request-missing'].map(
      (check) => `{check: ${check}, reason: elsewhere}`,
    );
    write({ 'a.yaml': INFO, 'foresail.yaml': `${minor}suppressions: [${suppressed.join(', ')}]\n` });
    const { status, violations, counts } = await validate(['a.yaml']);
    expect([status, violations]).toEqual(['success', []]);
    expect(counts.findings).toBe('0 errors, 0 warnings, 1 infos');
  });

  it.each<[string, string, string]>([
    ['was not given', '', 'no snapshot was given'],
    ['could not be read', 'none.promsnap', 'the snapshot none.promsnap could not be read'],
  ])(
    'fails once with all that was skipped because a snapshot %s, and names the command',
    async (_, snapshot, reason) => {
      write({ 'dist/a.yaml': WORKLOAD, 'dist/rules.yaml': RULES, 'dist/hpa.yaml': HPA });
      const files = ['dist/a.yaml', 'dist/rules.yaml', 'dist/hpa.yaml'];
      const { status, violations } = await validate(files, snapshot === '' ? {} : { snapshot });
      expect(status).toBe('failure');
      const [told, ...more] = violations.filter(({ recommendation }) => recommendation.includes(reason));
      expect(more).toEqual([]);
      expect(told).toMatchObject({
        ruleName: 'not checked',
        recommendation: expect.stringContaining('adapter/series-not-found'),
        fix: expect.stringContaining('npx foresail snapshot capture dist --url'),
      });
      expect(told!.violatingResources).toHaveLength(1);
    },
  );

  describe('with a snapshot', () => {
    const files = ['a.yaml', 'rules.yaml', 'hpa.yaml'];
    const rules = RULES.replace('seriesQuery: a', 'seriesQuery: load{pod!=""}');

    it('lists a service that does not run in the recording, and fails for it unless it may be new', async () => {
      write({ 'a.yaml': WORKLOAD, 'rules.yaml': rules, 'hpa.yaml': HPA, 's.promsnap': snapshot() });
      const { status, violations, counts } = await validate(files, WITH_SNAPSHOT);
      expect(violations).toEqual([
        {
          ruleName: 'not checked',
          recommendation:
            'not checkable yet: bert has no pods in s.promsnap: take a snapshot once it runs: metric/ratio-versus-percent, metric/target-out-of-range',
          fix: expect.stringMatching(/^Nothing for now\. Once it runs: npx foresail snapshot capture /),
          violatingResources: [expect.objectContaining({ resourceName: 'HorizontalPodAutoscaler default/bert' })],
        },
      ]);
      expect(status).toBe('failure');
      expect(counts.checks).toMatch(/ 2 not checkable, /);
      const accepting = await validate(files, { ...WITH_SNAPSHOT, acceptNewServices: true });
      expect(accepting).toEqual({ status: 'success', violations, counts });
    });

    it('calls an entry of one check by its name, however often it waits', async () => {
      const twice = HPA.replace(/metrics: \[(.*)\]/, 'metrics: [$1, $1]');
      const project = 'suppressions: [{check: metric/ratio-versus-percent, reason: a count}]\n';
      write({ 'a.yaml': WORKLOAD, 'rules.yaml': rules, 'hpa.yaml': twice, 's.promsnap': snapshot() });
      write({ 'foresail.yaml': project });
      const { violations, counts } = await validate(files, WITH_SNAPSHOT);
      expect(counts.checks).toMatch(/ 2 not checkable, /);
      expect(violations.map(({ ruleName }) => ruleName)).toEqual(['metric/target-out-of-range']);
    });

    it('fails for one that runs there and whose metric has no value', async () => {
      const recording = snapshot({ namespace: 'default', pod: 'bert-6c5d8b9f47-2lkp9' });
      write({ 'a.yaml': WORKLOAD, 'rules.yaml': rules, 'hpa.yaml': HPA, 's.promsnap': recording });
      const { status, violations } = await validate(files, WITH_SNAPSHOT);
      expect(violations.map(({ recommendation }) => recommendation)).toEqual([
        'not checked: the unit of load is not known: metric/ratio-versus-percent; no pod of bert has a value in s.promsnap: metric/target-out-of-range',
      ]);
      expect(status).toBe('failure');
    });

    it('fails for a series that was not captured, once for the rule and once for the autoscaler', async () => {
      const uncaptured = RULES.replace('seriesQuery: a', 'seriesQuery: queue{pod!=""}');
      const hpa = HPA.replace('name: load', 'name: queue');
      write({ 'a.yaml': WORKLOAD, 'rules.yaml': uncaptured, 'hpa.yaml': hpa, 's.promsnap': snapshot() });
      const { status, violations } = await validate(files, WITH_SNAPSHOT);
      expect(status).toBe('failure');
      expect(violations.map(({ violatingResources: [resource] }) => resource!.manifestPath).sort()).toEqual([
        'hpa.yaml',
        'rules.yaml',
      ]);
      for (const { recommendation, fix } of violations) {
        expect(recommendation).toMatch(/^not checked: s\.promsnap was not asked for all series of /);
        expect(fix).toContain('npx foresail snapshot capture ');
      }
      const all = violations.map(({ recommendation }) => recommendation).join('\n');
      for (const check of ['adapter/series-not-found', 'hpa/metric-not-exposed', 'metric/constant'])
        expect(all).toContain(check);
    });
  });

  it('does not fail for what was skipped for lack of a base', async () => {
    write({ 'a.yaml': WORKLOAD });
    const { status, violations, counts } = await validate(['a.yaml']);
    expect([status, violations]).toEqual(['success', []]);
    expect(counts.checks).toMatch(/ 0 not checkable, [1-9]\d* skipped$/);
  });

  it('passes where a suppression with a reason covers it', async () => {
    write({
      'a.yaml': INFO.replace('v2beta2', 'v2'),
      'foresail.yaml':
        'suppressions:\n  - {check: hpa/target-not-found, reason: made elsewhere}\n  - {check: gitops/replicas-set, reason: made elsewhere}\n  - {check: hpa/resource-request-missing, reason: made elsewhere}\n',
    });
    expect(await validate(['a.yaml'])).toMatchObject({ status: 'success', violations: [] });
  });

  it('tells everything that is wrong with foresail.yaml', async () => {
    write({ 'a.yaml': CLEAN, 'foresail.yaml': 'clusters: [{name: a, paths: [b]}, {name: c, paths: [d]}]\n' });
    const { status, violations } = await validate(['a.yaml']);
    expect([status, ...violations.map(({ recommendation }) => recommendation)]).toEqual([
      'failure',
      'the cluster "a" has the path b, which does not exist',
      'the cluster "c" has the path d, which does not exist',
    ]);
  });

  it.each<[string, () => void, object, string]>([
    [
      'a file that is no YAML',
      () => write({ 'a.yaml': 'a: "' }),
      {},
      'this YAML cannot be read: Missing closing "quote',
    ],
    ['a file that is not there', () => {}, {}, 'a.yaml cannot be read (ENOENT)'],
    [
      'a typo in foresail.yaml',
      () => write({ 'a.yaml': CLEAN, 'foresail.yaml': 'x: 1' }),
      {},
      'foresail.yaml has an unknown key "x"',
    ],
    [
      'a suppression of no check',
      () => write({ 'a.yaml': CLEAN, 'foresail.yaml': 'suppressions: [{check: a/b, reason: c}]' }),
      {},
      'the suppression names the check "a/b", which does not exist',
    ],
    [
      'a snapshot that is missing',
      () => write({ 'a.yaml': CLEAN }),
      { snapshot: 'none.promsnap' },
      'there is no such file',
    ],
    [
      'a wrong property',
      () => write({ 'a.yaml': CLEAN }),
      { now: 'x' },
      'the Foresail validation has the property "now": "x"',
    ],
  ])('fails, and does not throw, for %s', async (_, prepare, props, message) => {
    prepare();
    const { status, violations } = await validate(['a.yaml'], props);
    expect(status).toBe('failure');
    expect(violations.map(({ ruleName, recommendation }) => `${ruleName}: ${recommendation}`)).toEqual([
      `input: ${message}`,
    ]);
    expect(violations[0]!.fix).not.toBe('');
  });

  it('prints no control character and no credential', async () => {
    const name = 'a\\e[2J\\nLTAI5tExampleExampleExam';
    write({ 'a.yaml': ERROR.replace('name: broken', `name: "${name}"`) });
    const { violations } = await validate(['a.yaml']);
    const printed = violations.flatMap(({ recommendation, fix, violatingResources: [resource] }) => [
      recommendation,
      fix,
      resource!.resourceName,
      ...resource!.locations,
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
    expect(printed.filter((text) => /[\u0000-\u001f]|LTAI/.test(text))).toEqual([]);
  });
});
