import { HAND_OVER_ANNOTATION } from '../../autoscaling/hand-over';
import type { Autoscaler } from '../../fleet/autoscaler';
import { describeObject } from '../../source/finding';
import { pointer } from '../../source/pointer';
import { defineCheck, failed, notCheckable, passed } from '../check';

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
    const { workload } = target;
    if (!workload.manifest.has('/spec/replicas')) return passed;
    const replicas = workload.replicas ?? null;
    const writer = describeObject(autoscaler.object);
    const fault = {
      at: workload.manifest.at('/spec/replicas'),
      object: workload.object,
      evidence: { replicas, autoscaler: writer },
    };
    if (workload.manifest.has(`/metadata/annotations${pointer(HAND_OVER_ANNOTATION)}`)) {
      return failed({
        ...fault,
        severity: 'info',
        message: `spec.replicas stays for the release in which ${writer} takes over`,
        help: 'Once the autoscaler has written the count, remove handOver from the policy.',
      });
    }
    return failed({
      ...fault,
      message: `spec.replicas is ${replicas}, and ${writer} writes the count too: every sync sets it back to ${replicas}`,
      help: 'Remove replicas. Where the workload already runs, do it in two steps, or the API server fills in 1: first let the autoscaler own the field.',
    });
  },
});
