import type { ApiResource } from '../kubernetes/resource-table';
import { METRIC_NAME } from '../series/labels';
import type { Matcher } from '../series/matcher';
import type { CompiledRule } from './rules/load';
import { isSameResource, resourceKey } from './rules/resource-association';
import { parseSeriesQuery } from './series-query';

/** What a rule can serve as far as its own text tells, before any series is looked at. */
export interface RuleOffer {
  /** The one series name that its query pins down; undefined where it selects by a pattern. */
  readonly series: string | undefined;
  /** The API name of that series, or the name that `as` gives to every series; undefined where it depends on the series. */
  readonly apiName: string | undefined;
  /** Nothing can pass its filters. */
  readonly empty: boolean;
}

/** `no`: whatever the data. `perhaps`: with the right series. `other-resources`: the name, but never for this resource. */
export type OfferAnswer = 'no' | 'perhaps' | 'other-resources';

const NOTHING: RuleOffer = { series: undefined, apiName: undefined, empty: true };

/** Reads a rule's offer from its text. */
export function offerOf(rule: CompiledRule): RuleOffer {
  const matchers = nameMatchersOf(rule);
  if (!matchers) return NOTHING;
  const series = matchers.find(({ op }) => op === '=')?.value;
  if (series === undefined) {
    const fixed = rule.naming.as.includes('$') ? undefined : rule.naming.as;
    return { series, apiName: fixed, empty: false };
  }
  return { series, apiName: rule.naming.apiName(series), empty: !lets(rule, matchers, series) };
}

/** Whether a rule can serve a metric; without a resource, as an external metric. */
export function answerOf(rule: CompiledRule, name: string, resource: ApiResource | undefined): OfferAnswer {
  const { apiName, empty } = offerOf(rule);
  if (empty || (apiName === undefined ? !couldGive(rule, name) : apiName !== name)) return 'no';
  if (!resource || rule.association.template) return 'perhaps';
  if ([...rule.association.overrides.values()].some((mapped) => isSameResource(mapped, resource))) return 'perhaps';
  return apiName === undefined ? 'no' : 'other-resources';
}

/** The series from which a rule makes a metric, where its text tells: the pinned one, or the one of the same name. */
export function seriesForName(rule: CompiledRule, name: string): string | undefined {
  const { series } = offerOf(rule);
  if (series !== undefined) return series;
  const matchers = nameMatchersOf(rule);
  return matchers && lets(rule, matchers, name) && rule.naming.apiName(name) === name ? name : undefined;
}

/** The resources that a rule's overrides name, as the listing writes them. */
export function resourcesOf(rule: CompiledRule): readonly string[] {
  return [...new Set([...rule.association.overrides.values()].map(resourceKey))];
}

function couldGive(rule: CompiledRule, name: string): boolean {
  if (!rule.naming.keepsNames) return rule.naming.couldGive(name);
  const matchers = nameMatchersOf(rule);
  return matchers !== undefined && lets(rule, matchers, name);
}

/** Each rule is asked once per autoscaler metric, and read once. */
const known = new WeakMap<CompiledRule, { readonly matchers: readonly Matcher[] | undefined }>();

/** The matchers on the metric name; undefined where Prometheus refuses the query. */
function nameMatchersOf(rule: CompiledRule): readonly Matcher[] | undefined {
  const found = known.get(rule);
  if (found) return found.matchers;
  const query = parseSeriesQuery(rule.rule.seriesQuery);
  const matchers = query.kind === 'refused' ? undefined : query.matchers.filter(({ name }) => name === METRIC_NAME);
  known.set(rule, { matchers });
  return matchers;
}

function lets(rule: CompiledRule, matchers: readonly Matcher[], series: string): boolean {
  return (
    matchers.every((matcher) => matcher.matches(series)) &&
    rule.naming.accepts(series) &&
    rule.filters.every((filter) => filter.accepts(series))
  );
}
