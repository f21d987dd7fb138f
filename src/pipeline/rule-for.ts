import type { AdapterRule, GroupResource } from '../adapter/rules/types';
import type { ResourceLabels } from '../metrics/label-convention';
import type { MetricDefinition } from '../metrics/metric-definition';

/** What somebody wants served: a metric for each pod, or for each node. */
export interface RuleRequest {
  readonly metric: MetricDefinition;
  readonly by: 'pod' | 'node';
}

/** A Kubernetes resource that a rule serves its metric for. */
export type ServedResource = 'namespace' | 'node' | 'pod';

/** A rule, and the API metrics it makes. */
export interface ServedRule {
  readonly rule: AdapterRule;
  readonly name: string;
  readonly resources: readonly ServedResource[];
}

const MATCHERS = '<<.LabelMatchers>>';

/** The adapter rule that serves a request where series carry these labels. */
export function ruleFor({ metric, by }: RuleRequest, labels: ResourceLabels): ServedRule {
  const resources = resourcesOf(metric, by);
  return {
    name: metric.name,
    resources,
    rule: {
      seriesQuery: seriesQuery(metric, resources, labels),
      resources: { overrides: overrides(resources, labels) },
      ...(metric.rename && { name: { matches: metric.rename.matches, as: metric.rename.as } }),
      metricsQuery: metricsQuery(metric),
    },
  };
}

/**
 * A container's series can be read by pod, node and namespace with one query. A card's value by pod is another question
 * than by node, and a quotient by node would divide sums over other pods, so these get a rule for what was asked.
 */
function resourcesOf(metric: MetricDefinition, by: 'pod' | 'node'): readonly ServedResource[] {
  if (metric.scope === 'container' && metric.denominator === undefined) {
    return metric.exporter === 'service' ? ['namespace', 'pod'] : ['namespace', 'node', 'pod'];
  }
  return by === 'node' ? ['node'] : ['namespace', 'pod'];
}

/** Series of cards that nobody uses carry no pod: without the matchers they would be read as the pod with no name. */
function seriesQuery(metric: MetricDefinition, resources: readonly ServedResource[], labels: ResourceLabels): string {
  const podOnly = resources.includes('pod') && !resources.includes('node');
  const matchers = podOnly ? [labels.namespace, labels.pod].map((label) => `${label}!=""`) : [];
  return `${metric.series}{${matchers.join(',')}}`;
}

function overrides(
  resources: readonly ServedResource[],
  labels: ResourceLabels,
): { readonly [label: string]: GroupResource } {
  return Object.fromEntries(resources.map((resource) => [labels[resource], { resource }]));
}

/** Both halves of a quotient carry the matchers: without them pods of one name in two namespaces would be added up. */
function metricsQuery({ aggregation, denominator }: MetricDefinition): string {
  const value = `${aggregation}(<<.Series>>{${MATCHERS}}) by (<<.GroupBy>>)`;
  return denominator === undefined ? value : `${value} / ${aggregation}(${denominator}{${MATCHERS}}) by (<<.GroupBy>>)`;
}
