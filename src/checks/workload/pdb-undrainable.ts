import { countOf } from '../../autoscaling/workload/rollout';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import type { Workload } from '../../fleet/workload';
import { workloadReplicasOf } from '../../fleet/workload-replicas';
import { readSelector } from '../../kubernetes/read-selector';
import { type LabelSelector, selectorMatches } from '../../kubernetes/selector';
import { describeObject } from '../../source/finding';
import type { Json } from '../../source/node';
import { defineCheck, failed, notCheckable, passed, type Subject, type Verdict } from '../check';

interface Budget extends Subject {
  readonly manifest: Manifest;
}

/** A budget that allows no eviction while the service stands at its floor: a node with its pod cannot be drained. */
export const pdbUndrainable = defineCheck<Budget>({
  id: 'workload/pdb-undrainable',
  severity: 'warning',
  title: 'a PodDisruptionBudget lets no pod go, so that its nodes cannot be drained',
  subjects: (fleet) =>
    fleet
      .manifestsOf('PodDisruptionBudget')
      .map((manifest) => ({ manifest, place: manifest.place, object: manifest.object })),
  run({ manifest }, { fleet }) {
    const minAvailable = manifest.valueAt('/spec/minAvailable');
    const maxUnavailable = manifest.valueAt('/spec/maxUnavailable');
    if (isSet(maxUnavailable) && countOf(maxUnavailable, 100, Math.ceil) === 0) {
      return stuck(
        manifest,
        '/spec/maxUnavailable',
        `maxUnavailable is ${JSON.stringify(maxUnavailable)}, so no pod may ever be evicted`,
      );
    }
    if (!isSet(minAvailable)) return passed;
    const selector = readSelector(manifest.valueAt('/spec/selector') ?? {});
    if (!selector) return notCheckable('its selector cannot be read');
    const workloads = guarded(manifest, selector, fleet);
    if (workloads.length === 0) return notCheckable('its selector matches no workload among the files');
    return judge(manifest, minAvailable, workloads, fleet);
  },
});

function isSet(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

function judge(manifest: Manifest, minAvailable: Json, workloads: readonly Workload[], fleet: Fleet): Verdict {
  let floor = 0;
  for (const workload of workloads) {
    const least = workloadReplicasOf(workload, fleet)?.overall.min;
    if (least === undefined) return notCheckable(`the replicas of ${describeObject(workload.object)} cannot be read`);
    floor += least * workload.podSets.reduce((sum, { pods }) => sum + pods, 0);
  }
  const kept = countOf(minAvailable, floor, Math.ceil);
  if (kept === undefined) return notCheckable('minAvailable cannot be read');
  // Without a pod there is nothing to evict.
  if (floor === 0 || kept < floor) return passed;
  const names = workloads.map(({ object }) => describeObject(object)).join(', ');
  return stuck(
    manifest,
    '/spec/minAvailable',
    `minAvailable is ${JSON.stringify(minAvailable)}, and ${names} may stand at ${floor} ${floor === 1 ? 'pod' : 'pods'}: then none may be evicted`,
  );
}

function stuck(manifest: Manifest, path: string, reason: string): Verdict {
  return failed({
    at: manifest.at(path),
    object: manifest.object,
    message: `${reason}, and a drain of its node waits for ever`,
    help: 'Write maxUnavailable: 1 and a floor of at least 2 replicas, or remove the budget of a service that may run a single pod.',
  });
}

function guarded(manifest: Manifest, selector: LabelSelector, fleet: Fleet): readonly Workload[] {
  const seen = new Set<string>();
  return fleet.workloads.filter((workload) => {
    const name = describeObject(workload.object);
    if (workload.object.namespace !== manifest.object.namespace || seen.has(name)) return false;
    seen.add(name);
    return workload.podSets.some(({ labels }) => selectorMatches(selector, labels));
  });
}
