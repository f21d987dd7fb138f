import { answerOf, offerOf, resourcesOf } from '../adapter/rule-offer';
import { isSameResource } from '../adapter/rules/resource-association';
import type { DeclaredMetric, ProjectConfig } from '../config/project-config';
import { nearest } from '../source/nearest';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';
import type { MetricRequest } from './metric-request';
import type { FleetRule, RuleSet } from './rule-set';

/** Where an API metric comes from. */
export type Supply =
  /** The adapter lists it, from this series. */
  | { readonly is: 'served'; readonly rule: FleetRule; readonly series: string }
  /** A rule would serve it; without a snapshot nobody knows whether its series exist. */
  | { readonly is: 'expected'; readonly rule: FleetRule }
  /** `foresail.yaml` says that another adapter serves it. */
  | { readonly is: 'declared'; readonly metric: DeclaredMetric }
  /** The name exists, for other resources only. */
  | { readonly is: 'otherResources'; readonly rule: FleetRule; readonly resources: readonly string[] }
  /** No rule can serve it. */
  | { readonly is: 'missing'; readonly near: readonly string[] }
  | { readonly is: 'unknown'; readonly reason: string };

/** Finds what serves a request: by the listing of a snapshot where there is one, else by the text of the rules. */
export function supplyOf(
  request: MetricRequest,
  fleet: Fleet,
  project: ProjectConfig,
  snapshot: FleetSnapshot | undefined,
): Supply {
  const declared = project.declaredMetrics.find((metric) => declares(metric, request, fleet.context.name));
  if (declared) return { is: 'declared', metric: declared };
  const found = snapshot && servedBy(request, fleet, snapshot);
  if (found) return found;
  if (fleet.ruleSets.length === 0) return { is: 'unknown', reason: 'no adapter rules are among the files' };
  if (fleet.ruleSets.some(({ loads }) => !loads)) {
    return { is: 'unknown', reason: "the adapter's configuration does not load" };
  }
  const rules = fleet.ruleSets.flatMap((set) => rulesFor(request, set));
  const possible = rules.find((rule) => answer(rule, request) === 'perhaps');
  if (possible && !snapshot) return { is: 'expected', rule: possible };
  if (possible)
    return { is: 'unknown', reason: `the snapshot holds no series from which ${where(possible)} could serve it` };
  if (fleet.ruleSets.some(({ source }) => source.addsDefaultRules)) {
    return { is: 'unknown', reason: "the chart's default rules are on, and they may serve it" };
  }
  return absent(request, rules);
}

function declares(
  { api, name, resource, cluster }: DeclaredMetric,
  request: MetricRequest,
  clusterName: string,
): boolean {
  if (api !== request.api || name !== request.name || (cluster !== undefined && cluster !== clusterName)) return false;
  return request.api === 'external' || (resource ?? 'pods') === request.resource.resource;
}

function servedBy(request: MetricRequest, fleet: Fleet, snapshot: FleetSnapshot): Supply | undefined {
  for (const set of fleet.ruleSets) {
    if (!set.loads) continue;
    const discovery = set.discover(snapshot);
    const listing = request.api === 'custom' ? discovery.custom : discovery.external;
    // One refused query hides the whole listing.
    if (listing.refused.length > 0) continue;
    const entry =
      request.api === 'custom'
        ? discovery.custom.metrics.find(
            ({ name, resource }) => name === request.name && isSameResource(resource, request.resource),
          )
        : discovery.external.metrics.find(({ name }) => name === request.name);
    const rule = entry && set.rules.find(({ compiled }) => compiled === entry.rule);
    if (entry && rule) return { is: 'served', rule, series: entry.seriesName };
  }
  return undefined;
}

/** Upstream serves the two APIs from two lists; the ACK adapter serves both from `rules`. */
function rulesFor(request: MetricRequest, set: RuleSet): readonly FleetRule[] {
  const list = request.api === 'external' && set.dialect === 'upstream' ? 'externalRules' : 'rules';
  return set.rules.filter(({ compiled }) => compiled.list === list);
}

function answer({ compiled }: FleetRule, request: MetricRequest) {
  return answerOf(compiled, request.name, request.api === 'custom' ? request.resource : undefined);
}

function absent(request: MetricRequest, rules: readonly FleetRule[]): Supply {
  const other = rules.find((rule) => answer(rule, request) === 'other-resources');
  if (other) return { is: 'otherResources', rule: other, resources: resourcesOf(other.compiled) };
  const names = rules.flatMap(({ compiled }) => offerOf(compiled).apiName ?? []);
  return { is: 'missing', near: nearest(request.name, names) };
}

function where({ compiled }: FleetRule): string {
  return `rule ${compiled.index + 1}`;
}
