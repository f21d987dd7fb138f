import type { ClusterView } from '../cluster-view';
import { samplesAt } from '../observed/present-label-sets';
import type { ScaledTarget } from './scale-pods';

/** Where kube-state-metrics has `spec.replicas`, and by which label it names the object. */
const METRICS: ReadonlyMap<string, readonly [metric: string, label: string]> = new Map([
  ['Deployment', ['kube_deployment_spec_replicas', 'deployment']],
  ['StatefulSet', ['kube_statefulset_replicas', 'statefulset']],
]);

/** The replicas of a workload at the view's time, where kube-state-metrics was captured. */
export function recordedReplicas({ workload, namespace }: ScaledTarget, view: ClusterView): number | undefined {
  if (!workload) return undefined;
  const { kind, name } = workload.object;
  const found = METRICS.get(kind);
  if (!found) return undefined;
  const [metric, label] = found;
  const query = `max(${metric}{namespace=${JSON.stringify(namespace)},${label}=${JSON.stringify(name)}})`;
  return samplesAt(view.snapshot.snapshot.store, query, view.time)[0]?.value;
}
