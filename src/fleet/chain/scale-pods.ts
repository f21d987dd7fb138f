import { selectorTerms } from '../../adapter/metric-selector';
import { selectorText } from '../../adapter/metrics-api/selector-text';
import { selectorMatches } from '../../kubernetes/selector';
import type { Autoscaler } from '../autoscaler';
import type { Fleet } from '../fleet';
import type { ObservedPod } from '../observed/observed-pods';
import { couldOwn } from '../observed/pod-owner';
import type { Workload } from '../workload';

/** What an autoscaler scales, and how its pods are found. */
export interface ScaledTarget {
  /** `Deployment default/bert`, whether or not it is among the files. */
  readonly name: string;
  readonly workload: Workload | undefined;
  readonly namespace: string;
  /** The selector in requests for its pods; undefined where the workload is not among the files, or selects by nothing. */
  readonly selector: string | undefined;
  readonly selects: (pod: ObservedPod) => boolean;
}

/** Without the workload, pods are told by their names. */
export function scaledTarget(autoscaler: Autoscaler, fleet: Fleet): ScaledTarget {
  const target = fleet.targetOf(autoscaler);
  const workload = target.is === 'workload' ? target.workload : undefined;
  const namespace = autoscaler.object.namespace ?? 'default';
  const kind = autoscaler.targetReading.kind.value ?? '';
  const name = autoscaler.targetReading.name.value ?? '';
  const selector = workload?.selector;
  const terms = (selector && selectorTerms(selector)) ?? [];
  const selects =
    selector && terms.length > 0
      ? (pod: ObservedPod) => selectorMatches(selector, pod.labels)
      : (pod: ObservedPod) => couldOwn(kind, name, pod.name);
  return {
    name: fleet.targetNameOf(autoscaler) ?? 'what scaleTargetRef should name',
    workload,
    namespace,
    selector: terms.length > 0 ? selectorText(terms) : undefined,
    selects: (pod) => pod.namespace === namespace && selects(pod),
  };
}
