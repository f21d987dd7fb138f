import { formatString } from '../promql/syntax/string-text';
import { escapePattern } from './escape-pattern';

/** Series of kube-state-metrics that queries join with: who owns a pod, what its labels are, how many replicas were asked for. */
const JOINED = [
  'kube_deployment_spec_replicas',
  'kube_pod_info',
  'kube_pod_labels',
  'kube_pod_owner',
  'kube_replicaset_owner',
];

/** Selectors for them, in these namespaces where any are known: a cluster has many more pods than the ones that are judged. */
export function joinedSeries(namespaces: Iterable<string>): readonly string[] {
  const wanted = [...new Set(namespaces)].sort();
  if (wanted.length === 0) return JOINED;
  const [only] = wanted;
  const matcher =
    wanted.length === 1
      ? `namespace=${formatString(only!)}`
      : `namespace=~${formatString(wanted.map(escapePattern).join('|'))}`;
  return JOINED.map((name) => `${name}{${matcher}}`);
}
