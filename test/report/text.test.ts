import { formatText } from '../../src/report/text';
import { SourceFile } from '../../src/source/source-file';
import { diagnostic, notChecked, sampleReport, spanOf } from './sample-report';

const ESCAPE = '\u001b';
const plain = { color: false };

describe('formatText', () => {
  it('says what was judged, what was found, what could not be told, and counts', () => {
    expect(
      formatText(sampleReport(), plain),
    ).toBe(`east: Kubernetes 1.28 (cluster.yaml), 1 object, snapshot snapshots/east.promsnap.gz, 2026-11-19 to 2026-11-20, 235 series, synthetic
  values.yaml: Helm values of the ACK metrics adapter chart
west: Kubernetes 1.36 (flag; 1.40 was asked for, and 1.36 is the newest known), 2 objects, no snapshot

error HorizontalPodAutoscaler default/a: minReplicas is 5, and maxReplicas is 2 [hpa/min-greater-than-max]
  --> manifests/a.yaml:4:21 (east)
  > 4 | spec: {minReplicas: 5, maxReplicas: 2}
      |                     ^
  Lower minReplicas or raise maxReplicas.

not checkable
  the target is of an unknown kind: hpa/target-not-found (east; manifests/a.yaml:4)

skipped
  no snapshot was given: adapter/series-not-found (east)

not modelled
  manifests/a.yaml:3: ScaledObject (keda.sh/v1alpha1) s
  manifests/a.yaml:1: YAML that is no manifest

1 error, 0 warnings, 0 infos; checks: 7 passed, 1 with findings, 1 not checkable, 2 skipped; 2 not modelled
`);
  });

  it('names the first of many objects of one kind that is not modelled', () => {
    const { notModelled } = sampleReport();
    const [scaledObject, other] = notModelled;
    const many = sampleReport({ notModelled: [...Array.from({ length: 4 }, () => scaledObject!), other!] });
    expect(formatText(many, plain)).toContain(`
not modelled
  manifests/a.yaml:3: ScaledObject (keda.sh/v1alpha1) s, and 3 more
  manifests/a.yaml:1: YAML that is no manifest
`);
  });

  it('names once what is switched off in several clusters', () => {
    const reason = 'no --base was given';
    const skipped = ['east', 'west'].map((cluster) =>
      notChecked({ outcome: 'skipped', cluster, reason, check: 'a/b' }),
    );
    const text = formatText(sampleReport({ notChecked: skipped }), plain);
    expect(text).toContain('skipped\n  no --base was given: a/b (east, west)\n');
  });

  it('is one line where there is nothing', () => {
    const outcomes = { passed: 0, failed: 0, notCheckable: 0, skipped: 0 };
    const empty = sampleReport({ clusters: [], diagnostics: [], notChecked: [], notModelled: [], outcomes });
    expect(formatText(empty, plain)).toBe(
      '0 errors, 0 warnings, 0 infos; checks: 0 passed, 0 with findings, 0 not checkable, 0 skipped; 0 not modelled\n',
    );
  });

  it('names the severity of a finding, and no object where it has none', () => {
    const { object, ...withoutObject } = diagnostic({ severity: 'warning', message: 'it hides nothing' });
    expect(object).toBeDefined();
    const text = formatText(sampleReport({ diagnostics: [withoutObject, diagnostic({ severity: 'info' })] }), plain);
    expect(text).toContain('\nwarning it hides nothing [hpa/min-greater-than-max]\n');
    expect(text).toContain('\ninfo HorizontalPodAutoscaler default/a: ');
    expect(text).toContain('0 errors, 1 warning, 1 info;');
  });

  it.each([
    [0, '2 not modelled\n'],
    [1, '2 not modelled; 1 input error: not everything was judged\n'],
    [2, '2 not modelled; 2 input errors: not everything was judged\n'],
  ])('ends with the input that could not be read: %s', (inputErrors, end) => {
    expect(formatText(sampleReport(), { color: false, inputErrors }).endsWith(end)).toBe(true);
  });

  it('gives each reason for skipping one line, with all checks that it switched off', () => {
    const reason = 'no --base was given';
    const entries = [
      notChecked(),
      notChecked({ check: 'gitops/selector-renamed', reason }),
      notChecked({ check: 'gitops/object-renamed', reason }),
      notChecked({ check: 'gitops/object-renamed', reason, cluster: 'west' }),
    ];
    expect(formatText(sampleReport({ notChecked: entries }), plain)).toContain(`
skipped
  no snapshot was given: adapter/series-not-found (east)
  no --base was given: gitops/selector-renamed, gitops/object-renamed (east)
  no --base was given: gitops/object-renamed (west)
`);
  });

  it('marks and counts what is new', () => {
    const report = sampleReport({
      base: { path: '../base', unread: [] },
      diagnostics: [
        diagnostic({ isNew: true }),
        diagnostic({ isNew: false }),
        diagnostic({ severity: 'info', isNew: false }),
      ],
      notChecked: [
        notChecked({ outcome: 'notCheckable', isNew: false }),
        notChecked({ outcome: 'notCheckable', isNew: true }),
      ],
    });
    const text = formatText(report, plain);
    expect(text.match(/^(new )?(error|info) /gm)).toEqual(['new error ', 'error ', 'info ']);
    expect(text).toContain('\n2 errors (1 new), 0 warnings, 1 info (0 new); ');
    expect(text).toContain(
      '\n  new: no snapshot was given: adapter/series-not-found (2 times) (east; manifests/a.yaml:4)\n',
    );
  });

  it('has the same words in colour', () => {
    const coloured = formatText(sampleReport(), { color: true });
    expect(coloured).toContain(`${ESCAPE}[31merror${ESCAPE}[39m`);
    expect(coloured).toContain(`${ESCAPE}[1meast${ESCAPE}[22m: Kubernetes 1.28`);
    expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(formatText(sampleReport(), plain));
  });

  it('has no escape sequence without colour', () => {
    expect(formatText(sampleReport(), plain)).not.toContain(ESCAPE);
  });

  const EVIL = `x${ESCAPE}[2J\u202e\n0 errors\u2028\u0085\r`;

  it('lets no name from a file move the cursor or begin a line', () => {
    const file = new SourceFile(`${EVIL}.yaml`, `a: "${EVIL}"`);
    const span = spanOf(file, 'a');
    const text = formatText(
      sampleReport({
        clusters: sampleReport().clusters.map((cluster) => ({
          ...cluster,
          context: { ...cluster.context, name: EVIL },
          inputs: [{ file: EVIL, what: 'values' }],
        })),
        diagnostics: [
          diagnostic({
            cluster: EVIL,
            message: EVIL,
            help: EVIL,
            object: { apiVersion: 'v1', kind: EVIL, name: EVIL },
            place: { span, path: '' },
          }),
        ],
        notChecked: [{ check: 'a/b', outcome: 'skipped', reason: EVIL, cluster: EVIL, place: { span, path: '' } }],
        notModelled: [{ is: 'notModelled', what: EVIL, span, object: { apiVersion: EVIL, kind: EVIL, name: EVIL } }],
      }),
      plain,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
    expect(text.split('\n').filter((line) => line.startsWith('0 errors'))).toEqual([]);
  });

  it.each([
    ['LTAI5tExampleExampleExam', 'the value is "LTAI5tExampleExampleExam"'],
    ['c2VjcmV0', 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0 is a literal'],
    ['abcdefghijklmnop', 'found hf_abcdefghijklmnopqrstuv'],
    ['hunter2', 'http://user:hunter2@prometheus:9090 answers nothing'],
    ['c54417', 'http://arms:9090/api/v1/prometheus/da9d7d/1581/c54417/cn-shanghai is of another cluster'],
  ])('prints no credential that a message quotes: %s', (secret, message) => {
    const reason = `not told: ${message}`;
    const report = sampleReport({
      diagnostics: [diagnostic({ message, help: message })],
      notChecked: [notChecked({ reason })],
    });
    const text = formatText(report, plain);
    expect(text).not.toContain(secret);
    expect(text.match(/\*{6,}/g)).toHaveLength(3);
  });

  it('gives the same text for the same report', () => {
    expect(formatText(sampleReport(), plain)).toBe(formatText(sampleReport(), plain));
  });
});
