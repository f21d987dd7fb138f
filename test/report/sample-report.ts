import type { Diagnostic, NotChecked, ValidationReport } from '../../src/checks/validation-report';
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
    ...changes,
  };
}
