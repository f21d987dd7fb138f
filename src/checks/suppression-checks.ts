import type { Suppression } from '../config/project-config';
import type { SuppressionRegister } from './suppression';
import type { Diagnostic, FleetVerdicts } from './validation-report';

/** The checks on `foresail.yaml` itself. They run after all others, when it is known what was suppressed. */
export const SUPPRESSION_CHECKS = [
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

/** The cluster that a finding about `foresail.yaml` is filed under where the suppression names none. */
const EVERY_CLUSTER = '*';

export function judgeSuppressions(register: SuppressionRegister): FleetVerdicts {
  const diagnostics: Diagnostic[] = [];
  const outcomes = { passed: 0, failed: 0, notCheckable: 0, skipped: 0 };
  for (const suppression of register.all) {
    for (const check of SUPPRESSION_CHECKS) {
      if (!check.fires(suppression, register)) {
        outcomes.passed++;
        continue;
      }
      outcomes.failed++;
      diagnostics.push({
        check: check.id,
        severity: check.severity,
        cluster: suppression.cluster ?? EVERY_CLUSTER,
        message: check.message(suppression),
        help: check.help,
        place: { span: suppression.at, path: '' },
      });
    }
  }
  return { diagnostics, notChecked: [], outcomes, checkOutcomes: [] };
}
