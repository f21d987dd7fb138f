import type { ApiResource } from '../kubernetes/resource-table';
import { labelValue, METRIC_NAME } from '../series/labels';
import type { Series } from '../series/series';
import type { CompiledRule } from './rules/load';
import { resourceKey } from './rules/resource-association';
import type { SeriesQuery } from './series-query';

/** The series of one metric name under a rule. */
export interface DiscoveredSeries {
  /** The name in Prometheus. */
  readonly name: string;
  /** May be empty, where `name.as` gives nothing. */
  readonly apiName: string;
  readonly series: readonly Series[];
  /** What the labels name, over all of these series. */
  readonly resources: readonly ApiResource[];
}

/** What became of one rule. */
export interface DiscoveredRule {
  readonly rule: CompiledRule;
  readonly query: SeriesQuery;
  /** What `seriesQuery` selects in the window. */
  readonly selected: readonly Series[];
  /** Of these, what passes `seriesFilters` and `name.matches`, by metric name. */
  readonly matched: readonly DiscoveredSeries[];
  /** Matched series whose labels name no resource: the custom metrics API does not list them. */
  readonly withoutResource: readonly Series[];
  /** Labels of `overrides` that no matched series carries; empty where nothing matched. */
  readonly labelsMissing: readonly string[];
}

/** Applies the filters, names and associations of a rule to the series that its query selects. */
export function discoverRule(
  rule: CompiledRule,
  { query, series }: { readonly query: SeriesQuery; readonly series: readonly Series[] },
): DiscoveredRule {
  const labels = new AssociatedLabels(rule);
  const matched = [...groupByName(series)]
    .filter(([name]) => rule.naming.accepts(name) && rule.filters.every((filter) => filter.accepts(name)))
    .map(([name, members]) => ({
      name,
      apiName: rule.naming.apiName(name),
      series: members,
      resources: labels.resourcesOf(members),
    }));
  const all = matched.flatMap((entry) => entry.series);
  return {
    rule,
    query,
    selected: series,
    matched,
    withoutResource: all.filter((one) => labels.resourcesOf([one]).length === 0),
    labelsMissing: all.length === 0 ? [] : labels.overridesMissingFrom(all),
  };
}

/** In the order of the series, as the adapter registers them. */
function groupByName(series: readonly Series[]): ReadonlyMap<string, readonly Series[]> {
  const groups = new Map<string, Series[]>();
  for (const one of series) {
    const name = labelValue(one.labels, METRIC_NAME);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}

/** The association of a rule, each label looked up once. */
class AssociatedLabels {
  private readonly known = new Map<string, ApiResource | undefined>();

  public constructor(private readonly rule: CompiledRule) {}

  public resourcesOf(series: readonly Series[]): readonly ApiResource[] {
    const found = new Map<string, ApiResource>();
    for (const { labels } of series) {
      for (const label of Object.keys(labels)) {
        const resource = this.resourceOf(label);
        if (resource) found.set(resourceKey(resource), resource);
      }
    }
    return [...found.values()];
  }

  public overridesMissingFrom(series: readonly Series[]): readonly string[] {
    const labels = [...this.rule.association.overrides.keys()];
    return labels.filter((label) => series.every((one) => labelValue(one.labels, label) === ''));
  }

  private resourceOf(label: string): ApiResource | undefined {
    if (!this.known.has(label)) this.known.set(label, this.rule.association.resourceOf(label));
    return this.known.get(label);
  }
}
