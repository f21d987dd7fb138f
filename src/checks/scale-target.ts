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
  const alike = nearestWorkloads(autoscaler, fleet);
  return failed({
    at: autoscaler.manifest.at(name.path),
    message: `${target.what} is not among the manifests, so there is nothing to scale`,
    help:
      sameName(autoscaler, kind.value!, fleet) ?? (alike.length > 0 ? `Did you mean ${alike.join(' or ')}?` : ADVICE),
    evidence: { nearest: [...alike] },
  });
}

const ADVICE = 'Give the autoscaler the name of a workload in its own namespace, or add the workload.';

function nearestWorkloads({ object, targetReading: { kind, name } }: Autoscaler, fleet: Fleet): readonly string[] {
  const here = fleet.workloads.filter((workload) => {
    return workload.object.kind === kind.value && workload.object.namespace === object.namespace;
  });
  return nearest(
    name.value!,
    here.map((workload) => workload.object.name),
  );
}

/** Where a workload of the same name is of another kind, or in another namespace. */
function sameName({ object, targetReading }: Autoscaler, wanted: string, fleet: Fleet): string | undefined {
  const namesakes = fleet.workloads
    .map((workload) => workload.object)
    .filter(({ name }) => name === targetReading.name.value);
  const ofOtherKind = namesakes.find(({ namespace }) => namespace === object.namespace);
  if (ofOtherKind) return `A ${ofOtherKind.kind} of that name is there: write kind: ${ofOtherKind.kind}.`;
  const elsewhere = namesakes.find(({ kind }) => kind === wanted);
  if (!elsewhere) return undefined;
  return `A ${wanted} of that name is in namespace ${elsewhere.namespace}; an autoscaler scales only in its own namespace.`;
}
