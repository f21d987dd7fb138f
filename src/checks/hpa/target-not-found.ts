import type { Hpa } from '../../fleet/autoscaler';
import { groupOf } from '../../fleet/recognise';
import { WORKLOAD_KINDS } from '../../fleet/workload';
import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import { defineCheck, type Fault, failed } from '../check';
import { judgeTarget } from '../scale-target';

export const targetNotFound = defineCheck<Hpa>({
  id: 'hpa/target-not-found',
  severity: 'error',
  title: 'the HPA scales a workload that is not there',
  subjects: (fleet) => fleet.hpas,
  run(hpa, { fleet }) {
    const wrong = groupFault(hpa, fleet.context.kubernetes);
    return wrong ? failed(wrong) : judgeTarget(hpa, fleet);
  },
});

/**
 * The controller looks the kind up in the group alone, and no minor we know has workloads in another group than `apps`.
 * Source: kubernetes-sigs/metrics-server#389 for `extensions`, spinnaker/spinnaker#5208 for a missing apiVersion.
 */
function groupFault({ manifest, targetReading }: Hpa, minor: KubernetesMinor): Fault | undefined {
  const { apiVersion, kind, name } = targetReading;
  if (name.value === undefined || !WORKLOAD_KINDS.some((known) => known === kind.value)) return undefined;
  const group = groupOf(apiVersion.value ?? '');
  // From 1.34 on a reference without a group is refused: hpa/admission.
  const found = group === 'extensions' || (group === '' && !atLeast(minor, '1.34'));
  if (!found) return undefined;
  return {
    at: manifest.at(apiVersion.path),
    message: `the API group "${group}" of scaleTargetRef has no ${kind.value}, so the controller finds no target (FailedGetScale)`,
    help: 'Write apiVersion: apps/v1.',
  };
}
