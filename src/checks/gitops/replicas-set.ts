import { HAND_OVER_ANNOTATION } from '../../autoscaling/hand-over';
import type { Autoscaler } from '../../fleet/autoscaler';
import { type CountInSync, countInSync } from '../../fleet/sync/count-in-sync';
import { describeObject } from '../../source/finding';
import type { Json } from '../../source/node';
import { pointer } from '../../source/pointer';
import { defineCheck, type Fault, failed, notCheckable, passed } from '../check';
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
    const inSync = countInSync(manifest, fleet, writers);
    const isHandedOver = manifest.has(`/metadata/annotations${pointer(HAND_OVER_ANNOTATION)}`);
    if (inSync.is === 'unknown' && !isHandedOver) return notCheckable(`${inSync.by} ${inSync.reason}`);
    return failed({
      at: manifest.at('/spec/replicas'),
      object,
      evidence: {
        replicas,
        autoscalers: writers.map((writer) => describeObject(writer.object)),
        ...(inSync.is === 'ignored' && { ignoredBy: inSync.by }),
      },
      ...(isHandedOver ? handedOver(writers) : besideThem(replicas, writers, inSync)),
    });
  },
});

type Words = Pick<Fault, 'message' | 'help' | 'severity'>;

function handedOver(writers: readonly Autoscaler[]): Words {
  return {
    severity: 'info',
    message: `spec.replicas stays for the release in which ${namesOf(writers)} takes over`,
    help: 'Once another manager owns the field, remove handOver from the policy. See docs/hand-over.md.',
  };
}

function besideThem(replicas: Json, writers: readonly Autoscaler[], inSync: CountInSync): Words {
  const count = JSON.stringify(replicas);
  const both = `spec.replicas is ${count}, and ${namesOf(writers)} ${writers.length > 1 ? 'write' : 'writes'} the count too`;
  if (inSync.is === 'ignored') return ignored(`${both}: ${inSync.by} ${inSync.how}`, replicas, writers);
  if (inSync.is === 'lacking') {
    return {
      message: `${both}: every sync sets it back to ${count}, because ${inSync.by} ignores the difference without ${inSync.lack}`,
      help: `Add ${inSync.lack} to ${inSync.by}: without it the difference is hidden, and written all the same.`,
    };
  }
  return {
    message: `${both}: every sync sets it back to ${count}`,
    help: 'Remove replicas. Where the workload already runs, do it in two steps, or the API server fills in 1: first let the autoscaler own the field.',
  };
}

function ignored(said: string, replicas: Json, writers: readonly Autoscaler[]): Words {
  // Source: the HPA controller leaves a target with 0 replicas alone, unless it has scaled it there.
  if (replicas === 0 && writers.some(({ is }) => is === 'hpa')) {
    return {
      severity: 'warning',
      message: `${said}; where the workload is created, it starts with 0, which switches an HPA off`,
      help: 'Remove replicas: a new workload then starts with 1.',
    };
  }
  return {
    severity: 'info',
    message: `${said}, so no sync sets it back`,
    help: 'Nothing to mend while that stands. The count is used when the workload is created.',
  };
}
