import { ackBuiltInOf } from '../adapter/ack-built-in-metrics';
import { answerOf, offerOf, resourcesOf } from '../adapter/rule-offer';
import { isSameResource } from '../adapter/rules/resource-association';
import type { DeclaredMetric, ProjectConfig } from '../config/project-config';
import type { AdapterDialect } from '../kubernetes/cluster-facts';
import { locationText } from '../source/location-text';
import { nearest } from '../source/nearest';
import { isCaptured } from './capture-scope';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';
import type { MetricRequest } from './metric-request';
import { type Obstacle, obstacleOf } from './obstacle';
import { otherAdapterOf } from './other-adapter';
import type { FleetRule } from './rule-set';

/** Where an API metric comes from. */
export type Supply =
  /** The adapter lists it, from this series. */
  | { readonly is: 'served'; readonly rule: FleetRule; readonly series: string }
  /** A rule would serve it; without a snapshot nobody knows whether its series exist. */
  | { readonly is: 'expected'; readonly rule: FleetRule }
  /** `foresail.yaml` says that another adapter serves it. */
  | { readonly is: 'declared'; readonly metric: DeclaredMetric }
  /** The ACK adapter makes it itself, from a cloud service. */
  | { readonly is: 'builtIn' }
  /** A rule lists it, and every request fails. */
  | { readonly is: 'unanswered'; readonly rule: FleetRule; readonly obstacle: Obstacle }
  /** The name exists, for other resources only. */
  | { readonly is: 'otherResources'; readonly rule: FleetRule; readonly resources: readonly string[] }
  /** A rule would serve it, and has no series for it, although the snapshot was asked for them. */
  | { readonly is: 'withoutSeries'; readonly rule: FleetRule }
  /** No rule can serve it. `otherApi`: a rule of the other metrics API has the name. */
  | { readonly is: 'missing'; readonly near: readonly string[]; readonly otherApi: FleetRule | undefined }
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
  if (request.name.includes('${'))
    return unknown(`the name ${request.name} holds a placeholder, which is filled in later`);
  // The ACK adapter looks its own metrics up first.
  const builtIn = request.api === 'external' ? ackBuiltInOf(request.name) : undefined;
  const dialect = dialectOf(fleet);
  if (builtIn === 'listed' && dialect === 'ack') return { is: 'builtIn' };
  return (
    (snapshot && servedBy(request, fleet, snapshot)) ??
    builtInDoubt(request, builtIn, dialect) ??
    otherAdapter(request) ??
    doubtAbout(request, fleet, snapshot) ??
    byText(request, fleet, snapshot)
  );
}

function unknown(reason: string): Supply {
  return { is: 'unknown', reason };
}

function declares(
  { api, name, resource, cluster }: DeclaredMetric,
  request: MetricRequest,
  clusterName: string,
): boolean {
  if (api !== request.api || name !== request.name || (cluster !== undefined && cluster !== clusterName)) return false;
  return request.api === 'external' || (resource ?? 'pods') === request.resource.resource;
}

/** Which adapter reads the rules of a fleet; undefined where nothing tells, or two do. */
function dialectOf({ context, ruleSets }: Fleet): AdapterDialect | undefined {
  if (context.dialect) return context.dialect;
  const dialects = new Set(ruleSets.map(({ dialect, dialectIsKnown }) => (dialectIsKnown ? dialect : undefined)));
  return dialects.size === 1 ? [...dialects][0] : undefined;
}

function builtInDoubt(
  { name }: MetricRequest,
  builtIn: 'listed' | 'family' | undefined,
  dialect: AdapterDialect | undefined,
): Supply | undefined {
  if (builtIn === undefined || dialect === 'upstream') return undefined;
  if (dialect === 'ack')
    return unknown(`${name} is called like a metric of the ACK adapter's own, and is none that is known`);
  return unknown(
    `the ACK adapter may serve ${name} itself, and prometheus-adapter does not: say which adapter it is, with --dialect or pipeline in foresail.yaml`,
  );
}

function otherAdapter(request: MetricRequest): Supply | undefined {
  const adapter = otherAdapterOf(request);
  if (adapter === undefined) return undefined;
  const { api, name } = request;
  const resource =
    request.api === 'custom' && request.resource.resource !== 'pods' ? `, resource: ${request.resource.resource}` : '';
  return unknown(
    `${name} is called like a metric of ${adapter}, which is not checked: if that serves it, declare it under metrics in foresail.yaml: {api: ${api}, name: "${name}"${resource}, servedBy: ...}`,
  );
}

/** What keeps the rules from telling anything. */
function doubtAbout(request: MetricRequest, fleet: Fleet, snapshot: FleetSnapshot | undefined): Supply | undefined {
  const { ruleSets } = fleet;
  if (ruleSets.length === 0) return unknown('no adapter rules are among the files');
  const broken = ruleSets.find(({ loads }) => !loads);
  if (broken) return unknown(`the adapter's configuration in ${broken.source.span.file.name} does not load`);
  const maps = ruleSets.map(({ source }) => source.manifest?.object.name);
  const absent = ruleSets.find(({ source: { existing } }) => existing !== undefined && !maps.includes(existing));
  if (absent) return unknown(`the adapter reads the ConfigMap ${absent.source.existing}, which is not among the files`);
  for (const rule of ruleSets.flatMap((set) => set.rulesFor(request.api))) {
    const query = rule.seriesQuery(snapshot?.snapshot.store.facts.semantics);
    if (query.kind !== 'refused') continue;
    return unknown(
      `the adapter lists no ${request.api} metric at all while Prometheus refuses the seriesQuery at ${placeOf(rule)} (${query.message})`,
    );
  }
  return undefined;
}

function servedBy(request: MetricRequest, fleet: Fleet, snapshot: FleetSnapshot): Supply | undefined {
  let unanswered: Supply | undefined;
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
    if (!entry || !rule) continue;
    const obstacle = obstacleOf(rule, request);
    if (!obstacle) return { is: 'served', rule, series: entry.seriesName };
    unanswered ??= { is: 'unanswered', rule, obstacle };
  }
  return unanswered;
}

/** What the text of the rules says where no listing does. */
function byText(request: MetricRequest, fleet: Fleet, snapshot: FleetSnapshot | undefined): Supply {
  const rules = fleet.ruleSets.flatMap((set) => set.rulesFor(request.api));
  const able = rules.filter((rule) => answer(rule, request) === 'perhaps');
  const possible = able.find((rule) => !obstacleOf(rule, request));
  if (possible && !snapshot) return { is: 'expected', rule: possible };
  if (possible) return withoutSeries(possible, able, snapshot!);
  const unsure = rulesUnderAck(request, fleet).find((rule) => answer(rule, request) === 'perhaps');
  if (unsure) {
    return unknown(
      `the rule at ${placeOf(unsure)} serves it under the ACK adapter, and not under prometheus-adapter: say which adapter it is, with --dialect or pipeline in foresail.yaml`,
    );
  }
  if (
    fleet.ruleSets.some(
      ({ source, dialect }) => source.addsDefaultRules && (request.api === 'custom' || dialect === 'ack'),
    )
  ) {
    return unknown("the chart's default rules are on, and they may serve it");
  }
  const blocked = able[0];
  if (blocked) return { is: 'unanswered', rule: blocked, obstacle: obstacleOf(blocked, request)! };
  const other = rules.find((rule) => answer(rule, request) === 'other-resources');
  if (other) return { is: 'otherResources', rule: other, resources: resourcesOf(other.compiled) };
  const names = rules.flatMap(({ compiled }) => offerOf(compiled).apiName ?? []);
  return { is: 'missing', near: nearest(request.name, names), otherApi: inOtherApi(request, fleet) };
}

/** A rule is there, and the snapshot lists nothing from it. */
function withoutSeries(rule: FleetRule, able: readonly FleetRule[], snapshot: FleetSnapshot): Supply {
  const semantics = snapshot.snapshot.store.facts.semantics;
  const captured = able.every((candidate) => isCaptured(candidate.seriesQuery(semantics), snapshot));
  return captured
    ? { is: 'withoutSeries', rule }
    : unknown(`${snapshot.file} was not asked for all series of the rule at ${placeOf(rule)}`);
}

/** Rules that are no external ones for upstream, and would be for ACK, where nothing tells which of them reads them. */
function rulesUnderAck({ api }: MetricRequest, { ruleSets }: Fleet): readonly FleetRule[] {
  return api === 'external'
    ? ruleSets.filter(({ dialectIsKnown }) => !dialectIsKnown).flatMap((set) => set.rulesFor('custom'))
    : [];
}

function inOtherApi({ api, name }: MetricRequest, { ruleSets }: Fleet): FleetRule | undefined {
  return ruleSets
    .flatMap((set) => set.rulesFor(api === 'custom' ? 'external' : 'custom'))
    .find(({ compiled }) => offerOf(compiled).apiName === name);
}

function answer({ compiled }: FleetRule, request: MetricRequest) {
  return answerOf(compiled, request.name, request.api === 'custom' ? request.resource : undefined);
}

function placeOf(rule: FleetRule): string {
  return locationText(rule.at('/seriesQuery'));
}
