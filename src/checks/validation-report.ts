import type { ClusterContext } from '../fleet/cluster-context';
import type { NotModelled } from '../fleet/recognise';
import type { Finding, ObjectReference, Place } from '../source/finding';
import type { Lack } from './check';

/** A finding, and the cluster it is about. */
export interface Diagnostic extends Finding {
  readonly cluster: string;
  /** Whether the target branch lacks it; absent where there is none to compare with. */
  readonly isNew?: boolean;
}

/** A (check, subject) pair that was not judged, and why. */
export interface NotChecked {
  readonly check: string;
  readonly outcome: 'notCheckable' | 'skipped';
  readonly reason: string;
  /** What was not given or could not be read, or does not run yet. Absent where a suppression switched it off. */
  readonly lacks?: Lack;
  readonly cluster: string;
  readonly place: Place;
  readonly object?: ObjectReference;
  /** What the check threw: a mistake of ours. */
  readonly fault?: unknown;
  /** Whether the target branch lacks it; absent where there is none to compare with. */
  readonly isNew?: boolean;
}

/** How many (check, subject) pairs ended how. */
export interface OutcomeCounts {
  readonly passed: number;
  readonly failed: number;
  readonly notCheckable: number;
  readonly skipped: number;
}

/** What the checks said of one fleet. */
export interface FleetVerdicts {
  readonly diagnostics: readonly Diagnostic[];
  readonly notChecked: readonly NotChecked[];
  readonly outcomes: OutcomeCounts;
  /** The same for each check that had something to judge. */
  readonly checkOutcomes: readonly CheckOutcomes[];
}

/** How many subjects of one check ended how, in one cluster. */
export interface CheckOutcomes {
  readonly check: string;
  readonly cluster: string;
  readonly outcomes: OutcomeCounts;
}

/** The snapshot that a cluster was judged with. */
export interface UsedSnapshot {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly series: number;
  readonly samples: number;
  readonly synthetic: boolean;
}

/** Rules and manifests that were recognised, for the reader to see that nothing was missed. */
export interface RecognisedInput {
  readonly file: string;
  readonly what: string;
}

export interface ClusterReport {
  readonly context: ClusterContext;
  readonly snapshot: UsedSnapshot | undefined;
  readonly objects: number;
  readonly inputs: readonly RecognisedInput[];
}

/** The target branch that a report was compared with. */
export interface UsedBase {
  readonly path: string;
  /** The files there that could not be read: what stands in them counts as new. */
  readonly unread: readonly string[];
}

/** Everything a formatter needs: what was judged, what was found, what could not be told. */
export interface ValidationReport {
  readonly clusters: readonly ClusterReport[];
  /** Sorted by file, place and check. */
  readonly diagnostics: readonly Diagnostic[];
  readonly notChecked: readonly NotChecked[];
  readonly notModelled: readonly NotModelled[];
  readonly outcomes: OutcomeCounts;
  readonly checkOutcomes: readonly CheckOutcomes[];
  /** Absent where no `--base` was given. */
  readonly base?: UsedBase;
}

/**
 * What nobody can vouch for: what the data could not tell, and what was skipped for lack of a snapshot. What a suppression
 * switched off, and what compares with a base that was not given, is none of it.
 */
export function uncheckedIn(report: ValidationReport): readonly NotChecked[] {
  return report.notChecked.filter(({ outcome, lacks }) => outcome === 'notCheckable' || lacks === 'snapshot');
}

/** Whether nobody can give what the check lacks today: its workload does not run yet, so no recording has its pods. */
export function isAwaited({ lacks }: NotChecked): boolean {
  return lacks === 'pods';
}
