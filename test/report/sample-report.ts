import type { CheckOutcomes, Diagnostic, NotChecked, ValidationReport } from '../../src/checks/validation-report';
import { InputError } from '../../src/source/input-error';
import { SourceFile, type Span } from '../../src/source/source-file';

/** The span of the first occurrence of a text in a file. */
export function spanOf(file: SourceFile, text: string): Span {
  const start = file.text.indexOf(text);
  if (start === -1) throw new Error(`"${text}" is not in ${file.name}`);
  return { file, start, end: start + text.length };
}

export const MANIFEST = new SourceFile(
  'manifests/a.yaml',
  'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {minReplicas: 5, maxReplicas: 2}\n',
);

const OBJECT = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: 'default', name: 'a' };

export function diagnostic(changes: Partial<Diagnostic> = {}): Diagnostic {
  return {
    check: 'hpa/min-greater-than-max',
    severity: 'error',
    cluster: 'east',
    message: 'minReplicas is 5, and maxReplicas is 2',
    help: 'Lower minReplicas or raise maxReplicas.',
    object: OBJECT,
    place: { span: spanOf(MANIFEST, '5'), path: '/spec/minReplicas' },
    evidence: { minReplicas: 5, maxReplicas: 2 },
    ...changes,
  };
}

export function notChecked(changes: Partial<NotChecked> = {}): NotChecked {
  return {
    check: 'adapter/series-not-found',
    outcome: 'skipped',
    reason: 'no snapshot was given',
    cluster: 'east',
    place: { span: spanOf(MANIFEST, 'spec'), path: '/spec' },
    object: OBJECT,
    ...changes,
  };
}

function outcomes(check: string, changes: Partial<CheckOutcomes['outcomes']>): CheckOutcomes {
  return { check, cluster: 'east', outcomes: { passed: 0, failed: 0, notCheckable: 0, skipped: 0, ...changes } };
}

/** Input that could not be read, at a place, in a file, and nowhere. */
export function inputErrors(): readonly InputError[] {
  return [
    new InputError('yaml', 'this YAML cannot be read', 'Mend it.', spanOf(MANIFEST, 'metadata')),
    new InputError('not-found', 'b.yaml does not exist', 'Give a file.', 'b.yaml'),
    new InputError('usage', 'there is no cluster "x"', 'The clusters are: east.'),
  ];
}

/** A name that tries to end a line, a cell, an element, a command, and to reach people. */
export const EVIL =
  'x\u001b[2J\u202e\r\n::error::owned\n| a | <script>alert(1)</script> <!-- & "q" \'a\' ]]> @everyone #1 !2 [l](http://evil.example) `c` **b** %0A, ##[error]y \ud800 \ufffe';

/** A report in which every text from a file is `EVIL`. */
export function evilReport(): ValidationReport {
  const file = new SourceFile(EVIL, `a: "${EVIL}"`);
  const place = { span: spanOf(file, 'a'), path: `/${EVIL}` };
  const object = { apiVersion: EVIL, kind: EVIL, namespace: EVIL, name: EVIL };
  const sample = sampleReport();
  return sampleReport({
    clusters: sample.clusters.map((cluster) => ({ ...cluster, context: { ...cluster.context, name: EVIL } })),
    diagnostics: (['error', 'warning', 'info'] as const).map((severity) =>
      diagnostic({ severity, cluster: EVIL, message: EVIL, help: EVIL, object, place }),
    ),
    notChecked: [notChecked({ outcome: 'notCheckable', reason: EVIL, cluster: EVIL, place, object })],
    checkOutcomes: [{ ...outcomes('manifest/schema', { passed: 1 }), cluster: EVIL }],
    base: { path: EVIL, unread: [EVIL] },
  });
}

/** Input errors that quote `EVIL`. */
export function evilInputErrors(): readonly InputError[] {
  return [new InputError('yaml', EVIL, EVIL, EVIL)];
}

/** A report in which everything is there. */
export function sampleReport(changes: Partial<ValidationReport> = {}): ValidationReport {
  return {
    clusters: [
      {
        context: {
          name: 'east',
          source: 'cluster.yaml',
          kubernetes: '1.28',
          facts: {},
          dialect: 'ack',
          complete: true,
        },
        snapshot: {
          file: 'snapshots/east.promsnap.gz',
          start: Date.UTC(2026, 10, 19, 12),
          end: Date.UTC(2026, 10, 20, 12),
          series: 235,
          samples: 676_800,
          synthetic: true,
        },
        objects: 1,
        inputs: [{ file: 'values.yaml', what: 'Helm values of the ACK metrics adapter chart' }],
      },
      {
        context: {
          name: 'west',
          source: 'flag',
          kubernetes: '1.36',
          newerThanKnown: '1.40',
          facts: {},
          dialect: undefined,
          complete: false,
        },
        snapshot: undefined,
        objects: 2,
        inputs: [],
      },
    ],
    diagnostics: [diagnostic()],
    notChecked: [
      notChecked(),
      notChecked({ place: { span: spanOf(MANIFEST, 'kind'), path: '' } }),
      notChecked({
        outcome: 'notCheckable',
        check: 'hpa/target-not-found',
        reason: 'the target is of an unknown kind',
      }),
    ],
    notModelled: [
      {
        is: 'notModelled',
        what: 'ScaledObject (keda.sh/v1alpha1)',
        span: spanOf(MANIFEST, 'metadata'),
        object: { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 's' },
      },
      { is: 'notModelled', what: 'YAML that is no manifest', span: spanOf(MANIFEST, 'api') },
    ],
    outcomes: { passed: 7, failed: 1, notCheckable: 1, skipped: 2 },
    checkOutcomes: [
      outcomes('hpa/min-greater-than-max', { failed: 1 }),
      outcomes('adapter/series-not-found', { skipped: 2 }),
      outcomes('hpa/target-not-found', { passed: 2, notCheckable: 1 }),
      outcomes('manifest/schema', { passed: 5 }),
    ],
    ...changes,
  };
}
