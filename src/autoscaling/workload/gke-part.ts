import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';

const PARTITION_LABEL = 'cloud.google.com/gke-gpu-partition-size';
const SHARING_LABEL = 'cloud.google.com/gke-gpu-sharing-strategy';

/**
 * What `nvidia.com/gpu` is on the nodes with these labels, which a pod on GKE selects, where that is no whole card. A share under MPS counts as a turn:
 * several clients have one GPU. Source: GKE's pages on multi-instance GPUs and on GPU sharing.
 */
export function gkePartOf(labels: {
  readonly [label: string]: string;
}): { readonly allocation: GpuAllocationMode; readonly profile: string | undefined } | undefined {
  const selected = (label: string) => (Object.hasOwn(labels, label) ? labels[label] : undefined);
  if (selected(SHARING_LABEL) !== undefined) return { allocation: 'timeSliced', profile: undefined };
  const profile = selected(PARTITION_LABEL);
  return profile === undefined ? undefined : { allocation: 'mig', profile };
}
