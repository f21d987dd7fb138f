import type { AutoscalerMetric } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import { requestOf, requestText } from '../../fleet/metric-request';
import { supplyOf } from '../../fleet/supply';
import { defineCheck, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { locationText } from '../location-text';

/** The API metric that an autoscaler asks for, against what the adapter lists. */
export const metricNotExposed = defineCheck<AutoscalerMetric>({
  id: 'hpa/metric-not-exposed',
  severity: 'error',
  title: 'no rule of the adapter serves the metric an autoscaler asks for',
  subjects: metricsFromAdapters,
  run(metric, { fleet, project, snapshot }) {
    const request = requestOf(metric);
    if (!request) return notCheckable('the metric names no API metric that is known');
    const supply = supplyOf(request, fleet, project, snapshot);
    const asked = requestText(request);
    const fault = { at: metric.place, evidence: { api: request.api, metric: asked } };
    switch (supply.is) {
      case 'served':
      case 'declared':
        return passed;
      case 'expected':
        return withoutSnapshot;
      case 'unknown':
        return notCheckable(supply.reason);
      case 'otherResources':
        return failed({
          ...fault,
          message: `the adapter does not list ${asked}: the rule at ${locationText(supply.rule.place)} serves it only for ${supply.resources.join(', ')}`,
          help: 'Map the labels that name pod and namespace in the rule, or take a metric of the container: a value per node says nothing about one pod.',
          evidence: { ...fault.evidence, resources: [...supply.resources] },
        });
      case 'missing':
        return failed({
          ...fault,
          message: `no rule of the adapter serves ${asked}, so the autoscaler reads <unknown> and does not scale`,
          help:
            supply.near.length > 0
              ? `Rules serve ${supply.near.join(', ')}: did you mean one of them?`
              : 'Add a rule for it. If another adapter serves it, declare it under "metrics" in foresail.yaml.',
          evidence: { ...fault.evidence, nearest: [...supply.near] },
        });
    }
  },
});

/** Metrics that come through the custom or external metrics API. */
function metricsFromAdapters(fleet: Fleet): readonly AutoscalerMetric[] {
  return fleet.autoscalers
    .flatMap(({ metrics }) => metrics)
    .filter(({ reading }) => reading.source === 'Pods' || reading.source === 'Object' || reading.source === 'External');
}
