import type { ProjectConfig } from '../config/project-config';
import type { BaseFleet } from '../fleet/base-fleet';
import type { Fleet } from '../fleet/fleet';
import type { FleetSnapshot } from '../fleet/fleet-snapshot';
import type { ObjectReference, Place, Severity } from '../source/finding';
import type { Json } from '../source/node';

/** What a check is about: an object, a part of one, a rule. It says where it stands, for those that could not be checked. */
export interface Subject {
  readonly place: Place;
  readonly object?: ObjectReference | undefined;
}

/** One thing that is wrong with a subject. */
export interface Fault {
  /** Where; absent means the subject's own place. */
  readonly at?: Place;
  /** The object at fault; absent means the subject's. */
  readonly object?: ObjectReference | undefined;
  readonly message: string;
  readonly help: string;
  /** Where it differs from the check's. */
  readonly severity?: Severity;
  readonly evidence?: { readonly [key: string]: Json };
}

/** What a check would have needed; `pods`: its workload does not run in the recording, as a new service does not. */
export type Lack = 'snapshot' | 'base' | 'pods';

/** `passed`: it ran and found nothing. `notCheckable`: the data cannot tell. `skipped`: what it needs was not given. */
export type Verdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly faults: readonly Fault[] }
  | { readonly outcome: 'notCheckable'; readonly reason: string; readonly lacks?: Lack }
  | { readonly outcome: 'skipped'; readonly reason: string; readonly lacks?: Lack };

export const passed: Verdict = { outcome: 'passed' };

export function failed(...faults: readonly Fault[]): Verdict {
  return { outcome: 'failed', faults };
}

/** `failed` where there are faults, else `passed`. */
export function judged(faults: readonly Fault[]): Verdict {
  return faults.length > 0 ? { outcome: 'failed', faults } : passed;
}

export function notCheckable(reason: string, lacks?: Lack): Verdict {
  return { outcome: 'notCheckable', reason, ...(lacks && { lacks }) };
}

export function skipped(reason: string, lacks?: Lack): Verdict {
  return { outcome: 'skipped', reason, ...(lacks && { lacks }) };
}

/** The verdict of everything that needs a snapshot where none was given. */
export const withoutSnapshot: Verdict = skipped('no snapshot was given', 'snapshot');

/** The verdict of everything that compares where there is nothing to compare with. */
export const withoutBase: Verdict = skipped('no --base was given', 'base');

/** What a check may look at besides its subject. */
export interface CheckContext {
  readonly fleet: Fleet;
  readonly snapshot: FleetSnapshot | undefined;
  /** The cluster as the target branch has it. */
  readonly base: BaseFleet | undefined;
  readonly project: ProjectConfig;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How old a snapshot may be, in ms. */
  readonly maxSnapshotAgeMs: number;
}

export type CheckGroup =
  | 'manifest'
  | 'hpa'
  | 'ahpa'
  | 'adapter'
  | 'promql'
  | 'metric'
  | 'gpu'
  | 'workload'
  | 'gitops'
  | 'capacity'
  | 'snapshot'
  | 'config';

/** One rule of the validator. */
export interface Check<S extends Subject = Subject> {
  readonly id: `${CheckGroup}/${string}`;
  readonly severity: Severity;
  /** What is wrong where it fires, in a line without a full stop. */
  readonly title: string;
  readonly subjects: (fleet: Fleet, snapshot: FleetSnapshot | undefined) => readonly S[];
  readonly run: (subject: S, context: CheckContext) => Verdict;
}

/** A check whose subjects are its own affair: the registry holds checks of every kind of subject. */
export type AnyCheck = Check<Subject>;

/** Ties the subjects of a check to what its `run` takes. */
export function defineCheck<S extends Subject>(check: Check<S>): AnyCheck {
  return check as unknown as AnyCheck;
}
