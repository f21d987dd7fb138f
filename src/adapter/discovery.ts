import type { AdapterDialect } from '../kubernetes/cluster-facts';
import type { SeriesStore } from '../series/series-store';
import { type CustomMetric, type ExternalMetric, registerCustom, registerExternal } from './registry';
import { type DiscoveredRule, discoverRule } from './rule-discovery';
import type { CompiledRule, LoadedConfig } from './rules/load';
import { parseSeriesQuery, type SeriesQuery } from './series-query';
import { seriesInWindow, type TimeWindow } from './time-window';

export interface DiscoveryOptions {
  /**
   * When the adapter asks, in ms since the epoch.
   * @default - the whole snapshot counts as recent
   */
  readonly now?: number;
  /**
   * How far back a series may have had its last sample: the flag --metrics-max-age, in ms.
   * @default 600000, for ACK 1200000
   */
  readonly maxAgeMs?: number;
  /**
   * `ack` serves every rule as an external metric too, and ignores `externalRules`.
   * @default 'upstream'
   */
  readonly dialect?: AdapterDialect;
}

/** A `seriesQuery` that Prometheus refuses: the refresh it belongs to fails as a whole, and hides all other rules. */
export interface RefusedQuery {
  readonly rule: CompiledRule;
  readonly message: string;
  readonly help: string;
}

/** What the adapter finds and serves. */
export interface Discovery {
  readonly dialect: AdapterDialect;
  /** Every rule that loads, custom first, with what became of it. */
  readonly rules: readonly DiscoveredRule[];
  /** custom.metrics.k8s.io; without `rules` that API is not served at all. */
  readonly custom: MetricsApiListing<CustomMetric>;
  /** external.metrics.k8s.io. */
  readonly external: MetricsApiListing<ExternalMetric>;
}

export interface MetricsApiListing<Metric> {
  /** False where the adapter does not register this API. */
  readonly served: boolean;
  /** What would be listed, were it not for `refused`. */
  readonly metrics: readonly Metric[];
  /** Not empty: the listing keeps its last state, which after a start is nothing. */
  readonly refused: readonly RefusedQuery[];
}

const MAX_AGE_MS: Readonly<Record<AdapterDialect, number>> = { upstream: 600_000, ack: 1_200_000 };

/**
 * Finds series in a store by the rules, and registers their API metrics, as the adapter does at a refresh. An entry is
 * listed as soon as one series carries the label; that says nothing about a particular pod. Never throws.
 *
 * @returns both listings, sorted, with all that claim an entry, and what became of each rule. Where `refused` is not empty,
 * the adapter keeps its last listing, which after a start is empty
 */
export function discover(config: LoadedConfig, store: SeriesStore, options: DiscoveryOptions = {}): Discovery {
  const dialect = options.dialect ?? 'upstream';
  const select = selection(store, windowOf(options, dialect));
  const custom = config.rules.map((rule) => discoverRule(rule, select(rule)));
  const external = dialect === 'ack' ? custom : config.externalRules.map((rule) => discoverRule(rule, select(rule)));
  return {
    dialect,
    rules: dialect === 'ack' ? custom : [...custom, ...external],
    custom: {
      served: dialect === 'ack' || config.rules.length > 0,
      metrics: registerCustom(custom),
      refused: refusedOf(custom),
    },
    external: {
      served: dialect === 'ack' || config.externalRules.length > 0,
      metrics: registerExternal(external),
      refused: refusedOf(external),
    },
  };
}

function windowOf({ now, maxAgeMs }: DiscoveryOptions, dialect: AdapterDialect): TimeWindow | undefined {
  return now === undefined ? undefined : { start: now - (maxAgeMs ?? MAX_AGE_MS[dialect]), end: now };
}

/** Rules with the same text share one selection, as they share one request. */
function selection(store: SeriesStore, window: TimeWindow | undefined) {
  const known = new Map<string, { readonly query: SeriesQuery; readonly series: ReturnType<typeof seriesInWindow> }>();
  return (rule: CompiledRule) => {
    const text = rule.rule.seriesQuery;
    const found = known.get(text);
    if (found) return found;
    const query = parseSeriesQuery(text, store.facts.semantics);
    const series = query.kind === 'selector' ? seriesInWindow(store.select(query.matchers), window) : [];
    const selected = { query, series };
    known.set(text, selected);
    return selected;
  };
}

function refusedOf(rules: readonly DiscoveredRule[]): readonly RefusedQuery[] {
  return rules.flatMap(({ rule, query }) =>
    query.kind === 'refused' ? [{ rule, message: query.message, help: query.help }] : [],
  );
}
