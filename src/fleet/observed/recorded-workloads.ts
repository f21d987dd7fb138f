import { labelValue } from '../../series/labels';
import { createMatcher, type Matcher } from '../../series/matcher';
import { workloadIndexOf } from '../evaluation/workload-index';
import type { Fleet } from '../fleet';
import type { FleetSnapshot } from '../fleet-snapshot';
import type { Workload } from '../workload';
import { podLabelPairs } from './pod-label-pairs';

const known = new WeakMap<Fleet, WeakMap<FleetSnapshot, ReadonlySet<Workload>>>();

/** Whether any series of a snapshot, at any time and of any metric, names a pod of a workload, or may do so under a hash. */
export function isRecorded(workload: Workload, fleet: Fleet, snapshot: FleetSnapshot): boolean {
  const bySnapshot = known.get(fleet) ?? new WeakMap<FleetSnapshot, ReadonlySet<Workload>>();
  known.set(fleet, bySnapshot);
  const recorded = bySnapshot.get(snapshot) ?? recordedWorkloads(fleet, snapshot);
  bySnapshot.set(snapshot, recorded);
  return recorded.has(workload);
}

function recordedWorkloads(fleet: Fleet, { snapshot }: FleetSnapshot): ReadonlySet<Workload> {
  const pairs = podLabelPairs(fleet);
  const { redacted = [] } = snapshot.header;
  if (pairs.some(({ namespace, pod }) => redacted.includes(namespace) || redacted.includes(pod))) {
    return new Set(fleet.workloads);
  }
  const index = workloadIndexOf(fleet);
  const found = new Set<Workload>();
  for (const { namespace, pod } of pairs) {
    const named = createMatcher(pod, '!=', '') as Matcher;
    for (const { labels } of snapshot.store.select([named])) {
      // A series may name a pod and not its namespace: then it may be anyone's.
      const owner = index.workloadOf(labelValue(labels, namespace) || undefined, labelValue(labels, pod));
      if (owner) found.add(owner);
    }
  }
  return found;
}
