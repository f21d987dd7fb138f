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
  /** Nothing can pass its filters, or Prometheus refuses its query. */
  readonly empty: boolean;
  readonly nameMatchers: readonly Matcher[];
}

/** `no`: whatever the data. `perhaps`: with the right series. `other-resources`: the name, but never for this resource. */
export type OfferAnswer = 'no' | 'perhaps' | 'other-resources';

/** Each rule is asked once per autoscaler metric and per other rule, and read once. */
const offers = new WeakMap<CompiledRule, RuleOffer>();

/** A rule's offer, read from its text. */
export function offerOf(rule: CompiledRule): RuleOffer {
  let offer = offers.get(rule);
  if (!offer) {
    offer = readOffer(rule);
    offers.set(rule, offer);
  }
  return offer;
}

function readOffer(rule: CompiledRule): RuleOffer {
  const nameMatchers = nameMatchersOf(rule);
  if (!nameMatchers) return { series: undefined, apiName: undefined, empty: true, nameMatchers: [] };
  const series = nameMatchers.find(({ op }) => op === '=')?.value;
  if (series === undefined) {
    const fixed = rule.naming.as.includes('$') ? undefined : rule.naming.as;
    return { series, apiName: fixed, empty: false, nameMatchers };
  }
  return { series, apiName: rule.naming.apiName(series), empty: !lets(rule, nameMatchers, series), nameMatchers };
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
  const { series, empty, nameMatchers } = offerOf(rule);
  if (series !== undefined) return series;
  return !empty && lets(rule, nameMatchers, name) && rule.naming.apiName(name) === name ? name : undefined;
}

/** The resources that a rule's overrides name, as the listing writes them. */
export function resourcesOf(rule: CompiledRule): readonly string[] {
  return [...new Set([...rule.association.overrides.values()].map(resourceKey))];
}

function couldGive(rule: CompiledRule, name: string): boolean {
  return rule.naming.keepsNames ? lets(rule, offerOf(rule).nameMatchers, name) : rule.naming.couldGive(name);
}

/** The matchers on the metric name; undefined where Prometheus refuses the query. */
function nameMatchersOf({ rule }: CompiledRule): readonly Matcher[] | undefined {
  const query = parseSeriesQuery(rule.seriesQuery);
  return query.kind === 'refused' ? undefined : query.matchers.filter(({ name }) => name === METRIC_NAME);
}

function lets(rule: CompiledRule, matchers: readonly Matcher[], series: string): boolean {
  return (
    matchers.every((matcher) => matcher.matches(series)) &&
    rule.naming.accepts(series) &&
    rule.filters.every((filter) => filter.accepts(series))
  );
}
