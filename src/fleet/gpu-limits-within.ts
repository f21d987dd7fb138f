import { gpuAllocationOf } from '../autoscaling/workload/gpu-request';
import { parseQuantity } from '../kubernetes/quantity';
import type { MappingNode, SourceNode } from '../source/node';

/**
 * The GPU resources of which some `limits` within an object, whatever its kind, allow more than none: in pod templates, and
 * where a resource of its own has containers' resources. Aliases share nodes, so each node is looked at once.
 */
export function gpuLimitsWithin(root: SourceNode): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<SourceNode>();
  const visit = (node: SourceNode): void => {
    if (node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'sequence') {
      for (const item of node.items) visit(item);
      return;
    }
    for (const [key, { value }] of node.entries) {
      if (key === 'limits' && value.kind === 'mapping') for (const resource of limitedIn(value)) found.add(resource);
      visit(value);
    }
  };
  visit(root);
  return [...found];
}

/** A quantity that cannot be read may be any. */
function limitedIn({ entries }: MappingNode): readonly string[] {
  return [...entries].flatMap(([resource, { value }]) => {
    if (gpuAllocationOf(resource) === undefined) return [];
    const isNone = value.kind === 'scalar' && parseQuantity(value.text)?.toNumber() === 0;
    return isNone ? [] : resource;
  });
}
