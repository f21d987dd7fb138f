import { HAND_OVER_ANNOTATION } from '../../autoscaling/hand-over';
import type { Autoscaler } from '../../fleet/autoscaler';
import { describeObject } from '../../source/finding';
import { pointer } from '../../source/pointer';
import { defineCheck, failed, notCheckable, passed } from '../check';
import { distinctAutoscalers, namesOf } from '../distinct-autoscalers';

/** A replica count in Git beside an autoscaler that writes it too: every sync resets what the autoscaler did. */
export const replicasSet = defineCheck<Autoscaler>({
  id: 'gitops/replicas-set',
  severity: 'error',
  title: 'a workload has both a replica count and an autoscaler that acts',
  subjects: (fleet) => fleet.autoscalers.filter(({ acts }) => acts),
  run(autoscaler, { fleet }) {
    const target = fleet.targetOf(autoscaler);
    if (target.is === 'unknown') return notCheckable(target.reason);
    if (target.is === 'missing') return notCheckable(`${target.what} is not among the manifests`);
    const { manifest, object } = target.workload;
    const replicas = manifest.valueAt('/spec/replicas') ?? null;
    if (replicas === null) return passed;
    const all = distinctAutoscalers(fleet.autoscalersOn(fleet.targetNameOf(autoscaler)!));
    const writers = all.filter(({ acts }) => acts);
    // One count is one finding, reported with the first of them.
    if (writers[0] !== autoscaler) return passed;
    const fault = {
      at: manifest.at('/spec/replicas'),
      object,
      evidence: { replicas, autoscalers: writers.map((writer) => describeObject(writer.object)) },
    };
    if (manifest.has(`/metadata/annotations${pointer(HAND_OVER_ANNOTATION)}`)) {
      return failed({
        ...fault,
        severity: 'info',
        message: `spec.replicas stays for the release in which ${namesOf(writers)} takes over`,
        help: 'Once another manager owns the field, remove handOver from the policy. See docs/hand-over.md.',
      });
    }
    return failed({
      ...fault,
      message: `spec.replicas is ${JSON.stringify(replicas)}, and ${namesOf(writers)} ${writers.length > 1 ? 'write' : 'writes'} the count too: every sync sets it back to ${JSON.stringify(replicas)}`,
      help: 'Remove replicas. Where the workload already runs, do it in two steps, or the API server fills in 1: first let the autoscaler own the field.',
    });
  },
});
