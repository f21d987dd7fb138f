import { findResource } from '../../kubernetes/resource-table';
import { LABEL_CONVENTIONS, labelsOf } from '../../metrics/label-convention';
import type { Fleet } from '../fleet';

/** Two labels that together name a pod. */
export interface PodLabelPair {
  readonly namespace: string;
  readonly pod: string;
}

const PODS = findResource({ resource: 'pods' })!;
const NAMESPACES = findResource({ resource: 'namespaces' })!;

/** Every pair by which series of a fleet may name pods: the known label conventions, the cluster's own, the rules' mappings. */
export function podLabelPairs({ context, ruleSets }: Fleet): readonly PodLabelPair[] {
  const { labelConvention } = context.facts;
  const known: PodLabelPair[] = [
    ...Object.values(LABEL_CONVENTIONS),
    ...(labelConvention === undefined ? [] : [labelsOf(labelConvention, 'dcgm')]),
  ];
  // A rule that mixes the labels of two conventions names pods that do not exist.
  const knownLabels = new Set(known.map(({ pod }) => pod));
  const mapped = ruleSets
    .flatMap(({ rules }) => rules)
    .flatMap(({ compiled: { association } }): readonly PodLabelPair[] => {
      const pod = association.labelOf(PODS);
      const namespace = association.labelOf(NAMESPACES);
      return pod === undefined || namespace === undefined || knownLabels.has(pod) ? [] : [{ namespace, pod }];
    });
  const pairs = [...known, ...mapped].map(({ namespace, pod }): PodLabelPair => ({ namespace, pod }));
  return [...new Map(pairs.map((pair) => [`${pair.namespace}\n${pair.pod}`, pair])).values()];
}
