import { LEADER_WORKER_SET } from '../kubernetes/leader-worker-set';
import { describeObject } from '../source/finding';
import type { Autoscaler } from './autoscaler';
import type { ClusterContext } from './cluster-context';
import { groupOf, type NotModelled } from './recognise';
import { WORKLOAD_KINDS, type Workload } from './workload';

/** What an autoscaler's `scaleTargetRef` leads to. */
export type ScaleTarget =
  | { readonly is: 'workload'; readonly workload: Workload }
  /** No such workload among the manifests, and they are all there is. */
  | { readonly is: 'missing'; readonly what: string }
  /** It cannot be told, and why. */
  | { readonly is: 'unknown'; readonly reason: string };

/** Which autoscaler scales which workload. */
export interface Links {
  readonly targets: ReadonlyMap<Autoscaler, ScaleTarget>;
  /** By the name of the target: an object given twice is one workload, and a kind that is not modelled has a name too. */
  readonly autoscalers: ReadonlyMap<string, readonly Autoscaler[]>;
}

const WORKLOAD_GROUPS = ['apps', 'extensions', groupOf(LEADER_WORKER_SET.apiVersion)];

/** Where an autoscaler's target is looked for. */
interface Surroundings {
  readonly context: ClusterContext;
  readonly workloads: readonly Workload[];
  readonly autoscalers: readonly Autoscaler[];
  readonly notModelled: readonly NotModelled[];
  readonly opaqueFiles: readonly string[];
}

export function link(fleet: Surroundings): Links {
  const byName = new Map<string, Workload>();
  for (const workload of fleet.workloads) {
    const name = describeObject(workload.object);
    if (!byName.has(name)) byName.set(name, workload);
  }
  const unread = new Map<string, NotModelled>();
  for (const entry of fleet.notModelled) if (entry.object) unread.set(describeObject(entry.object), entry);
  const namespaces = new Set(fleet.workloads.map(({ object }) => object.namespace));
  const targets = new Map<Autoscaler, ScaleTarget>();
  const autoscalers = new Map<string, Autoscaler[]>();
  for (const autoscaler of fleet.autoscalers) {
    const complete = fleet.context.complete || namespaces.has(autoscaler.object.namespace);
    targets.set(autoscaler, resolve(autoscaler, { byName, unread, opaqueFiles: fleet.opaqueFiles, complete }));
    const name = targetNameOf(autoscaler);
    if (name === undefined) continue;
    const rivals = autoscalers.get(name);
    if (rivals) rivals.push(autoscaler);
    else autoscalers.set(name, [autoscaler]);
  }
  return { targets, autoscalers };
}

/** `Deployment default/bert`; undefined where the reference names no object. */
export function targetNameOf(autoscaler: Autoscaler): string | undefined {
  const { kind, name } = autoscaler.targetReading;
  if (kind.value === undefined || name.value === undefined) return undefined;
  const { namespace } = autoscaler.object;
  return describeObject({
    apiVersion: '',
    kind: kind.value,
    ...(namespace !== undefined && { namespace }),
    name: name.value,
  });
}

interface Candidates {
  readonly byName: ReadonlyMap<string, Workload>;
  readonly unread: ReadonlyMap<string, NotModelled>;
  readonly opaqueFiles: readonly string[];
  readonly complete: boolean;
}

function resolve(autoscaler: Autoscaler, { byName, unread, opaqueFiles, complete }: Candidates): ScaleTarget {
  const what = targetNameOf(autoscaler);
  if (what === undefined) return { is: 'unknown', reason: 'scaleTargetRef names no object' };
  const { apiVersion, kind } = autoscaler.targetReading;
  const version = apiVersion.value ?? 'apps/v1';
  const readable = WORKLOAD_KINDS.some((known) => known === kind.value) && WORKLOAD_GROUPS.includes(groupOf(version));
  if (!readable) return { is: 'unknown', reason: `${what} (${version}) is of a kind that is not modelled` };
  const workload = byName.get(what);
  if (workload) return { is: 'workload', workload };
  const left = unread.get(what);
  if (left) return { is: 'unknown', reason: `${what} is not modelled: ${left.what}` };
  if (opaqueFiles[0] !== undefined) {
    return { is: 'unknown', reason: `${what} may stand in ${opaqueFiles[0]}, which could not be read` };
  }
  if (complete) return { is: 'missing', what };
  return { is: 'unknown', reason: `${what} is not among the files, and nothing says that they are the whole cluster` };
}
