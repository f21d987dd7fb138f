import type { ApiResource } from '../kubernetes/resource-table';
import { METRIC_NAME } from '../series/labels';
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

/** Reads a rule's offer from its text. */
export function offerOf(rule: CompiledRule): RuleOffer {
  const query = parseSeriesQuery(rule.rule.seriesQuery);
  if (query.kind === 'refused') return { series: undefined, apiName: undefined, empty: true };
  const series = query.matchers.find(({ name, op }) => name === METRIC_NAME && op === '=')?.value;
  if (series === undefined) {
    const fixed = rule.naming.as.includes('$') ? undefined : rule.naming.as;
    return { series, apiName: fixed, empty: false };
  }
  const accepted = rule.naming.accepts(series) && rule.filters.every((filter) => filter.accepts(series));
  return { series, apiName: rule.naming.apiName(series), empty: !accepted };
}

/** Whether a rule can serve a metric; without a resource, as an external metric. */
export function answerOf(rule: CompiledRule, name: string, resource: ApiResource | undefined): OfferAnswer {
  const { apiName, empty } = offerOf(rule);
  if (empty || (apiName !== undefined && apiName !== name)) return 'no';
  if (!resource || rule.association.template) return 'perhaps';
  if ([...rule.association.overrides.values()].some((mapped) => isSameResource(mapped, resource))) return 'perhaps';
  return apiName === undefined ? 'no' : 'other-resources';
}

/** The resources that a rule's overrides name, as the listing writes them. */
export function resourcesOf(rule: CompiledRule): readonly string[] {
  return [...new Set([...rule.association.overrides.values()].map(resourceKey))];
}
