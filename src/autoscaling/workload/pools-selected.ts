import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { isWholeNumber, type NodeChoice, type NodeRequirement } from './node-choice';

/**
 * The pools on whose nodes pods may run. A pool that says otherwise about a label that the pods choose by is none of them; of the
 * others, those that are known to have most of the labels. Where the pods leave an alternative, the pools of each.
 */
export function poolsSelected({ terms }: NodeChoice, pools: readonly GpuPoolFacts[]): readonly GpuPoolFacts[] {
  const [first, ...others] = terms.map((term) => poolsOfTerm(term, pools));
  if (others.length === 0) return first ?? [];
  const all = new Set([first!, ...others].flat());
  return pools.filter((pool) => all.has(pool));
}

function poolsOfTerm(term: readonly NodeRequirement[], pools: readonly GpuPoolFacts[]): readonly GpuPoolFacts[] {
  const possible = pools.filter((pool) => term.every((requirement) => holds(requirement, pool) !== false));
  const sure = (pool: GpuPoolFacts) => term.filter((requirement) => holds(requirement, pool) === true).length;
  const most = Math.max(0, ...possible.map(sure));
  return possible.filter((pool) => sure(pool) === most);
}

/** Undefined where the pool does not say. That it has not what must not be singles it out as little. */
function holds({ key, operator, values }: NodeRequirement, { nodeSelector = {} }: GpuPoolFacts): boolean | undefined {
  const known = Object.hasOwn(nodeSelector, key) ? nodeSelector[key] : undefined;
  if (known === undefined) return undefined;
  switch (operator) {
    case 'In':
      return values.includes(known);
    case 'NotIn':
      return values.includes(known) ? false : undefined;
    case 'Exists':
      return true;
    case 'DoesNotExist':
      return false;
    case 'Gt':
      return isWholeNumber(known) && Number(known) > Number(values[0]);
    case 'Lt':
      return isWholeNumber(known) && Number(known) < Number(values[0]);
  }
}
