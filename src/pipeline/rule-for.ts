import type { AdapterRule, GroupResource, NameMapping } from '../adapter/rules/types';
import type { ResourceLabels } from '../metrics/label-convention';
import { type MetricDefinition, nameOfService, nameOverPods } from '../metrics/metric-definition';
import { metricsQuery, type QuerySubject } from './metrics-query';

/**
 * What somebody wants served: a metric for each pod, for each node, for the Service of a service, or one value for all pods
 * that a selector names.
 */
export interface RuleRequest {
  readonly metric: MetricDefinition;
  readonly by: 'pod' | 'node' | 'service' | 'selector';
  /** With `selector`: whether the series may be of any namespace, and not only of the one that asks. */
  readonly anyNamespace?: boolean;
}

/** A Kubernetes resource that a rule serves its metric for. */
export type ServedResource = 'namespace' | 'node' | 'pod' | 'service';

/** A rule, and the API metrics it makes. */
export interface ServedRule {
  readonly rule: AdapterRule;
  /** The list that it belongs to, where the adapter has two. */
  readonly list: 'rules' | 'externalRules';
  readonly name: string;
  readonly resources: readonly ServedResource[];
}

/** What a cluster's series are like. */
export interface SeriesFacts {
  readonly labels: ResourceLabels;
  /** The window in which counters are rated, as PromQL has it. */
  readonly rateWindow: string;
}

/** The adapter rule that serves a request. */
export function ruleFor(request: RuleRequest, { labels, rateWindow }: SeriesFacts): ServedRule {
  const { metric, by } = request;
  const resources = request.anyNamespace ? [] : resourcesOf(metric, by);
  const name = apiName(request);
  return {
    name,
    resources,
    list: by === 'selector' ? 'externalRules' : 'rules',
    rule: {
      seriesQuery: seriesQuery(metric, resources, labels),
      resources: request.anyNamespace ? { namespaced: false } : { overrides: overrides(resources, labels) },
      ...naming(metric, name),
      metricsQuery: metricsQuery(metric, rateWindow, subjectOf(by, labels)),
    },
  };
}

function subjectOf(by: RuleRequest['by'], { pod: podLabel }: ResourceLabels): QuerySubject {
  return by === 'selector' || by === 'service' ? { of: 'pods', podLabel } : { of: 'object' };
}

/** A sum has another name than the metric of each pod: one adapter lists both kinds from one list of rules. */
export function apiName({ metric, by }: RuleRequest): string {
  if (by === 'service') return nameOfService(metric.name);
  return by === 'selector' && metric.additive ? nameOverPods(metric.name) : metric.name;
}

/**
 * A container's series can be read by pod, node and namespace with one query. A card's value by pod is another question
 * than by node, and a quotient by node would divide sums over other pods, so these get a rule for what was asked.
 */
function resourcesOf(metric: MetricDefinition, by: RuleRequest['by']): readonly ServedResource[] {
  if (by === 'selector') return ['namespace'];
  if (by === 'service') return ['namespace', 'service'];
  if (metric.scope === 'container' && metric.denominator === undefined) {
    return metric.exporter === 'service' ? ['namespace', 'pod'] : ['namespace', 'node', 'pod'];
  }
  return by === 'node' ? ['node'] : ['namespace', 'pod'];
}

/** Series of cards that nobody uses carry no pod: without the matchers they would be read as the pod with no name. */
function seriesQuery(metric: MetricDefinition, resources: readonly ServedResource[], labels: ResourceLabels): string {
  const required = resources.includes('node') ? [] : resources;
  return `${metric.series}{${required.map((resource) => `${labelOf(resource, labels)}!=""`).join(',')}}`;
}

function overrides(
  resources: readonly ServedResource[],
  labels: ResourceLabels,
): { readonly [label: string]: GroupResource } {
  return Object.fromEntries(resources.map((resource) => [labelOf(resource, labels), { resource }]));
}

/** Only what a service exports itself names its Service, and only that is asked for by Service. */
function labelOf(resource: ServedResource, labels: ResourceLabels): string {
  const label = labels[resource];
  if (label === undefined) throw new RangeError(`the series name no ${resource}`);
  return label;
}

function naming({ series, rename, name: own }: MetricDefinition, name: string): { readonly name?: NameMapping } {
  if (rename && name === own) return { name: rename };
  return name === series ? {} : { name: { matches: `^${series}$`, as: name } };
}
