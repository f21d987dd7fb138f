import { metricOf } from '../autoscaling/hpa/controller-view';
import { requestStateOf, type UtilizationOf } from '../autoscaling/workload/missing-request';
import { describeObject } from '../source/finding';
import type { Autoscaler, AutoscalerMetric } from './autoscaler';
import type { Fleet } from './fleet';

/** Whether the pods of an autoscaler's target request what it measures in percent of. */
export type ResourceRequest =
  | { readonly is: 'given' }
  /** `what` is the rest of a sentence: which containers have no request. */
  | { readonly is: 'missing'; readonly what: string; readonly containers: readonly string[] }
  | { readonly is: 'unknown'; readonly reason: string };

const SERVED = ['cpu', 'memory'];
/** What the API server adds to an HPA without metrics: cpu at 80 %. */
export const DEFAULT_UTILIZATION: UtilizationOf = { resource: 'cpu', container: undefined };

/** What a metric is a utilization of, as the controller reads it; undefined for any other metric. */
export function utilizationOf({ reading }: AutoscalerMetric): UtilizationOf | undefined {
  const metric = metricOf(reading);
  if (metric?.type !== 'Resource' && metric?.type !== 'ContainerResource') return undefined;
  if (metric.target.type !== 'Utilization' || !SERVED.includes(metric.name)) return undefined;
  return { resource: metric.name, container: metric.type === 'ContainerResource' ? metric.container : undefined };
}

/** Looks the requests up in the pod template of the target. */
export function resourceRequestOf(autoscaler: Autoscaler, asked: UtilizationOf, fleet: Fleet): ResourceRequest {
  const target = fleet.targetOf(autoscaler);
  if (target.is === 'unknown') return target;
  if (target.is === 'missing') return { is: 'unknown', reason: `${target.what} is not among the manifests` };
  const { workload } = target;
  const owner = describeObject(workload.object);
  // Of a group, the HPA sees the leaders alone.
  const [pods] = workload.podSets;
  const state = pods ? requestStateOf(pods, asked, fleet.context.kubernetes) : ({ is: 'unread' } as const);
  switch (state.is) {
    case 'given':
      return state;
    case 'unread':
      return { is: 'unknown', reason: `no container of ${owner} can be read` };
    case 'noContainer':
      return {
        is: 'unknown',
        reason: `${owner} has no container ${state.name}; something may put it into the pods`,
      };
    case 'ofPod':
      return {
        is: 'unknown',
        reason: `${owner} has resources for the whole pod, and whether they count for ${asked.resource} is not told`,
      };
    case 'missing': {
      const range = limitRangeIn(autoscaler.object.namespace, fleet);
      if (range !== undefined) {
        const reason = `the LimitRange ${range} may give the containers of ${owner} a request, and it is not modelled`;
        return { is: 'unknown', reason };
      }
      const { containers } = state;
      const who =
        containers.length === 1
          ? `the container ${containers[0]} of ${owner} has`
          : `the containers ${containers.join(', ')} of ${owner} have`;
      return { is: 'missing', what: `${who} neither a request nor a limit for ${asked.resource}`, containers };
    }
  }
}

/** A namespace that is not written may be any. */
function limitRangeIn(namespace: string | undefined, { notModelled }: Fleet): string | undefined {
  return notModelled.find(
    ({ object }) => object?.kind === 'LimitRange' && (object.namespace === undefined || object.namespace === namespace),
  )?.object?.name;
}
