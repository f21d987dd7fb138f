import type { LabelConventionName } from '../kubernetes/cluster-facts';
import { LABEL_CONVENTIONS } from './label-convention';

/**
 * The label conventions that the label names of a GPU exporter's series fit, by their pod and node labels. Where several fit, the
 * series cannot tell: only the node label sets GKE apart.
 */
export function recogniseConventions(labelNames: ReadonlySet<string>): readonly LabelConventionName[] {
  const fitting = MOST_TELLING_FIRST.filter((name) => {
    const { pod, node, otherNodeLabels } = LABEL_CONVENTIONS[name];
    return (
      labelNames.has(pod) &&
      (labelNames.has(node) || (name !== 'gke' && otherNodeLabels.some((label) => labelNames.has(label))))
    );
  });
  // Where there is another name for the pod, `pod` is the exporter.
  const telling = fitting.filter((name) => name !== 'dcgmHonorLabels');
  return telling.length > 0 ? telling : fitting;
}

const MOST_TELLING_FIRST: readonly LabelConventionName[] = ['ack', 'dcgmExporter', 'gke', 'dcgmHonorLabels'];
