import { EMPTY_PROJECT, type ProjectConfig } from '../config/project-config';
import { BaseFleet } from '../fleet/base-fleet';
import type { Fleet } from '../fleet/fleet';
import type { FleetSnapshot } from '../fleet/fleet-snapshot';
import type { NotModelled } from '../fleet/recognise';
import { RULE_SOURCE_FORMS } from '../fleet/rule-source';
import { annotatedSuppressions } from './annotated-suppressions';
import type { BaseReading } from './base-reading';
import { markNew } from './mark-new';
import { CHECK_IDS } from './registry';
import { runChecks } from './run-checks';
import { MAX_SNAPSHOT_AGE_MS } from './snapshot/too-old';
import { SuppressionRegister } from './suppression';
import { judgeSuppressions } from './suppression-checks';
import type {
  ClusterReport,
  Diagnostic,
  FleetVerdicts,
  OutcomeCounts,
  UsedSnapshot,
  ValidationReport,
} from './validation-report';

export interface ValidateOptions {
  /** The snapshot of each cluster, by its name. A cluster without one is judged as far as files alone can tell. */
  readonly snapshots?: ReadonlyMap<string, FleetSnapshot>;
  /** The file of the snapshot that a cluster should have and that could not be read, by the cluster's name. @default none */
  readonly unreadSnapshots?: ReadonlyMap<string, string>;
  /** What `foresail.yaml` says. @default nothing */
  readonly project?: ProjectConfig;
  /** The time to judge dates at, in ms since the epoch. */
  readonly now: number;
  /** How old a measured snapshot may be before `snapshot/too-old` warns, in ms. @default 30 days */
  readonly maxSnapshotAgeMs?: number;
  /** What the readers left alone, to be counted in the report. @default nothing */
  readonly notModelled?: readonly NotModelled[];
  /** The target branch: each finding says whether it is new, and the checks that compare run. @default nothing */
  readonly base?: BaseReading;
}

/** Runs every check on every fleet. Throws an InputError for a suppression of a check that does not exist. */
export function validate(fleets: readonly Fleet[], options: ValidateOptions): ValidationReport {
  const report = judge(fleets, options);
  const { base } = options;
  if (!base) return report;
  const before = judgeBase(base, fleets, options);
  return {
    ...report,
    diagnostics: markNew(report.diagnostics, before.diagnostics),
    notChecked: [
      ...markNew(report.notChecked, before.notChecked),
      ...before.notChecked.filter(({ fault }) => fault !== undefined),
    ],
    base: { path: base.path, unread: base.unread },
  };
}

/** The same clusters on the target branch, with the same snapshots: a new recording is no change of the policy. */
function judgeBase(
  base: BaseReading,
  fleets: readonly Fleet[],
  { snapshots, unreadSnapshots, now, maxSnapshotAgeMs }: ValidateOptions,
): ValidationReport {
  const names = new Set(fleets.map(({ context }) => context.name));
  const suppressions = base.project.suppressions.filter(({ check }) => CHECK_IDS.includes(check));
  return judge(
    base.fleets.filter(({ context }) => names.has(context.name)),
    {
      ...(snapshots && { snapshots }),
      ...(unreadSnapshots && { unreadSnapshots }),
      project: { ...base.project, suppressions },
      now,
      ...(maxSnapshotAgeMs !== undefined && { maxSnapshotAgeMs }),
    },
  );
}

function judge(fleets: readonly Fleet[], options: ValidateOptions): ValidationReport {
  const { snapshots, unreadSnapshots, project = EMPTY_PROJECT, now, notModelled = [], base } = options;
  const { maxSnapshotAgeMs = MAX_SNAPSHOT_AGE_MS } = options;
  const annotations = fleets.map((fleet) => [fleet.context.name, annotatedSuppressions(fleet, CHECK_IDS)] as const);
  const annotated = annotations.flatMap(([, read]) => read.suppressions);
  const suppressions = new SuppressionRegister(project, annotated, now, CHECK_IDS);
  const verdicts: FleetVerdicts[] = fleets.map((fleet) =>
    runChecks(fleet, {
      snapshot: snapshots?.get(fleet.context.name),
      unreadSnapshot: unreadSnapshots?.get(fleet.context.name),
      base: base && baseOf(fleet, base),
      project,
      now,
      maxSnapshotAgeMs,
      suppressions,
    }),
  );
  verdicts.push(
    judgeSuppressions(suppressions, new Map(annotations.map(([cluster, { faults }]) => [cluster, faults]))),
  );
  return {
    clusters: fleets.map((fleet) => clusterReport(fleet, snapshots?.get(fleet.context.name))),
    diagnostics: verdicts.flatMap(({ diagnostics }) => diagnostics).sort(byPlace),
    notChecked: verdicts.flatMap(({ notChecked }) => notChecked),
    notModelled,
    outcomes: verdicts.map(({ outcomes }) => outcomes).reduce(add),
    checkOutcomes: verdicts.flatMap(({ checkOutcomes }) => checkOutcomes),
  };
}

function baseOf({ context: { name } }: Fleet, { fleets, unread }: BaseReading): BaseFleet {
  return new BaseFleet(
    fleets.find(({ context }) => context.name === name),
    unread,
  );
}

function clusterReport(fleet: Fleet, used: FleetSnapshot | undefined): ClusterReport {
  return {
    context: fleet.context,
    snapshot: used && usedSnapshot(used),
    objects: fleet.manifests.length,
    inputs: fleet.ruleSets.map(({ source }) => ({ file: source.span.file.name, what: RULE_SOURCE_FORMS[source.form] })),
  };
}

function usedSnapshot({ file, snapshot: { header, footer } }: FleetSnapshot): UsedSnapshot {
  return {
    file,
    start: header.start,
    end: header.end,
    series: footer.series,
    samples: footer.samples,
    synthetic: header.synthetic === true,
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  const left = a.place.span;
  const right = b.place.span;
  return (
    compare(left.file.name, right.file.name) ||
    left.start - right.start ||
    compare(a.check, b.check) ||
    compare(a.cluster, b.cluster) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function add(a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    notCheckable: a.notCheckable + b.notCheckable,
    skipped: a.skipped + b.skipped,
  };
}
