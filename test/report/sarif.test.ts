import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { formatSarif } from '../../src/report/sarif';
import { SourceFile, startOf } from '../../src/source/source-file';
import {
  diagnostic,
  EVIL,
  evilInputErrors,
  evilReport,
  inputErrors,
  MANIFEST,
  sampleReport,
  spanOf,
} from './sample-report';

const SCHEMA_FILE = join(__dirname, '..', 'fixtures', 'sarif', 'sarif-2.1.0-rtm.5.json');
const options = { version: '1.2.3', pageOf: (check: string) => `# ${check}\n` };

/** The schema is of draft 4, whose `id` a newer ajv does not read. */
function sarifSchema(): object {
  const { $schema, id, ...schema } = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
  expect([$schema, id]).toEqual([
    'http://json-schema.org/draft-04/schema#',
    expect.stringContaining('sarif-2.1.0-rtm.5.json'),
  ]);
  return schema;
}

const ajv = new Ajv({
  allErrors: true,
  strict: false,
  // One of its patterns is none under the stricter syntax.
  unicodeRegExp: false,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) =>
      /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/.test(text) && URL.canParse(text, 'file:///'),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  },
});

function schemaErrors(text: string): readonly string[] {
  const validate = ajv.compile(sarifSchema());
  return validate(JSON.parse(text))
    ? []
    : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function runOf(...args: [Parameters<typeof formatSarif>[0], Parameters<typeof formatSarif>[1]?]) {
  return JSON.parse(formatSarif(args[0], args[1] ?? [], options)).runs[0];
}

describe('formatSarif', () => {
  it('gives a result with its place, its rule and the page of the rule', () => {
    const { tool, results, columnKind } = runOf(sampleReport());
    expect(tool.driver).toMatchObject({ name: 'foresail', semanticVersion: '1.2.3' });
    expect(tool.driver.rules).toEqual([
      {
        id: 'hpa/min-greater-than-max',
        shortDescription: { text: 'minReplicas is greater than maxReplicas' },
        fullDescription: { text: 'minReplicas is greater than maxReplicas' },
        help: { text: 'foresail checks hpa/min-greater-than-max', markdown: '# hpa/min-greater-than-max\n' },
        defaultConfiguration: { level: 'error' },
        properties: { tags: ['hpa'] },
      },
    ]);
    expect(columnKind).toBe('utf16CodeUnits');
    expect(results).toEqual([
      {
        ruleId: 'hpa/min-greater-than-max',
        ruleIndex: 0,
        level: 'error',
        message: {
          text: 'HorizontalPodAutoscaler default/a: minReplicas is 5, and maxReplicas is 2. Lower minReplicas or raise maxReplicas.',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'manifests/a.yaml' },
              region: { startLine: 4, startColumn: 21, endLine: 4, endColumn: 22 },
            },
            logicalLocations: [{ fullyQualifiedName: 'HorizontalPodAutoscaler default/a', kind: 'object' }],
          },
        ],
        partialFingerprints: { 'foresail/v1': expect.stringMatching(/^[0-9a-f]{64}$/) },
        properties: { cluster: 'east', path: '/spec/minReplicas' },
      },
    ]);
  });

  it.each([
    ['everything', sampleReport(), inputErrors()],
    ['nothing', sampleReport({ clusters: [], diagnostics: [], notChecked: [], notModelled: [] }), []],
    [
      'a place without extent',
      sampleReport({ diagnostics: [diagnostic({ place: { span: startOf(MANIFEST), path: '' } })] }),
      [],
    ],
    ['names that try to break out', evilReport(), evilInputErrors()],
  ])('is valid SARIF 2.1.0 with %s', (_, report, errors) => {
    expect(schemaErrors(formatSarif(report, errors, options))).toEqual([]);
  });

  it('would not be valid with a level that does not exist', () => {
    const text = formatSarif(sampleReport(), [], options);
    expect(schemaErrors(text.replace('"level": "error"', '"level": "fatal"'))).not.toEqual([]);
  });

  it.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('gives an %s the level %s', (severity, level) => {
    expect(runOf(sampleReport({ diagnostics: [diagnostic({ severity })] })).results[0].level).toBe(level);
  });

  it('gives each rule once, and each result the index of its own', () => {
    const checks = ['hpa/min-greater-than-max', 'gitops/replicas-set', 'hpa/min-greater-than-max'];
    const { tool, results } = runOf(sampleReport({ diagnostics: checks.map((check) => diagnostic({ check })) }));
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'gitops/replicas-set',
      'hpa/min-greater-than-max',
    ]);
    expect(results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([1, 0, 1]);
  });

  it('keeps a fingerprint when lines move, and gives none to two findings', () => {
    const moved = new SourceFile('manifests/a.yaml', `# a line more\n${MANIFEST.text}`);
    const before = runOf(sampleReport({ diagnostics: [diagnostic(), diagnostic()] })).results;
    const after = runOf(
      sampleReport({ diagnostics: [diagnostic({ place: { span: spanOf(moved, '5'), path: '/spec/minReplicas' } })] }),
    ).results;
    expect(after[0].locations[0].physicalLocation.region.startLine).toBe(5);
    expect(after[0].partialFingerprints).toEqual(before[0].partialFingerprints);
    expect(before[1].partialFingerprints).not.toEqual(before[0].partialFingerprints);
  });

  it('says what is new', () => {
    const diagnostics = [diagnostic({ isNew: true }), diagnostic({ isNew: false }), diagnostic()];
    const states = runOf(sampleReport({ diagnostics })).results.map(
      (result: { baselineState?: string }) => result.baselineState,
    );
    expect(states).toEqual(['new', 'unchanged', undefined]);
  });

  it('tells what could not be read or told in notifications', () => {
    const [{ executionSuccessful, toolExecutionNotifications }] = runOf(sampleReport(), inputErrors()).invocations;
    expect(executionSuccessful).toBe(false);
    expect(
      toolExecutionNotifications.map(
        ({ level, descriptor }: { level: string; descriptor: { id: string } }) => `${level} ${descriptor.id}`,
      ),
    ).toEqual(['error input/yaml', 'error input/not-found', 'error input/usage', 'note hpa/target-not-found']);
    expect(runOf(sampleReport()).invocations[0].executionSuccessful).toBe(true);
  });

  it('makes no link of a text from a file, and no other URI of a file name', () => {
    const [result] = runOf(evilReport()).results;
    expect(result.message.text).not.toMatch(/\]\(/);
    const { uri } = result.locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe(EVIL.replace('\ud800', '\ufffd'));
    expect(uri).not.toMatch(/[:\s<>"|]/);
  });
});
