import { type GpuKind, mayBeOfKind } from '../autoscaling/demand/service-claim';
import { describeObject } from '../source/finding';
import type { Fleet } from './fleet';
import type { NotModelled } from './recognise';
import type { Workload } from './workload';

/** An object that is not modelled, so that nothing tells how many pods with GPUs it makes. */
export interface UncountedGpus {
  readonly object: string;
  /** The names under which it, or the workload that it acts on, asks for them. */
  readonly resources: readonly string[];
}

const UNCOUNTED = new WeakMap<Fleet, readonly UncountedGpus[]>();

/** The objects of a fleet that ask for GPUs, or set the count of those that do, and are not counted; in the order of the files. */
export function uncountedGpusOf(fleet: Fleet): readonly UncountedGpus[] {
  const known = UNCOUNTED.get(fleet) ?? uncountedIn(fleet);
  UNCOUNTED.set(fleet, known);
  return known;
}

/** Those among them that may take GPUs of a kind. */
export function uncountedOfKind(kind: GpuKind, fleet: Fleet): readonly string[] {
  return uncountedGpusOf(fleet)
    .filter(({ resources }) => resources.some((resource) => mayBeOfKind(resource, kind)))
    .map(({ object }) => object);
}

function uncountedIn(fleet: Fleet): readonly UncountedGpus[] {
  const targets = targetsOf(fleet);
  return fleet.notModelled.flatMap((entry) => {
    const resources = [...new Set([...(entry.gpuLimits ?? []), ...resourcesActedOn(entry, targets)])];
    return entry.object && resources.length > 0 ? { object: describeObject(entry.object), resources } : [];
  });
}

/** Workloads by kind and name, and those of an HPA by its name, too. */
function targetsOf(fleet: Fleet): ReadonlyMap<string, readonly Workload[]> {
  const targets = new Map<string, Workload[]>();
  const add = (kind: string, name: string, workload: Workload) => {
    const key = `${kind}/${name}`;
    const list = targets.get(key);
    if (list) list.push(workload);
    else targets.set(key, [workload]);
  };
  for (const workload of fleet.workloads) add(workload.object.kind, workload.object.name, workload);
  for (const hpa of fleet.hpas) {
    const target = fleet.targetOf(hpa);
    if (target.is === 'workload') add(hpa.object.kind, hpa.object.name, target.workload);
  }
  return targets;
}

function resourcesActedOn(
  { object, actsOn }: NotModelled,
  targets: ReadonlyMap<string, readonly Workload[]>,
): readonly string[] {
  if (!actsOn) return [];
  // Without a namespace, which of them it acts on is known to whoever applies it.
  return (targets.get(`${actsOn.kind}/${actsOn.name}`) ?? [])
    .filter((workload) => object?.namespace === undefined || object.namespace === workload.object.namespace)
    .flatMap(({ gpuRequests }) => gpuRequests.map(({ resource }) => resource));
}
