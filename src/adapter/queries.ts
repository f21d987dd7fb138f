import { type ApiResource, findResource } from '../kubernetes/resource-table';
import { matcher, type RenderedMatcher, renderSelector, type SelectorTerm } from './metric-selector';
import type { RuleParts } from './rules/compile-rule';
import type { Template } from './rules/template';
import type { TemplateValue } from './rules/template/value';
import type { AdapterRule } from './rules/types';

/** The PromQL that the adapter sends, or why it sends none. */
export type QueryResult = { readonly promql: string } | QueryFailure;

export interface QueryFailure {
  readonly failure:
    | 'no-names'
    | 'no-namespace-label'
    | 'no-resource-label'
    | 'selector-operator'
    | 'template'
    | 'empty-query'
    /** The adapter may well send a query; we cannot say which. */
    | 'not-reproduced';
  readonly message: string;
}

/** A request to the custom metrics API, its object names already resolved. */
export interface CustomMetricRequest extends RequestScope {
  /** The Prometheus name registered for the metric. */
  readonly seriesName: string;
  readonly resource: ApiResource;
  readonly names: readonly string[];
}

/** What a request says of the series besides their name and objects. */
export interface RequestScope {
  /** Absent for what has no namespace. */
  readonly namespace?: string | undefined;
  readonly selector?: readonly SelectorTerm[];
}

/** A request to the external metrics API. */
export interface ExternalMetricRequest extends RequestScope {
  readonly seriesName: string;
}

type QueryRule = Pick<RuleParts, 'association' | 'query'>;

const NAMESPACES = findResource({ resource: 'namespaces' })!;

/**
 * Builds the PromQL that the adapter sends for objects of a resource. Order of the matchers: selector by key, namespace,
 * objects. A failure is answered as "metric not found" (404), but for `not-reproduced`, where we know no answer.
 */
export function customQuery(rule: QueryRule, request: CustomMetricRequest): QueryResult {
  const { names, resource, seriesName } = request;
  if (names.length === 0) return failure('no-names', 'the request names no object');
  const scope = scopeMatchers(rule, request);
  if ('failure' in scope) return scope;
  const label = rule.association.labelOf(resource);
  if (label === undefined) {
    return failure('no-resource-label', `the rule maps no label to ${resource.resource}`);
  }
  // Names are not escaped: a dot in one matches any character, and results are matched back by the exact name.
  const objects = names.length === 1 ? matcher(label, '=', names[0]!) : matcher(label, '=~', names.join('|'));
  return renderQuery(rule.query, seriesName, [...scope.matchers, objects], [label]);
}

/**
 * Builds the PromQL for an external metric: no object, no grouping; the namespace unless the rule says otherwise. A failure
 * is answered as an internal error (500).
 */
export function externalQuery(
  rule: QueryRule & { readonly rule: AdapterRule },
  { seriesName, ...asked }: ExternalMetricRequest,
): QueryResult {
  const scope = externalMatchers(rule, asked);
  return 'failure' in scope ? scope : renderQuery(rule.query, seriesName, scope.matchers, []);
}

/** The matchers of a request for an external metric. */
export function externalMatchers(
  rule: QueryRule & { readonly rule: AdapterRule },
  { namespace, selector }: RequestScope,
): ScopeMatchers {
  const namespaced = rule.rule.resources?.namespaced ?? true;
  return scopeMatchers(rule, { ...(selector && { selector }), namespace: namespaced ? namespace : undefined });
}

/** The matchers of a request, or why no query can be built with them. */
export type ScopeMatchers = { readonly matchers: readonly RenderedMatcher[] } | QueryFailure;

/** The matchers of a request besides those of its objects: the selector's by key, then the namespace. */
export function scopeMatchers(
  { association }: Pick<QueryRule, 'association'>,
  { namespace, selector = [] }: RequestScope,
): ScopeMatchers {
  const matchers = renderSelector(selector);
  if (!matchers) return failure('selector-operator', 'the metric selector has an operator that PromQL cannot express');
  if (namespace === undefined || namespace === '') return { matchers };
  const label = association.labelOf(NAMESPACES);
  if (label === undefined) {
    return failure('no-namespace-label', 'the rule maps no label to namespace, but the request has a namespace');
  }
  return { matchers: [...matchers, matcher(label, '=', namespace)] };
}

/** Renders a rule's query with the fields that the adapter gives its template. */
export function renderQuery(
  template: Template,
  seriesName: string,
  matchers: readonly RenderedMatcher[],
  groupBy: readonly string[],
): QueryResult {
  const fields = new Map<string, TemplateValue>([
    ['Series', seriesName],
    ['LabelMatchers', matchers.map(({ text }) => text).join(',')],
    ['LabelValuesByName', new Map(matchers.map(({ label, value }) => [label, value]))],
    ['GroupBy', groupBy.join(',')],
    ['GroupBySlice', groupBy],
  ]);
  const result = template.render('naming.queryTemplateArgs', fields);
  if ('error' in result) return failure(result.unsupported ? 'not-reproduced' : 'template', result.error);
  return result.text === '' ? failure('empty-query', 'metricsQuery renders to nothing') : { promql: result.text };
}

function failure(code: QueryFailure['failure'], message: string): QueryFailure {
  return { failure: code, message };
}
