import type { LabelConventionName } from '../kubernetes/cluster-facts';
import { LABEL_CONVENTIONS } from './label-convention';

/**
 * The label conventions that the label names of a GPU exporter's series fit: those whose pod label is among them, and one of whose
 * node labels is. Several may fit: an exporter's own `pod` stands beside `exported_pod`, and the more telling one comes first.
 */
export function recogniseConventions(labelNames: ReadonlySet<string>): readonly LabelConventionName[] {
  return MOST_TELLING_FIRST.filter((name) => {
    const { pod, node, otherNodeLabels } = LABEL_CONVENTIONS[name];
    return labelNames.has(pod) && [node, ...otherNodeLabels].some((label) => labelNames.has(label));
  }).filter((name, _, fitting) => name !== 'gke' || !fitting.includes('dcgmExporter') || labelNames.has('node'));
}

const MOST_TELLING_FIRST: readonly LabelConventionName[] = ['ack', 'dcgmExporter', 'gke', 'dcgmHonorLabels'];
