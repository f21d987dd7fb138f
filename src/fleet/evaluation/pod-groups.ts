import { type Labels, labelValue } from '../../series/labels';
import type { Series } from '../../series/series';
import { describeObject } from '../../source/finding';
import type { WorkloadIndex } from './workload-index';

/** The pods of one workload, as far as series name them. */
export interface PodGroup {
  readonly namespace: string;
  /** The workload among the files, or what the names of the pods have in common. */
  readonly owner: string;
  readonly pods: readonly string[];
}

/** Labels of a pod, and of its namespace beside it. */
export const POD_LABEL_PAIRS: readonly (readonly [pod: string, namespace: string])[] = [
  ['exported_pod', 'exported_namespace'],
  ['PodName', 'NamespaceName'],
  ['pod', 'namespace'],
  ['pod_name', 'namespace'],
  ['kubernetes_pod_name', 'kubernetes_namespace'],
];

/** The pods that series name, by the workloads they belong to. */
export function podGroups(
  series: readonly Series[],
  podLabel: string,
  namespaceLabel: string,
  index: WorkloadIndex,
): readonly PodGroup[] {
  const groups = new Map<string, { namespace: string; owner: string; pods: Set<string> }>();
  for (const { labels } of series) {
    const pod = labelValue(labels, podLabel);
    if (pod === '') continue;
    const namespace = labelValue(labels, namespaceLabel);
    const owner = ownerOf(namespace, pod, index);
    const group = groups.get(`${namespace}/${owner}`) ?? { namespace, owner, pods: new Set<string>() };
    groups.set(`${namespace}/${owner}`, group);
    group.pods.add(pod);
  }
  return [...groups.values()].map((group) => ({ ...group, pods: [...group.pods] }));
}

function ownerOf(namespace: string, pod: string, index: WorkloadIndex): string {
  const workload = index.workloadOf(namespace === '' ? undefined : namespace, pod);
  return workload ? describeObject(workload.object) : commonName(pod);
}

/** Letters and digits of which Kubernetes makes the ends of names. Source: k8s.io/apimachinery, pkg/util/rand. */
const END = '[bcdfghjklmnpqrstvwxz2456789]';
const PATTERNS = [new RegExp(`^(.+)-${END}{5,10}-${END}{5}$`), /^(.+)-[0-9]+$/, new RegExp(`^(.+)-${END}{5}$`)];

function commonName(pod: string): string {
  for (const pattern of PATTERNS) {
    const name = pattern.exec(pod)?.[1];
    if (name !== undefined) return name;
  }
  return pod;
}

/** Which pair of labels names pods on a series. */
export function podLabelsOf(labels: Labels): readonly [pod: string, namespace: string] | undefined {
  return POD_LABEL_PAIRS.find(([pod]) => labelValue(labels, pod) !== '');
}
