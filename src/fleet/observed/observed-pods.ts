import { type Labels, labelValue } from '../../series/labels';
import type { SeriesStore } from '../../series/series-store';
import { describeObject } from '../../source/finding';
import type { Fleet } from '../fleet';
import type { Workload } from '../workload';
import { podLabelPairs } from './pod-label-pairs';
import { recordedPodLabels } from './pod-labels';
import { PodOwners } from './pod-owner';
import { type PodPhase, podStates } from './pod-states';
import { presentLabelSets } from './present-label-sets';

/** A pod that series name. */
export interface ObservedPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** The workload among the files that it belongs to. */
  readonly owner: Workload | undefined;
  /** Undefined where nothing tells. */
  readonly phase: PodPhase | undefined;
  readonly ready: boolean | undefined;
}

export interface ObservedPods {
  readonly pods: readonly ObservedPod[];
  /** What was taken for granted about some of them, a sentence each. */
  readonly assumptionsAbout: (pods: readonly ObservedPod[]) => readonly string[];
}

/** The pods of a fleet at a time, as far as the recorded series name them. */
export function observePods(fleet: Fleet, store: SeriesStore, time: number): ObservedPods {
  const seenBy: string[] = [];
  const names = new Map<string, { readonly namespace: string; readonly name: string }>();
  for (const { namespace, pod } of podLabelPairs(fleet)) {
    const sets = presentLabelSets(store, [namespace, pod], time);
    if (sets.length > 0) seenBy.push(`${namespace} and ${pod}`);
    for (const labels of sets) {
      const found = { namespace: labelValue(labels, namespace), name: labelValue(labels, pod) };
      names.set(`${found.namespace}/${found.name}`, found);
    }
  }
  const owners = new PodOwners(fleet.workloads, store, time);
  const recorded = recordedPodLabels(store, fleet.workloads, time);
  const states = podStates(store, time);
  const pods = [...names].map(([key, { namespace, name }]): ObservedPod => {
    const owner = owners.ownerOf(namespace, name);
    return {
      namespace,
      name,
      labels: recorded.get(key) ?? owner?.podLabels ?? {},
      owner,
      phase: states.phases.get(key),
      ready: states.ready.get(key),
    };
  });
  return { pods, assumptionsAbout: (some) => assumptionsOf(some, seenBy, recorded) };
}

function assumptionsOf(
  pods: readonly ObservedPod[],
  seenBy: readonly string[],
  recorded: ReadonlyMap<string, Labels>,
): readonly string[] {
  if (pods.length === 0) return ['no pod is known: no series names one at this time'];
  const assumptions = [
    `pods: the ${pods.length} that series name at this time, by the labels ${seenBy.join(', ')}; a pod without any series is not known`,
  ];
  const owned = pods.filter(({ namespace, name, owner }) => owner && !recorded.has(`${namespace}/${name}`));
  const byOwner = new Map<Workload, number>();
  for (const { owner } of owned) byOwner.set(owner!, (byOwner.get(owner!) ?? 0) + 1);
  for (const [{ object }, count] of byOwner) {
    assumptions.push(
      `pod labels: of ${count} ${count === 1 ? 'pod' : 'pods'} those in the template of ${describeObject(object)}, to which they belong by their names`,
    );
  }
  const unlabelled = pods.filter(({ labels }) => Object.keys(labels).length === 0).length;
  if (unlabelled > 0) {
    assumptions.push(
      `pod labels: ${unlabelled} ${unlabelled === 1 ? 'pod belongs' : 'pods belong'} to no workload among the files, and no label selector selects them`,
    );
  }
  return assumptions;
}
