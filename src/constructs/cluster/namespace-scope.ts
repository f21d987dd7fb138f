import { Construct, type IConstruct } from 'constructs';
import { GpuInferenceService } from '../service/gpu-inference-service';

/** Holds the policies of a namespace whose ids another namespace of the cluster has too. */
export class NamespaceScope extends Construct {}

/**
 * Where a policy may stand in a cluster: below it, or below a scope of its namespace where another namespace has its id;
 * undefined where the id is taken.
 */
export function freeScope(cluster: Construct, id: string, namespace: string): Construct | undefined {
  const first = cluster.node.tryFindChild(id);
  if (!first) return cluster;
  if (!(first instanceof GpuInferenceService) || first.namespace === namespace) return undefined;
  // No policy and no object can have a name with a space.
  const scopeId = `namespace ${namespace}`;
  const scope = (cluster.node.tryFindChild(scopeId) as Construct | undefined) ?? new NamespaceScope(cluster, scopeId);
  return scope.node.tryFindChild(id) ? undefined : scope;
}

/** The policies and other constructs of a cluster: each has a file for itself. */
export function placedIn(cluster: IConstruct): readonly IConstruct[] {
  return cluster.node.children.flatMap((child) => (child instanceof NamespaceScope ? child.node.children : [child]));
}
