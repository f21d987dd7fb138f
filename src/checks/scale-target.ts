import type { Autoscaler } from '../fleet/autoscaler';
import type { Fleet } from '../fleet/fleet';
import { nearest } from '../source/nearest';
import { failed, notCheckable, passed, type Verdict } from './check';

/** Whether an autoscaler's target is among the manifests. */
export function judgeTarget(autoscaler: Autoscaler, fleet: Fleet): Verdict {
  const target = fleet.targetOf(autoscaler);
  if (target.is === 'workload') return passed;
  if (target.is === 'unknown') return notCheckable(target.reason);
  const { kind, name } = autoscaler.targetReading;
  const { namespace } = autoscaler.object;
  const alike = fleet.workloads.filter(({ object }) => object.kind === kind.value);
  const elsewhere = alike.find(({ object }) => object.name === name.value);
  const here = alike.filter(({ object }) => object.namespace === namespace).map(({ object }) => object.name);
  const near = nearest(name.value!, here);
  return failed({
    at: autoscaler.manifest.at(name.path),
    message: `${target.what} is not among the manifests, so there is nothing to scale`,
    help: elsewhere
      ? `A ${kind.value} of that name is in namespace ${elsewhere.object.namespace}; an autoscaler scales only in its own namespace.`
      : near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : 'Give the autoscaler the name of a workload in its own namespace, or add the workload.',
    evidence: { nearest: [...near] },
  });
}
