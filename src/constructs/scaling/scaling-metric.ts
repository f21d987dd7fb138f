import type { ExternalMetric, HpaMetric, MetricIdentifier } from '../../autoscaling/hpa/model';
import type { LabelConvention } from '../../kubernetes/cluster-facts';
import { parseQuantity, type Quantity } from '../../kubernetes/quantity';
import { labelsOf } from '../../metrics/label-convention';
import { apiName } from '../../pipeline/rule-for';
import { type MetricTarget, requestOf, type TargetValues } from '../metrics/metric-target';
import type { ServiceIdentity } from '../service/service-identity';

type ExternalValues = Extract<TargetValues, { readonly kind: 'external' }>;

/** A target as the HPA model has it; undefined where the metric does not exist under the convention: an unmet need says so. */
export function scalingMetric(
  { values }: MetricTarget,
  convention: LabelConvention,
  identity: ServiceIdentity,
): HpaMetric | undefined {
  if (values.kind === 'resource') {
    const { resource, averageUtilization } = values;
    return { type: 'Resource', name: resource, target: { type: 'Utilization', averageUtilization } };
  }
  const request = requestOf(values, convention);
  if (!request) return undefined;
  const name = apiName(request);
  if (values.kind === 'external') return externalMetric(values, name, matchLabels(values, convention, identity));
  const target = { type: 'AverageValue', averageValue: quantityOf(values.averageValue) } as const;
  if (values.kind === 'pods') return { type: 'Pods', metric: { name }, target };
  const describedObject = { apiVersion: 'v1', kind: 'Service', name: identity.service ?? '' };
  return { type: 'Object', describedObject, metric: { name }, target };
}

function externalMetric(
  { threshold }: ExternalValues,
  name: string,
  labels: { readonly [label: string]: string } | undefined,
): ExternalMetric {
  const metric: MetricIdentifier = { name, ...(labels && { selector: { matchLabels: labels } }) };
  return 'value' in threshold
    ? { type: 'External', metric, target: { type: 'Value', value: quantityOf(threshold.value) } }
    : { type: 'External', metric, target: { type: 'AverageValue', averageValue: quantityOf(threshold.averageValue) } };
}

/** The labels that leave the series of one service alone; undefined where nothing tells them apart. */
export function matchLabels(
  { metric, selection }: ExternalValues,
  convention: LabelConvention,
  { container }: ServiceIdentity,
): { readonly [label: string]: string } | undefined {
  if (selection.matchLabels) return selection.matchLabels;
  const exporter = metric.definitionFor(convention)?.exporter;
  const label = exporter && labelsOf(convention, exporter).container;
  return label === undefined || container === undefined ? undefined : { [label]: container };
}

function quantityOf(value: number): Quantity {
  const quantity = parseQuantity(value);
  if (!quantity) throw new RangeError(`${value} is no quantity`);
  return quantity;
}
