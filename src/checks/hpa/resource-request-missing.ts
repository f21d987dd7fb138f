import type { UtilizationOf } from '../../autoscaling/workload/missing-request';
import type { Autoscaler } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import { DEFAULT_UTILIZATION, resourceRequestOf, utilizationOf } from '../../fleet/resource-request';
import type { Place } from '../../source/finding';
import { defineCheck, failed, notCheckable, passed, type Subject } from '../check';

/** A metric in percent of what the pods request. */
interface Utilization extends Subject {
  readonly autoscaler: Autoscaler;
  readonly asked: UtilizationOf;
  readonly isDefault: boolean;
}

/** A utilization is a part of the request: where a container has none, the controller cannot reckon it. */
export const resourceRequestMissing = defineCheck<Utilization>({
  id: 'hpa/resource-request-missing',
  severity: 'error',
  title: 'an HPA scales on utilization, and a container requests nothing that it is a part of',
  subjects: utilizationsOf,
  run({ autoscaler, asked, isDefault, place }, { fleet }) {
    const request = resourceRequestOf(autoscaler, asked, fleet);
    if (request.is === 'given') return passed;
    if (request.is === 'unknown') return notCheckable(request.reason);
    if (autoscaler.is === 'ahpa') {
      return notCheckable(`${request.what}, and how AHPA reckons a utilization is not published`);
    }
    const { resource, container } = asked;
    const whose = container === undefined ? 'every container of the pod' : `the container ${container}`;
    return failed({
      at: place,
      message: `${isDefault ? 'without metrics the API server adds cpu at 80 %, and ' : ''}${request.what}: the controller reports "missing request for ${resource}" and does not scale on it`,
      help: `Write resources.requests.${resource} for ${whose}, or scale by averageValue.`,
      evidence: { resource, containers: [...request.containers] },
    });
  },
});

function utilizationsOf({ autoscalers }: Fleet): readonly Utilization[] {
  return autoscalers.flatMap((autoscaler): readonly Utilization[] => {
    if (autoscaler.is === 'hpa' && autoscaler.reading.metricsDefaulted) {
      return [utilization(autoscaler, DEFAULT_UTILIZATION, autoscaler.place, true)];
    }
    return autoscaler.metrics.flatMap((metric) => {
      const asked = utilizationOf(metric);
      return asked ? [utilization(autoscaler, asked, metric.place, false)] : [];
    });
  });
}

function utilization(autoscaler: Autoscaler, asked: UtilizationOf, place: Place, isDefault: boolean): Utilization {
  return { autoscaler, asked, isDefault, object: autoscaler.object, place };
}
