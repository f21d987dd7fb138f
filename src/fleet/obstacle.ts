import { isSameResource } from '../adapter/rules/resource-association';
import { findResource } from '../kubernetes/resource-table';
import type { MetricRequest } from './metric-request';
import type { FleetRule } from './rule-set';

/** Why a rule that lists a metric cannot answer for it. */
export type Obstacle =
  /** No label is mapped to namespaces, and the request names one. */
  | 'noNamespaceLabel'
  /** There is no metricsQuery. */
  | 'noQuery'
  /** The adapter lists the resource without namespace, and an autoscaler always asks within its own. */
  | 'notNamespaced';

const NAMESPACES = findResource({ resource: 'namespaces' })!;
/** Source: prometheus-adapter, pkg/naming: these are registered without namespace, everything but namespaces with one. */
const UNNAMESPACED = ['nodes', 'persistentvolumes'];

/** Why a rule cannot answer a request of an autoscaler, although it lists the metric. */
export function obstacleOf(
  { compiled: { rule, association } }: FleetRule,
  request: MetricRequest,
): Obstacle | undefined {
  if (rule.metricsQuery.trim() === '') return 'noQuery';
  if (request.api === 'custom') {
    const { group, resource } = request.resource;
    if (isSameResource(request.resource, NAMESPACES)) return undefined;
    if (group === '' && UNNAMESPACED.includes(resource)) return 'notNamespaced';
  } else if (rule.resources?.namespaced === false) {
    return undefined;
  }
  return association.labelOf(NAMESPACES) === undefined ? 'noNamespaceLabel' : undefined;
}
