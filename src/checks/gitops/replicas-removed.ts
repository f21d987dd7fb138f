import { HAND_OVER_ANNOTATION } from '../../autoscaling/hand-over';
import type { Autoscaler } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import { type CountInSync, countInSync } from '../../fleet/sync/count-in-sync';
import type { Workload } from '../../fleet/workload';
import { describeObject } from '../../source/finding';
import type { Json } from '../../source/node';
import { pointer } from '../../source/pointer';
import { defineCheck, type Fault, failed, notCheckable, passed, withoutBase } from '../check';
import { distinctAutoscalers, namesOf } from '../distinct-autoscalers';

/** A count that leaves the manifest leaves the object too: the API server then fills in 1. */
export const replicasRemoved = defineCheck<Workload>({
  id: 'gitops/replicas-removed',
  severity: 'error',
  title: 'a change removes spec.replicas, and the API server fills in 1',
  subjects: (fleet) => fleet.workloads,
  run(workload, { fleet, base }) {
    if (!base) return withoutBase;
    if (countOf(workload) !== null) return passed;
    const counterpart = base.counterpartOf(workload.object);
    if (counterpart.is === 'unknown') return notCheckable(counterpart.reason);
    if (counterpart.is === 'none') return passed;
    const before = counterpart.workload;
    const count = countOf(before);
    const writersBefore = writersOf(before, base.fleet!);
    // A count of 0 can only rise, and 1 stays 1 unless an autoscaler has raised it.
    if (count === null || count === 0 || (count === 1 && writersBefore.length === 0)) return passed;
    const writers = writersOf(workload, fleet);
    if (writers.length === 0 && fleet.opaqueFiles[0] !== undefined) {
      return notCheckable(`an autoscaler may stand in ${fleet.opaqueFiles[0]}, which could not be read`);
    }
    const inSync = countInSync(workload.manifest, fleet, writers);
    if (inSync.is === 'unknown') return notCheckable(`${inSync.by} ${inSync.reason}`);
    if (inSync.is === 'ignored' && inSync.afterRemoval === 'unknown') {
      return notCheckable(`${inSync.by} ${inSync.how}, and nothing tells whether that is the count`);
    }
    const isHandedOver = before.manifest.has(`/metadata/annotations${pointer(HAND_OVER_ANNOTATION)}`);
    return failed({
      at: workload.manifest.at('/spec/replicas'),
      evidence: { before: count, autoscalers: writers.map(({ object }) => describeObject(object)) },
      ...(isHandedOver && writersBefore.length > 0
        ? handedOver(count)
        : removal({
            count,
            writers,
            writersBefore,
            inSync,
            wasInSync: countInSync(before.manifest, base.fleet!, writers),
          })),
    });
  },
});

type Words = Pick<Fault, 'message' | 'help' | 'severity'>;

interface Removal {
  readonly count: Json;
  readonly writers: readonly Autoscaler[];
  readonly writersBefore: readonly Autoscaler[];
  /** What the sync does to the count, here and on the target branch. */
  readonly inSync: CountInSync;
  readonly wasInSync: CountInSync;
}

function handedOver(count: Json): Words {
  return {
    severity: 'info',
    message: `spec.replicas was ${JSON.stringify(count)} and is gone, after a release in which the autoscaler took over`,
    help: 'Where Argo CD applies on the client side, ignoreDifferences and RespectIgnoreDifferences=true must be in place first. See docs/hand-over.md.',
  };
}

function removal({ count, writers, writersBefore, inSync, wasInSync }: Removal): Words {
  const was = `spec.replicas was ${JSON.stringify(count)} and is gone`;
  const keepsIt = inSync.is === 'ignored' && inSync.afterRemoval === 'kept';
  if (keepsIt && (wasInSync.is === 'ignored' || inSync.ofObject)) {
    return {
      severity: 'info',
      message: `${was}: ${inSync.by} ${inSync.how}, so the count that runs stays`,
      help: 'Leave that in place: without it a later sync may delete the field. See docs/hand-over.md.',
    };
  }
  if (writers.length === 0) {
    return {
      severity: 'warning',
      message: `${was}, and no autoscaler here scales it: the API server fills in 1`,
      help: 'Write the count that is meant.',
    };
  }
  const cause =
    writersBefore.length > 0 ? 'a client-side apply deletes the field, and the API server' : 'the API server';
  const verb = writers.length > 1 ? 'write' : 'writes';
  return {
    message: `${was}, and ${namesOf(writers)} ${verb} the count from now on: ${cause} fills in 1 first, so all pods but one stop`,
    help: `${keptBy(inSync, keepsIt)}Keep replicas: ${JSON.stringify(count)} with the annotation ${HAND_OVER_ANNOTATION} for one release, until another manager owns the field. See docs/hand-over.md.`,
  };
}

/** What the engine would do about it, and what keeps it from it. */
function keptBy(inSync: CountInSync, keepsIt: boolean): string {
  if (keepsIt)
    return `${inSync.by} ignores the count only from this change on: sync that first, in a change of its own. `;
  if (inSync.is === 'lacking')
    return `${inSync.by} ignores the difference without ${inSync.lack}, so it writes it all the same. `;
  return inSync.is === 'ignored'
    ? `${inSync.by} ignores a count that the manifest has, and none that is gone from it. `
    : '';
}

function countOf({ manifest }: Workload): Json {
  return manifest.valueAt('/spec/replicas') ?? null;
}

function writersOf({ object }: Workload, fleet: Fleet): readonly Autoscaler[] {
  return distinctAutoscalers(fleet.autoscalersOn(describeObject(object))).filter(({ acts }) => acts);
}
