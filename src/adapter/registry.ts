import type { ApiResource } from '../kubernetes/resource-table';
import { compareText } from '../series/labels';
import type { DiscoveredRule } from './rule-discovery';
import type { CompiledRule } from './rules/load';
import { resourceKey } from './rules/resource-association';

/** A rule and a series name that give the same API metric. */
export interface Claim {
  readonly rule: CompiledRule;
  readonly seriesName: string;
}

/**
 * `within-rule`: several series names of one rule; which one is served depends on the order of Prometheus' answer.
 * `across-rules`: several rules; the last in the file is served.
 */
export type MetricConflict = 'within-rule' | 'across-rules';

/** A metric of the external metrics API; always listed as namespaced. */
export interface ExternalMetric extends Claim {
  /** The API name; also its entry in the listing. */
  readonly name: string;
  /** In the order of registration; the last one is served. */
  readonly claims: readonly Claim[];
  readonly conflict: MetricConflict | undefined;
}

/** A metric of the custom metrics API, for one resource. */
export interface CustomMetric extends ExternalMetric {
  readonly resource: ApiResource;
  readonly namespaced: boolean;
  /** `pods/name`, as the listing has it. */
  readonly entry: string;
}

/** Registers the metrics of `rules`, in order; later ones replace earlier ones with the same key. Sorted by entry. */
export function registerCustom(rules: readonly DiscoveredRule[]): readonly CustomMetric[] {
  const registered = new Map<string, { resource: ApiResource; name: string; claims: Claim[] }>();
  for (const { rule, matched } of rules) {
    for (const { name: seriesName, apiName, resources } of matched) {
      for (const resource of resources) {
        const key = `${resourceKey(resource)}/${apiName}`;
        const claims = registered.get(key)?.claims ?? [];
        claims.push({ rule, seriesName });
        registered.set(key, { resource, name: apiName, claims });
      }
    }
  }
  return sortedByKey(registered).map(([entry, { resource, name, claims }]) => ({
    resource,
    namespaced: isNamespaced(resource),
    entry,
    name,
    ...served(claims),
  }));
}

/** Registers external metrics: the name alone is the key, and labels play no part. */
export function registerExternal(rules: readonly DiscoveredRule[]): readonly ExternalMetric[] {
  const registered = new Map<string, Claim[]>();
  for (const { rule, matched } of rules) {
    for (const { name: seriesName, apiName } of matched) {
      const claims = registered.get(apiName) ?? [];
      claims.push({ rule, seriesName });
      registered.set(apiName, claims);
    }
  }
  return sortedByKey(registered).map(([name, claims]) => ({ name, ...served(claims) }));
}

/** The adapter lists in random order; ours is the same every time. */
function sortedByKey<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => compareText(a, b));
}

function served(claims: readonly Claim[]): Claim & Pick<ExternalMetric, 'claims' | 'conflict'> {
  return { ...claims.at(-1)!, claims, conflict: conflictOf(claims) };
}

function conflictOf(claims: readonly Claim[]): MetricConflict | undefined {
  const last = claims.at(-1)!;
  if (claims.some(({ rule, seriesName }) => rule === last.rule && seriesName !== last.seriesName)) return 'within-rule';
  return claims.some(({ rule }) => rule !== last.rule) ? 'across-rules' : undefined;
}

const UNNAMESPACED = ['namespaces', 'nodes', 'persistentvolumes'];

/** The adapter's own rule: only three core resources have no namespace, whatever the cluster says of others. */
export function isNamespaced({ group, resource }: ApiResource): boolean {
  return !(group === '' && UNNAMESPACED.includes(resource));
}
