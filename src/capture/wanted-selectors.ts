import { queryShapeOf, type ShapeSelector } from '../adapter/query-shape';
import type { Fleet } from '../fleet/fleet';
import type { FleetRule } from '../fleet/rule-set';
import { type LabelMatcher, parsePromQL, print, type VectorSelector } from '../promql';
import { METRIC_NAME } from '../series/labels';
import { joinedSeries } from './joined-series';

/** What the rules of some fleets can ask Prometheus for. */
export interface WantedSelectors {
  /** Sorted, each once. */
  readonly selectors: readonly string[];
  /** What could not be read, for the user. */
  readonly notes: readonly string[];
}

/**
 * Every selector that the adapter would send for these rules: the series queries, the selectors inside metrics queries without
 * what a request fills in, and the series that such queries are joined with.
 */
export function wantedSelectors(fleets: readonly Fleet[]): WantedSelectors {
  const selectors = new Set<string>();
  const notes: string[] = [];
  const rules = fleets.flatMap((fleet) => fleet.ruleSets).flatMap((set) => set.rules);
  for (const rule of rules) for (const text of selectorsOf(rule, notes)) selectors.add(text);
  if (rules.length > 0) for (const text of joinedSeries(namespacesOf(fleets))) selectors.add(text);
  return { selectors: [...selectors].sort(), notes };
}

function selectorsOf(rule: FleetRule, notes: string[]): readonly string[] {
  const { compiled, set } = rule;
  const where = `${compiled.path} of ${set.source.span.file.name}`;
  const { ast } = parsePromQL(compiled.rule.seriesQuery);
  if (ast?.kind !== 'VectorSelector') {
    notes.push(`the seriesQuery of ${where} is no selector: nothing is captured for this rule`);
    return [];
  }
  const shape = queryShapeOf(compiled);
  if (!shape) {
    notes.push(`the metricsQuery of ${where} cannot be read without a request: add its other selectors with --select`);
  }
  const texts = [textOf(ast), ...(shape?.selectors ?? []).map((inner) => innerText(inner, ast))];
  return texts.filter((text) => {
    if (parsePromQL(text).ast) return true;
    notes.push(`a selector in the metricsQuery of ${where} selects everything: add what it needs with --select`);
    return false;
  });
}

/** A selector of a metrics query. `<<.Series>>` stands for any of the names that the series query selects. */
function innerText({ selector, ownMatchers, isSeries }: ShapeSelector, series: VectorSelector): string {
  if (!isSeries) return textOf({ ...selector, matchers: ownMatchers });
  const names = series.matchers.filter(({ name }) => name === METRIC_NAME);
  return textOf({ ...series, matchers: [...names, ...ownMatchers] });
}

function textOf(selector: VectorSelector): string {
  const matchers = selector.matchers.filter(isFirst);
  return print({ ...selector, matchers, offset: undefined, at: undefined });
}

function isFirst(matcher: LabelMatcher, at: number, all: readonly LabelMatcher[]): boolean {
  return (
    all.findIndex(({ name, op, value }) => name === matcher.name && op === matcher.op && value === matcher.value) === at
  );
}

function namespacesOf(fleets: readonly Fleet[]): readonly string[] {
  return fleets
    .flatMap((fleet) => [...fleet.autoscalers, ...fleet.workloads])
    .flatMap(({ object }) => (object.namespace === undefined ? [] : [object.namespace]));
}
