import { formatJson } from '../../src/report/json';
import { InputError } from '../../src/source/input-error';
import { SourceFile } from '../../src/source/source-file';
import { schemaErrors } from './report-schema';
import { diagnostic, notChecked, sampleReport, spanOf } from './sample-report';

describe('formatJson', () => {
  it('has the shape that users and programs rely on', () => {
    expect(JSON.parse(formatJson(sampleReport()))).toEqual({
      version: 1,
      clusters: [
        {
          name: 'east',
          kubernetes: '1.28',
          source: 'cluster.yaml',
          objects: 1,
          snapshot: {
            file: 'snapshots/east.promsnap.gz',
            start: '2026-11-19T12:00:00.000Z',
            end: '2026-11-20T12:00:00.000Z',
            series: 235,
            samples: 676800,
            synthetic: true,
          },
          inputs: [{ file: 'values.yaml', what: 'Helm values of the ACK metrics adapter chart' }],
        },
        {
          name: 'west',
          kubernetes: '1.36',
          requestedKubernetes: '1.40',
          source: 'flag',
          objects: 2,
          snapshot: null,
          inputs: [],
        },
      ],
      summary: {
        errors: 1,
        warnings: 0,
        infos: 0,
        notModelled: 2,
        checks: { passed: 7, failed: 1, notCheckable: 1, skipped: 2 },
      },
      diagnostics: [
        {
          check: 'hpa/min-greater-than-max',
          severity: 'error',
          cluster: 'east',
          message: 'minReplicas is 5, and maxReplicas is 2',
          help: 'Lower minReplicas or raise maxReplicas.',
          object: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: 'default', name: 'a' },
          file: 'manifests/a.yaml',
          line: 4,
          column: 21,
          path: '/spec/minReplicas',
          evidence: { minReplicas: 5, maxReplicas: 2 },
        },
      ],
      notChecked: [
        expect.objectContaining({
          check: 'adapter/series-not-found',
          outcome: 'skipped',
          reason: 'no snapshot was given',
          line: 4,
        }),
        expect.objectContaining({ line: 2 }),
        expect.objectContaining({ check: 'hpa/target-not-found', outcome: 'notCheckable', cluster: 'east' }),
      ],
      notModelled: [
        {
          what: 'ScaledObject (keda.sh/v1alpha1)',
          object: { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 's' },
          file: 'manifests/a.yaml',
          line: 3,
        },
        { what: 'YAML that is no manifest', file: 'manifests/a.yaml', line: 1 },
      ],
      inputErrors: [],
    });
  });

  it('says what is new, and with what it was compared', () => {
    const base = { path: '../base', unread: ['b.yaml'] };
    const report = sampleReport({
      base,
      diagnostics: [diagnostic({ isNew: true }), diagnostic({ isNew: false })],
      notChecked: [notChecked({ isNew: true })],
    });
    const json = JSON.parse(formatJson(report));
    expect(json.base).toEqual(base);
    expect(json.diagnostics.map(({ isNew }: { isNew: boolean }) => isNew)).toEqual([true, false]);
    expect(json.notChecked[0].isNew).toBe(true);
    expect(schemaErrors(formatJson(report))).toEqual([]);
  });

  it('is as its JSON Schema says', () => {
    expect(schemaErrors(formatJson(sampleReport()))).toEqual([]);
    const { object, evidence, ...bare } = diagnostic();
    expect([object, evidence]).not.toContain(undefined);
    expect(schemaErrors(formatJson(sampleReport({ diagnostics: [bare], clusters: [], notModelled: [] })))).toEqual([]);
  });

  it.each<[string, (report: { [key: string]: unknown[] & { [key: string]: unknown } }) => void]>([
    ['another version', (report) => Object.assign(report, { version: 2 })],
    ['an unknown key', (report) => Object.assign(report, { more: 1 })],
    ['an unknown key of a finding', (report) => Object.assign(report.diagnostics![0]!, { more: 1 })],
    ['a finding without a place', (report) => delete (report.diagnostics![0] as { line?: number }).line],
    ['a line that begins at 0', (report) => Object.assign(report.diagnostics![0]!, { line: 0 })],
    ['an outcome that does not exist', (report) => Object.assign(report.notChecked![0]!, { outcome: 'passed' })],
    ['a pointer that is none', (report) => Object.assign(report.diagnostics![0]!, { path: 'spec' })],
    ['a count below 0', (report) => Object.assign(report.summary!, { errors: -1 })],
  ])('would not be as its JSON Schema says with %s', (_, spoil) => {
    const report = JSON.parse(formatJson(sampleReport()));
    spoil(report);
    expect(schemaErrors(JSON.stringify(report))).not.toEqual([]);
  });

  it('tells what could not be read', () => {
    const file = new SourceFile('b.yaml', 'a: 1\nb: "\n');
    const text = formatJson(sampleReport(), [
      new InputError('yaml', 'it is no YAML', 'Mend it.', spanOf(file, '"')),
      new InputError('not-found', 'c.yaml does not exist', 'Give files.', 'c.yaml'),
      new InputError('usage', 'there is no LTAI5tExampleExampleExam', 'The clusters are: a.'),
    ]);
    expect(schemaErrors(text)).toEqual([]);
    expect(JSON.parse(text).inputErrors).toEqual([
      { code: 'yaml', message: 'it is no YAML', help: 'Mend it.', file: 'b.yaml', line: 2, column: 4 },
      { code: 'not-found', message: 'c.yaml does not exist', help: 'Give files.', file: 'c.yaml' },
      { code: 'usage', message: `there is no ${'*'.repeat(24)}`, help: 'The clusters are: a.' },
    ]);
  });

  it('writes numbers that JSON does not know as Prometheus does', () => {
    const evidence = { a: Number.NaN, b: [Number.POSITIVE_INFINITY, { c: Number.NEGATIVE_INFINITY }], d: 1.5, e: null };
    const report = JSON.parse(formatJson(sampleReport({ diagnostics: [diagnostic({ evidence })] })));
    expect(report.diagnostics[0].evidence).toEqual({ a: 'NaN', b: ['+Inf', { c: '-Inf' }], d: 1.5, e: null });
  });

  it('keeps a key named __proto__', () => {
    const evidence = JSON.parse('{"__proto__": 1}');
    expect(formatJson(sampleReport({ diagnostics: [diagnostic({ evidence })] }))).toContain('"__proto__": 1');
  });

  it('holds no credential', () => {
    const secret = 'LTAI5tExampleExampleExam';
    const url = 'http://arms:9090/api/v1/prometheus/da9d7d/1581/c54417/cn-shanghai';
    const text = formatJson(
      sampleReport({
        diagnostics: [
          diagnostic({ message: `it is ${secret}`, help: `Replace ${url}.`, evidence: { a: [{ b: secret }], url } }),
        ],
        notChecked: [notChecked({ reason: `for ${secret}` })],
      }),
    );
    expect(text).not.toContain(secret);
    expect(text).not.toContain('c54417');
  });

  it('counts columns and lines of CRLF and wide characters as editors do', () => {
    const file = new SourceFile('a.yaml', 'a: 1\r\n名: "🚀" x\r\n');
    const place = { span: spanOf(file, 'x'), path: '' };
    const report = JSON.parse(formatJson(sampleReport({ diagnostics: [diagnostic({ place })] })));
    expect(report.diagnostics[0]).toMatchObject({ line: 2, column: 9 });
  });

  it('ends with one line end', () => {
    expect(formatJson(sampleReport())).toMatch(/[^\n]\n$/);
  });
});
