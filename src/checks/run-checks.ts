import type { ProjectConfig, Suppression } from '../config/project-config';
import type { BaseFleet } from '../fleet/base-fleet';
import type { Fleet } from '../fleet/fleet';
import type { FleetSnapshot } from '../fleet/fleet-snapshot';
import { faultText } from '../source/fault-text';
import { InputError } from '../source/input-error';
import type { AnyCheck, CheckContext, Fault, Subject, Verdict } from './check';
import { CHECKS } from './registry';
import type { SuppressionRegister } from './suppression';
import type { CheckOutcomes, Diagnostic, FleetVerdicts, NotChecked, OutcomeCounts } from './validation-report';

export interface RunOptions {
  readonly snapshot: FleetSnapshot | undefined;
  /** The file of a snapshot that was given and could not be read. */
  readonly unreadSnapshot: string | undefined;
  readonly base: BaseFleet | undefined;
  readonly project: ProjectConfig;
  readonly now: number;
  readonly maxSnapshotAgeMs: number;
  readonly suppressions: SuppressionRegister;
}

/** Runs every check on every subject it has in a fleet. */
export function runChecks(fleet: Fleet, options: RunOptions): FleetVerdicts {
  const context: CheckContext = { fleet, ...options };
  const collected = new Verdicts(fleet, options.suppressions, options.unreadSnapshot);
  for (const check of CHECKS) {
    for (const subject of check.subjects(fleet, options.snapshot)) collected.judge(check, subject, context);
  }
  return collected;
}

type Unchecked = Extract<Verdict, { readonly reason: string }>;

const NONE: OutcomeCounts = { passed: 0, failed: 0, notCheckable: 0, skipped: 0 };

class Verdicts implements FleetVerdicts {
  public readonly diagnostics: Diagnostic[] = [];
  public readonly notChecked: NotChecked[] = [];
  public readonly outcomes = { ...NONE };
  private readonly byCheck = new Map<string, { -readonly [outcome in keyof OutcomeCounts]: number }>();

  public constructor(
    private readonly fleet: Fleet,
    private readonly suppressions: SuppressionRegister,
    private readonly unreadSnapshot: string | undefined,
  ) {}

  public get checkOutcomes(): readonly CheckOutcomes[] {
    const cluster = this.fleet.context.name;
    return [...this.byCheck].map(([check, outcomes]) => ({ check, cluster, outcomes }));
  }

  /** What a check throws is a mistake of ours, and must not hide what the others found. */
  public judge(check: AnyCheck, subject: Subject, context: CheckContext): void {
    try {
      this.add(check, subject, check.run(subject, context));
    } catch (fault) {
      if (fault instanceof InputError) throw fault;
      this.count(check, 'notCheckable');
      const reason = `the check broke: ${faultText(fault)}`;
      this.notChecked.push({ ...this.notCheckedOf(check, subject), outcome: 'notCheckable', reason, fault });
    }
  }

  private add(check: AnyCheck, subject: Subject, verdict: Verdict): void {
    if (verdict.outcome === 'failed') this.addFaults(check, subject, verdict.faults);
    else if (verdict.outcome === 'passed') this.count(check, 'passed');
    else this.addUnchecked(check, subject, verdict);
  }

  /** A pair with only suppressed faults was switched off: it counts as skipped. */
  private addFaults(check: AnyCheck, subject: Subject, faults: readonly Fault[]): void {
    let by: Suppression | undefined;
    const left = faults
      .map((fault) => this.diagnosticOf(check, subject, fault))
      .filter((diagnostic) => {
        const suppression = this.suppressions.suppressing(diagnostic);
        by = suppression ?? by;
        return !suppression;
      });
    if (left.length === 0 && by) {
      this.addSuppressed(check, subject, by);
      return;
    }
    this.count(check, 'failed');
    this.diagnostics.push(...left);
  }

  /** A suppression covers what cannot be told, too: it would be there whenever the data changes. */
  private addUnchecked(check: AnyCheck, subject: Subject, verdict: Unchecked): void {
    const entry = this.notCheckedOf(check, subject);
    const suppression = this.suppressions.suppressing(entry);
    if (suppression) {
      this.addSuppressed(check, subject, suppression);
      return;
    }
    this.count(check, verdict.outcome);
    this.notChecked.push({ ...entry, ...verdict, reason: this.reasonOf(verdict) });
  }

  private reasonOf(verdict: Unchecked): string {
    const wantsSnapshot = verdict.outcome === 'skipped' && verdict.lacks === 'snapshot';
    return wantsSnapshot && this.unreadSnapshot !== undefined
      ? `the snapshot ${this.unreadSnapshot} could not be read`
      : verdict.reason;
  }

  private addSuppressed(check: AnyCheck, subject: Subject, { reason }: Suppression): void {
    this.count(check, 'skipped');
    this.notChecked.push({
      ...this.notCheckedOf(check, subject),
      outcome: 'skipped',
      reason: `suppressed: ${reason}`,
    });
  }

  private count({ id }: AnyCheck, outcome: keyof OutcomeCounts): void {
    this.outcomes[outcome]++;
    const counts = this.byCheck.get(id) ?? { ...NONE };
    counts[outcome]++;
    this.byCheck.set(id, counts);
  }

  private notCheckedOf(check: AnyCheck, { place, object }: Subject): Omit<NotChecked, 'outcome' | 'reason'> {
    return { check: check.id, cluster: this.fleet.context.name, place, ...(object && { object }) };
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
