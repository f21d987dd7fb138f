import type { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import { validate } from '../checks/validate';
import { isAwaited, uncheckedIn } from '../checks/validation-report';
import { readProject } from '../config/read-project';
import { loadSnapshots } from '../fleet/load-snapshots';
import { readFleets } from '../fleet/read-fleets';
import { outcomesText } from '../report/counts-text';
import { summaryOf } from '../report/summary';
import { displayName } from '../source/display-name';
import { InputError } from '../source/input-error';
import { readTextFile } from '../source/read-text-file';
import { type ForesailValidationProps, pluginProps } from './plugin-props';
import { uncheckedCauses } from './unchecked-causes';
import { diagnosticViolation, inputErrorViolation, uncheckedViolation } from './violation';

/** What one synthesis is told: what was found, in the order of the report, and a line of counts for each kind. */
interface Outcome {
  readonly failed: boolean;
  readonly violations: readonly Parameters<ValidationContext['report']['addViolation']>[0][];
  readonly counts: { readonly [name: string]: string };
}

/**
 * Fails the synthesis on errors, on warnings, and on what could not be checked for want of something that can be given. What no
 * recording can show yet, as the service is new, is listed and fails nothing. Infos are no violations: they are counted.
 */
export class ForesailValidation implements Validation {
  public constructor(private readonly props: ForesailValidationProps = {}) {}

  public async validate({ manifests, report }: ValidationContext): Promise<void> {
    const { failed, violations, counts } = this.outcomeOf(manifests);
    for (const violation of violations) report.addViolation(violation);
    report.submit(failed ? 'failure' : 'success', counts);
  }

  /** Wrong input is told in the report, too: thrown, it would end as a stack trace. */
  private outcomeOf(manifests: readonly string[]): Outcome {
    try {
      return judge(manifests, this.props);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return {
        failed: true,
        violations: error.all.map(inputErrorViolation),
        counts: { findings: 'nothing was judged' },
      };
    }
  }
}

function judge(manifests: readonly string[], props: ForesailValidationProps): Outcome {
  const { snapshot, now = Date.now(), acceptNewServices } = pluginProps(props);
  const project = readProject();
  const files = manifests.map((path) => ({ name: displayName(path), text: readTextFile(path) }));
  const { fleets, notModelled, errors: unread } = readFleets(files, project);
  const loaded = loadSnapshots(fleets, snapshot);
  const { snapshots, unread: unreadSnapshots } = loaded;
  const report = validate(fleets, { snapshots, unreadSnapshots, project, now, notModelled });
  const unchecked = uncheckedIn(report);
  const errors = [...unread, ...loaded.errors];
  const { errors: faults, warnings, infos, checks } = summaryOf(report);
  return {
    failed: faults + warnings + errors.length > 0 || !unchecked.every((entry) => acceptNewServices && isAwaited(entry)),
    violations: [
      ...errors.map(inputErrorViolation),
      ...report.diagnostics.filter(({ severity }) => severity !== 'info').map(diagnosticViolation),
      ...uncheckedCauses(unchecked).map((cause) => uncheckedViolation(cause, captureCommand(manifests))),
    ],
    counts: {
      findings: `${faults} errors, ${warnings} warnings, ${infos} infos`,
      checks: outcomesText(checks),
    },
  };
}

/** The command that records what the rules among the manifests ask for. */
function captureCommand(manifests: readonly string[]): string {
  const [folder = 'dist'] = displayName(manifests[0] ?? 'dist').split('/');
  return `npx foresail snapshot capture ${folder} --url http://PROMETHEUS:9090 -o FILE`;
}
