import type { Suppression } from '../config/project-config';
import type { AnnotatedSuppression, AnnotationFault } from './annotated-suppressions';
import type { SuppressionRegister } from './suppression';
import type { Diagnostic, FleetVerdicts } from './validation-report';

/** The checks on each suppression. They run after all others, when it is known what was suppressed. */
const CHECKS_ON_ENTRIES = [
  {
    id: 'config/suppression-expired',
    severity: 'warning',
    title: 'a suppression is past its last day',
    message: ({ check, until }: Suppression) =>
      `the suppression of ${check} ended on ${until}, so its findings are reported again`,
    help: 'Mend what it hid, or give it a new last day with a reason that still holds.',
    fires: (suppression: Suppression, register: SuppressionRegister) => register.isExpired(suppression),
  },
  {
    id: 'config/suppression-unused',
    severity: 'warning',
    title: 'a suppression hides nothing',
    message: ({ check }: Suppression) => `the suppression of ${check} hides no finding in this run`,
    help: 'Delete it; if it is for files that this run did not read, run validate over all of them.',
    fires: (suppression: Suppression, register: SuppressionRegister) =>
      !register.isExpired(suppression) && !register.isUsed(suppression),
  },
] as const;

/** The check on annotations that suppress nothing. In `foresail.yaml` the same is an error of the configuration. */
const INVALID = {
  id: 'config/suppression-invalid',
  severity: 'error',
  title: 'an annotation that should suppress a check does not say which, or why',
} as const;

/** The checks on suppressions themselves. */
export const SUPPRESSION_CHECKS = [...CHECKS_ON_ENTRIES, INVALID];

/** The cluster that a finding about `foresail.yaml` is filed under where the suppression names none. */
const EVERY_CLUSTER = '*';

/** What is wrong with the suppressions of a run, and with the annotations that should be some, by cluster. */
export function judgeSuppressions(
  register: SuppressionRegister,
  faults: ReadonlyMap<string, readonly AnnotationFault[]>,
): FleetVerdicts {
  const outcomes = { passed: 0, failed: 0, notCheckable: 0, skipped: 0 };
  const diagnostics: Diagnostic[] = [];
  for (const suppression of register.all) {
    for (const check of CHECKS_ON_ENTRIES) {
      if (check.fires(suppression, register)) diagnostics.push(diagnosticOf(check, suppression));
      else outcomes.passed++;
    }
  }
  for (const [cluster, found] of faults) {
    diagnostics.push(...found.map((fault) => ({ check: INVALID.id, severity: INVALID.severity, cluster, ...fault })));
  }
  outcomes.failed = diagnostics.length;
  return { diagnostics, notChecked: [], outcomes, checkOutcomes: [] };
}

function diagnosticOf(
  { id, severity, message, help }: (typeof CHECKS_ON_ENTRIES)[number],
  suppression: Suppression | AnnotatedSuppression,
): Diagnostic {
  return {
    check: id,
    severity,
    cluster: suppression.cluster ?? EVERY_CLUSTER,
    message: message(suppression),
    help,
    ...('object' in suppression
      ? { object: suppression.object, place: suppression.place }
      : { place: { span: suppression.at, path: '' } }),
  };
}
