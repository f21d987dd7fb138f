import type { HpaMetric, HpaSpec, ObjectTarget } from '../autoscaling/hpa/model';
import { parseQuantity, type Quantity } from '../kubernetes/quantity';
import { hpaBehavior } from './behavior';
import type { ClusterContext } from './cluster-context';
import type { MetricTarget } from './metric-target';
import type { HpaDefinition } from './scaling-policy';

/** The policy as the HPA model has it. Thresholds are expected to be in range. */
export function hpaSpec(scaling: HpaDefinition, scaleTargetRef: ObjectTarget, cluster: ClusterContext): HpaSpec {
  return {
    scaleTargetRef,
    minReplicas: scaling.minReplicas,
    maxReplicas: scaling.maxReplicas,
    metrics: scaling.metrics.flatMap((target) => hpaMetric(target, cluster)),
    ...(scaling.behavior && { behavior: hpaBehavior(scaling.behavior) }),
  };
}

/** Nothing where the metric does not exist under the cluster's convention: an unmet need says so. */
function hpaMetric({ values }: MetricTarget, cluster: ClusterContext): readonly HpaMetric[] {
  if (values.kind === 'resource') {
    const { resource, averageUtilization } = values;
    return [{ type: 'Resource', name: resource, target: { type: 'Utilization', averageUtilization } }];
  }
  const definition = values.metric.definitionFor(cluster.facts.labelConvention);
  if (!definition) return [];
  const averageValue = quantityOf(values.averageValue);
  return [{ type: 'Pods', metric: { name: definition.name }, target: { type: 'AverageValue', averageValue } }];
}

function quantityOf(value: number): Quantity {
  const quantity = parseQuantity(value);
  if (!quantity) throw new RangeError(`${value} is no quantity`);
  return quantity;
}
