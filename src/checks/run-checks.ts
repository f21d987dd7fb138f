import type { ProjectConfig } from '../config/project-config';
import type { Fleet } from '../fleet/fleet';
import type { FleetSnapshot } from '../fleet/fleet-snapshot';
import type { AnyCheck, CheckContext, Fault, Subject, Verdict } from './check';
import { CHECKS } from './registry';
import type { SuppressionRegister } from './suppression';
import type { Diagnostic, NotChecked, OutcomeCounts } from './validation-report';

/** What the checks said of one fleet. */
export interface FleetVerdicts {
  readonly diagnostics: readonly Diagnostic[];
  readonly notChecked: readonly NotChecked[];
  readonly outcomes: OutcomeCounts;
}

export interface RunOptions {
  readonly snapshot: FleetSnapshot | undefined;
  readonly project: ProjectConfig;
  readonly now: number;
  readonly suppressions: SuppressionRegister;
}

/** Runs every check on every subject it has in a fleet. */
export function runChecks(fleet: Fleet, options: RunOptions): FleetVerdicts {
  const context: CheckContext = { fleet, ...options };
  const collected = new Verdicts(fleet, options.suppressions);
  for (const check of CHECKS) {
    for (const subject of check.subjects(fleet)) collected.add(check, subject, check.run(subject, context));
  }
  return collected;
}

class Verdicts implements FleetVerdicts {
  public readonly diagnostics: Diagnostic[] = [];
  public readonly notChecked: NotChecked[] = [];
  public readonly outcomes = { passed: 0, failed: 0, notCheckable: 0, skipped: 0 };

  public constructor(
    private readonly fleet: Fleet,
    private readonly suppressions: SuppressionRegister,
  ) {}

  public add(check: AnyCheck, subject: Subject, verdict: Verdict): void {
    if (verdict.outcome === 'failed') this.addFaults(check, subject, verdict.faults);
    else if (verdict.outcome === 'passed') this.outcomes.passed++;
    else this.addNotChecked(check, subject, verdict.outcome, verdict.reason);
  }

  /** A pair with only suppressed faults was switched off: it counts as skipped. */
  private addFaults(check: AnyCheck, subject: Subject, faults: readonly Fault[]): void {
    let reason = '';
    const left = faults
      .map((fault) => this.diagnosticOf(check, subject, fault))
      .filter((diagnostic) => {
        const suppression = this.suppressions.suppressing(diagnostic);
        if (suppression) reason = `suppressed: ${suppression.reason}`;
        return !suppression;
      });
    if (left.length === 0) {
      this.addNotChecked(check, subject, 'skipped', reason);
      return;
    }
    this.outcomes.failed++;
    this.diagnostics.push(...left);
  }

  private addNotChecked(check: AnyCheck, subject: Subject, outcome: NotChecked['outcome'], reason: string): void {
    this.outcomes[outcome]++;
    const { place, object } = subject;
    this.notChecked.push({
      check: check.id,
      outcome,
      reason,
      cluster: this.fleet.context.name,
      place,
      ...(object && { object }),
    });
  }

  private diagnosticOf(check: AnyCheck, subject: Subject, fault: Fault): Diagnostic {
    const object = fault.object ?? subject.object;
    return {
      check: check.id,
      severity: fault.severity ?? check.severity,
      cluster: this.fleet.context.name,
      message: fault.message,
      help: fault.help,
      place: fault.at ?? subject.place,
      ...(object && { object }),
      ...(fault.evidence && { evidence: fault.evidence }),
    };
  }
}
