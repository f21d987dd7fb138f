import { matcher, type RenderedMatcher } from '../../adapter/metric-selector';
import {
  customQuery,
  externalQuery,
  type QueryFailure,
  type RequestScope,
  renderQuery,
  scopeMatchers,
} from '../../adapter/queries';
import { isNamespaced } from '../../adapter/registry';
import type { DiscoveredSeries } from '../../adapter/rule-discovery';
import { type ApiResource, findResource } from '../../kubernetes/resource-table';
import {
  type Expression,
  evaluateInstant,
  evaluateRange,
  PromQLError,
  parsePromQL,
  type ResultSeries,
} from '../../promql';
import { labelValue } from '../../series/labels';
import type { FleetSnapshot } from '../fleet-snapshot';
import type { FleetRule } from '../rule-set';
import { EVALUATION_LIMITS, type EvaluationGrid, evaluationGrid } from './evaluation-grid';

/** What a rule makes of one series name for one resource, over the recorded time. */
export interface RuleEvaluation {
  readonly rule: FleetRule;
  readonly series: DiscoveredSeries;
  /** Undefined for an external metric. */
  readonly resource: ApiResource | undefined;
  readonly result: EvaluationResult;
}

export type EvaluationResult =
  | EvaluatedResult
  /** The adapter sends no query. */
  | { readonly is: 'unrendered'; readonly failure: QueryFailure }
  /** Prometheus refuses the query, whatever the data. */
  | { readonly is: 'refused'; readonly promql: string; readonly message: string }
  /** Prometheus answers with something else than a list of samples. */
  | { readonly is: 'notVector'; readonly promql: string; readonly type: 'scalar' | 'matrix' | 'string' }
  /** The data make it fail, at so many of the times looked at. */
  | {
      readonly is: 'failed';
      readonly promql: string;
      readonly error: PromQLError;
      readonly times: number;
      readonly of: number;
    };

export interface EvaluatedResult {
  readonly is: 'evaluated';
  /** As sent for every object at once. */
  readonly promql: string;
  readonly expression: Expression;
  readonly grid: EvaluationGrid;
  /** The label that names the objects; undefined for an external metric. */
  readonly label: string | undefined;
  readonly objects: readonly ObjectResult[];
  /** What carries no label of an object; everything, for an external metric. */
  readonly loose: readonly ResultSeries[];
}

/** The results for one object. */
export interface ObjectResult {
  /** Undefined where the resource has none, or nothing tells. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** More than one where the result is not one per object. */
  readonly results: readonly ResultSeries[];
}

const PODS = findResource({ resource: 'pods' })!;
const NAMESPACES = findResource({ resource: 'namespaces' })!;
/** A rule by a pattern may match hundreds of names; so many are looked at. */
const MOST_NAMES = 20;
/** Namespaces that are asked for one by one, where pods of several have one name. */
const MOST_NAMESPACES = 20;

const known = new WeakMap<FleetRule, WeakMap<FleetSnapshot, Map<string, RuleEvaluation>>>();

/** What a rule gives for the series that it finds, each for the resource that matters most; computed once per snapshot. */
export function evaluationsOf(rule: FleetRule, snapshot: FleetSnapshot): readonly RuleEvaluation[] {
  return seriesOfRule(rule, snapshot)
    .slice(0, MOST_NAMES)
    .flatMap((series) => {
      const resource = rule.compiled.list === 'externalRules' ? undefined : mainResource(series);
      if (rule.compiled.list === 'rules' && !resource) return [];
      return [evaluationOf(rule, series, resource, snapshot)];
    });
}

/**
 * What a rule gives for one of its series and one resource; without a resource, as an external metric. `scope` is what a request
 * says; the namespaces of objects are those of their series.
 */
export function evaluationOf(
  rule: FleetRule,
  series: DiscoveredSeries,
  resource: ApiResource | undefined,
  snapshot: FleetSnapshot,
  scope: RequestScope = {},
): RuleEvaluation {
  const bySnapshot = known.get(rule) ?? new WeakMap<FleetSnapshot, Map<string, RuleEvaluation>>();
  known.set(rule, bySnapshot);
  const evaluations = bySnapshot.get(snapshot) ?? new Map<string, RuleEvaluation>();
  bySnapshot.set(snapshot, evaluations);
  const { selector = [] } = scope;
  const asked: RequestScope = resource ? { selector } : { selector, namespace: scope.namespace };
  const key = JSON.stringify([series.name, resource && `${resource.resource}.${resource.group}`, asked]);
  let evaluation = evaluations.get(key);
  if (!evaluation) {
    evaluation = { rule, series, resource, result: evaluate(rule, series, resource, snapshot, asked) };
    evaluations.set(key, evaluation);
  }
  return evaluation;
}

/** The series that a rule finds, by name. */
export function seriesOfRule(rule: FleetRule, snapshot: FleetSnapshot): readonly DiscoveredSeries[] {
  return rule.set.discover(snapshot).rules.find((discovered) => discovered.rule === rule.compiled)?.matched ?? [];
}

/** Pods where they are mapped, else what has a namespace, else the rest. */
function mainResource({ resources }: DiscoveredSeries): ApiResource | undefined {
  const rank = ({ group, resource }: ApiResource) =>
    resource === 'pods' && group === '' ? 0 : resource === 'namespaces' ? 2 : resource === 'nodes' ? 3 : 1;
  return [...resources].sort((a, b) => rank(a) - rank(b))[0];
}

function evaluate(
  rule: FleetRule,
  series: DiscoveredSeries,
  resource: ApiResource | undefined,
  snapshot: FleetSnapshot,
  scope: RequestScope,
): EvaluationResult {
  const queries = queriesOf(rule, series, resource, scope);
  const results = queries.map((query) => ('failure' in query ? unrendered(query) : run(query, rule, series, snapshot)));
  const bad = results.find((result) => result.is !== 'ran');
  const [first] = results;
  if (bad || first?.is !== 'ran') return bad as Exclude<Ran, { readonly is: 'ran' }>;
  const { promql, expression, grid } = first;
  const label = resource && rule.compiled.association.labelOf(resource);
  const byObject = new Map<string, { namespace: string | undefined; name: string; results: ResultSeries[] }>();
  const loose: ResultSeries[] = [];
  const places = namespacesOf(rule, series, label);
  results.forEach((result, index) => {
    if (result.is !== 'ran') return;
    const { namespace: asked } = queries[index]! as Rendered;
    for (const one of result.series) {
      const name = label === undefined ? '' : labelValue(one.labels, label);
      if (name === '') {
        loose.push(one);
        continue;
      }
      const namespace = asked ?? places.get(name)?.[0];
      const key = `${namespace ?? ''}/${name}`;
      const object = byObject.get(key) ?? { namespace, name, results: [] };
      byObject.set(key, object);
      object.results.push(one);
    }
  });
  return { is: 'evaluated', promql, expression, grid, label, objects: [...byObject.values()], loose };
}

interface Rendered {
  readonly promql: string;
  /** The one namespace that the query asks for. */
  readonly namespace: string | undefined;
}

/**
 * What the adapter would send for all objects: one query for every namespace at once, because that costs as much as for one. Where a
 * name stands in several namespaces, or the template writes values itself, one for each namespace, as it is sent.
 */
function queriesOf(
  rule: FleetRule,
  series: DiscoveredSeries,
  resource: ApiResource | undefined,
  { namespace: ownNamespace, selector = [] }: RequestScope,
): readonly (Rendered | QueryFailure)[] {
  const { compiled } = rule;
  if (!resource) {
    const query = externalQuery(compiled, { seriesName: series.name, namespace: ownNamespace, selector });
    return ['failure' in query ? query : { ...query, namespace: undefined }];
  }
  const label = compiled.association.labelOf(resource);
  const namespaceLabel = compiled.association.labelOf(NAMESPACES);
  if (label === undefined || (isNamespaced(resource) && namespaceLabel === undefined)) {
    // The adapter says which it is.
    return [
      customQuery(compiled, { seriesName: series.name, resource, namespace: 'default', names: ['x'], selector }),
    ].map((query) => ('failure' in query ? query : { ...query, namespace: undefined }));
  }
  const places = namespacesOf(rule, series, label);
  const writesValues = compiled.rule.metricsQuery.includes('.LabelValuesByName');
  if (isNamespaced(resource) && (writesValues || [...places.values()].some((namespaces) => namespaces.length > 1))) {
    const byNamespace = new Map<string, string[]>();
    for (const [name, namespaces] of places) {
      for (const namespace of namespaces) byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), name]);
    }
    const asked = [...byNamespace].slice(0, MOST_NAMESPACES).map(([namespace, names]) => {
      const query = customQuery(compiled, { seriesName: series.name, resource, namespace, names, selector });
      return 'failure' in query ? query : { ...query, namespace };
    });
    if (asked.length > 0) return asked;
  }
  const selected = scopeMatchers(compiled, { selector });
  if ('failure' in selected) return [selected];
  const scope: RenderedMatcher[] =
    isNamespaced(resource) && namespaceLabel !== label ? [matcher(namespaceLabel!, '=~', '.+')] : [];
  const matchers = [...selected.matchers, ...scope, matcher(label, '=~', '.+')];
  const query = renderQuery(compiled.query, series.name, matchers, [label]);
  return ['failure' in query ? query : { ...query, namespace: undefined }];
}

const places = new WeakMap<DiscoveredSeries, Map<string, ReadonlyMap<string, readonly string[]>>>();

/** In which namespaces each object's series stand. */
function namespacesOf(
  { compiled }: FleetRule,
  series: DiscoveredSeries,
  label: string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const namespaceLabel = compiled.association.labelOf(NAMESPACES);
  if (label === undefined || namespaceLabel === undefined) return new Map();
  const byLabels = places.get(series) ?? new Map<string, ReadonlyMap<string, readonly string[]>>();
  places.set(series, byLabels);
  const key = `${label} ${namespaceLabel}`;
  const found = byLabels.get(key);
  if (found) return found;
  const sets = new Map<string, Set<string>>();
  for (const { labels } of series.series) {
    const name = labelValue(labels, label);
    const namespace = labelValue(labels, namespaceLabel);
    if (name === '' || namespace === '') continue;
    const set = sets.get(name) ?? new Set<string>();
    sets.set(name, set.add(namespace));
  }
  const read = new Map([...sets].map(([name, set]) => [name, [...set]] as const));
  byLabels.set(key, read);
  return read;
}

type Ran =
  | Exclude<EvaluationResult, EvaluatedResult>
  | {
      readonly is: 'ran';
      readonly promql: string;
      readonly expression: Expression;
      readonly grid: EvaluationGrid;
      readonly series: readonly ResultSeries[];
    };

function unrendered(failure: QueryFailure): Ran {
  return { is: 'unrendered', failure };
}

function run(
  { promql }: Rendered,
  { set, compiled }: FleetRule,
  series: DiscoveredSeries,
  snapshot: FleetSnapshot,
): Ran {
  const { store } = snapshot.snapshot;
  const { semantics } = store.facts;
  const { ast, diagnostics } = parsePromQL(promql, semantics === undefined ? {} : { semantics });
  if (!ast) return { is: 'refused', promql, message: diagnostics[0]?.message ?? 'it cannot be read' };
  if (ast.type !== 'vector' && !(ast.type === 'scalar' && compiled.list === 'externalRules')) {
    return { is: 'notVector', promql, type: ast.type };
  }
  const grid = evaluationGrid(ast, snapshot, set.rules.length, series.series.length);
  try {
    return {
      is: 'ran',
      promql,
      expression: ast,
      grid,
      series: evaluateRange(store, ast, { ...grid, limits: EVALUATION_LIMITS }).series,
    };
  } catch (error) {
    if (!(error instanceof PromQLError)) throw error;
    // A bound of ours holds at every time; asking again would take as long each time.
    const counts = error.code.startsWith('limit-') ? { times: 1, of: 1 } : failuresOf(ast, grid, snapshot);
    return { is: 'failed', promql, error, ...counts };
  }
}

const TIMES_LOOKED_AT = 25;

/** At how many times an expression fails. */
function failuresOf(ast: Expression, { start, end, steps }: EvaluationGrid, { snapshot }: FleetSnapshot) {
  const of = Math.min(TIMES_LOOKED_AT, steps);
  let times = 0;
  for (let index = 0; index < of; index++) {
    const time = of === 1 ? end : Math.round(start + ((end - start) * index) / (of - 1));
    try {
      evaluateInstant(snapshot.store, ast, { time, limits: EVALUATION_LIMITS });
    } catch (error) {
      if (!(error instanceof PromQLError)) throw error;
      times++;
    }
  }
  return { times, of };
}

/** Whether a resource is the pods of the core group. */
export function isPods(resource: ApiResource | undefined): boolean {
  return resource !== undefined && resource.group === PODS.group && resource.resource === PODS.resource;
}
