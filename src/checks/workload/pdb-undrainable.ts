import { countOf } from '../../autoscaling/workload/rollout';
import type { PodSet } from '../../autoscaling/workload/workload-reading';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import type { Workload } from '../../fleet/workload';
import { workloadReplicasOf } from '../../fleet/workload-replicas';
import { LEADER_WORKER_SET, LEADER_WORKER_SET_LABEL } from '../../kubernetes/leader-worker-set';
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
    const limit = limitOf(manifest);
    if (typeof limit === 'string') return notCheckable(limit);
    // Where the only pod may go, each may.
    if (!limit || limit.kept(1) <= 0) return passed;
    const selector = selectorOf(manifest);
    if (selector === 'unreadable') return notCheckable('its selector cannot be read');
    const guarded = selector === 'none' ? [] : guardedBy(selector, manifest, fleet);
    if (guarded.length === 0) return notCheckable('its selector matches no workload among the files');
    return judge(manifest, limit, guarded, fleet);
  },
});

/** What a budget says, as the share of pods that must stay. */
interface Limit {
  readonly field: 'minAvailable' | 'maxUnavailable';
  readonly written: Json;
  /** How many of so many pods must stay. */
  readonly kept: (pods: number) => number;
}

/** A text says why it cannot be told; undefined is a budget that says nothing. */
function limitOf(manifest: Manifest): Limit | string | undefined {
  const given = (['maxUnavailable', 'minAvailable'] as const).flatMap((field) => {
    const written = manifest.valueAt(`/spec/${field}`) ?? null;
    return written === null ? [] : [{ field, written }];
  });
  if (given.length > 1) return 'it has both minAvailable and maxUnavailable, which the API server refuses';
  const [one] = given;
  if (!one) return undefined;
  const { field, written } = one;
  if (countOf(written, 100, Math.ceil) === undefined) return `${field} cannot be read`;
  const count = (pods: number) => countOf(written, pods, Math.ceil)!;
  return { field, written, kept: field === 'minAvailable' ? count : (pods) => pods - count(pods) };
}

/** In `policy/v1beta1` an empty selector selects nothing, in `policy/v1` all pods. Source: the API's own comment. */
function selectorOf(manifest: Manifest): LabelSelector | 'none' | 'unreadable' {
  const written = manifest.valueAt('/spec/selector') ?? null;
  if (written === null) return 'none';
  const selector = readSelector(written);
  if (!selector) return 'unreadable';
  const isEmpty = Object.keys(selector).length === 0;
  return isEmpty && manifest.object.apiVersion === 'policy/v1beta1' ? 'none' : selector;
}

interface Guarded {
  readonly workload: Workload;
  /** Pods of one replica that the budget selects. */
  readonly pods: number;
}

function judge(manifest: Manifest, limit: Limit, guarded: readonly Guarded[], fleet: Fleet): Verdict {
  let floor = 0;
  const ones: number[] = [];
  for (const { workload, pods } of guarded) {
    const replicas = workloadReplicasOf(workload, fleet)?.overall;
    if (!replicas) return notCheckable(`the replicas of ${describeObject(workload.object)} cannot be read`);
    floor += replicas.min * pods;
    if (replicas.max > 0) ones.push(pods);
  }
  // Without a pod there is nothing to evict; one that is scaled to zero runs its first replica again.
  const least = floor === 0 ? Math.min(...ones) : floor;
  if (!Number.isFinite(least)) return passed;
  const { field, written, kept } = limit;
  if (kept(least) < least) return passed;
  const text = `${field} is ${JSON.stringify(written)}`;
  // What keeps all of any number of pods.
  if (kept(1_000_000) >= 1_000_000) return stuck(manifest, `/spec/${field}`, `${text}, so no pod may ever be evicted`);
  const names = guarded.map(({ workload }) => describeObject(workload.object)).join(', ');
  return stuck(
    manifest,
    `/spec/${field}`,
    `${text}, and ${names} may stand at ${least} ${least === 1 ? 'pod' : 'pods'}: then none may be evicted`,
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

/** The workloads whose pods a budget selects, each name once. */
function guardedBy(selector: LabelSelector, manifest: Manifest, fleet: Fleet): readonly Guarded[] {
  const seen = new Set<string>();
  return fleet.workloads.flatMap((workload) => {
    const name = describeObject(workload.object);
    if (workload.object.namespace !== manifest.object.namespace || seen.has(name)) return [];
    seen.add(name);
    const selected = workload.podSets.filter((pods) => selectorMatches(selector, labelsOf(pods, workload)));
    return selected.length > 0 ? [{ workload, pods: selected.reduce((sum, { pods }) => sum + pods, 0) }] : [];
  });
}

/** The controller of a group adds the label that names it. */
function labelsOf({ labels }: PodSet, { object }: Workload): PodSet['labels'] {
  return object.kind === LEADER_WORKER_SET.kind ? { ...labels, [LEADER_WORKER_SET_LABEL]: object.name } : labels;
}
