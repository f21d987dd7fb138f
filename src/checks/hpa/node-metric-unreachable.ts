import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { supplyBehind } from '../../fleet/evaluation/rule-users';
import { requestOf } from '../../fleet/metric-request';
import { locationText } from '../../source/location-text';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** A metric of nodes, asked for by an HPA: it asks within its namespace, and nodes have none. */
export const nodeMetricUnreachable = defineCheck<AutoscalerMetric>({
  id: 'hpa/node-metric-unreachable',
  severity: 'error',
  title: 'an HPA asks for a metric that exists only for nodes',
  subjects: (fleet) =>
    fleet.hpas
      .flatMap(({ metrics }) => metrics)
      .filter(({ reading }) => reading.source === 'Object' || reading.source === 'Pods'),
  run(metric, { fleet, project, snapshot }) {
    const request = requestOf(metric);
    if (request?.api !== 'custom') return notCheckable('the metric cannot be read');
    if (request.resource.resource === 'nodes' && request.resource.group === '') {
      return failed({
        at: metric.autoscaler.manifest.at(metric.reading.describedObject.kind.path),
        message: `${request.name} of a Node is never found: an HPA asks within its own namespace, and the adapter serves metrics of nodes without one`,
        help: 'Take a metric of the pods. The metrics of nodes are for direct requests only.',
        evidence: { metric: request.name },
      });
    }
    const supply = supplyBehind(metric, fleet, project, snapshot);
    if (supply?.is === 'unknown') return notCheckable(supply.reason);
    if (supply?.is !== 'otherResources' || supply.resources.some((resource) => resource !== 'nodes')) return passed;
    return failed({
      at: metric.place,
      message: `the rule at ${locationText(supply.rule.at('/resources'))} maps ${request.name} to nodes alone: a Pods metric needs a value for each pod, and no HPA can read one of a node`,
      help: 'Map the labels that name the pod and its namespace; where the series have none, scale on a metric of the container.',
      evidence: { metric: request.name },
    });
  },
});
