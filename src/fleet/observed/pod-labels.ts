import type { Labels } from '../../series/labels';
import { labelValue } from '../../series/labels';
import { equalityMatcher } from '../../series/matcher';
import type { SeriesStore } from '../../series/series-store';
import type { Workload } from '../workload';
import { presentLabelSets } from './present-label-sets';

const METRIC = 'kube_pod_labels';
const PREFIX = 'label_';

/** The labels of pods from kube_pod_labels; a pod that is not among them has none there. */
export function recordedPodLabels(
  store: SeriesStore,
  workloads: readonly Workload[],
  time: number,
): ReadonlyMap<string, Labels> {
  const keys = keysBySanitizedName(workloads);
  const names = store.labelNames([equalityMatcher('__name__', METRIC)]).filter((name) => name.startsWith(PREFIX));
  const byPod = new Map<string, Record<string, string>>();
  for (const name of names) {
    for (const labels of presentLabelSets(store, ['namespace', 'pod', name], time, METRIC)) {
      const pod = `${labelValue(labels, 'namespace')}/${labelValue(labels, 'pod')}`;
      const found = byPod.get(pod) ?? {};
      found[keys.get(name) ?? name.slice(PREFIX.length)] = labelValue(labels, name);
      byPod.set(pod, found);
    }
  }
  return byPod;
}

/** kube-state-metrics writes `label_app_kubernetes_io_name`; which key it was is known where a workload uses it. */
function keysBySanitizedName(workloads: readonly Workload[]): ReadonlyMap<string, string> {
  const keys = workloads.flatMap(({ podLabels, selector }) => [
    ...Object.keys(podLabels),
    ...Object.keys(selector?.matchLabels ?? {}),
    ...(selector?.matchExpressions ?? []).map(({ key }) => key),
  ]);
  return new Map(keys.map((key) => [PREFIX + key.replace(/[^a-zA-Z0-9_]/g, '_'), key]));
}
