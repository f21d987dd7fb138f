import { externalMatchers, scopeMatchers } from '../../adapter/queries';
import { queryShapeOf } from '../../adapter/query-shape';
import { isNamespaced } from '../../adapter/registry';
import { parseSeriesQuery } from '../../adapter/series-query';
import { METRIC_NAME } from '../../series/labels';
import { equalityMatcher, type Matcher } from '../../series/matcher';
import type { SeriesStore } from '../../series/series-store';
import { isCaptured } from '../capture-scope';
import type { FleetSnapshot } from '../fleet-snapshot';
import { requestScopeOf } from './request-scope';
import type { RuleUser } from './rule-users';

/** What the namespace and the selector of a request leave of the recorded series of its metric. */
export type SelectedSeries =
  | { readonly is: 'some' }
  /** No series carries a label that is asked for: no request with it ever gets a value. */
  | { readonly is: 'noLabel'; readonly labels: readonly string[]; readonly carried: readonly string[] }
  /** Series carry the labels, and none a value that is asked for. */
  | { readonly is: 'noValue'; readonly matchers: readonly string[] }
  /** Each value is there, and on no series all of them. */
  | { readonly is: 'notTogether'; readonly matchers: readonly string[] }
  /** The snapshot was not asked for such series. */
  | { readonly is: 'notCaptured'; readonly matchers: readonly string[] }
  /** The query cannot be built, or does not hand the matchers on to the series. */
  | { readonly is: 'unknown' };

const SOME: SelectedSeries = { is: 'some' };
const UNKNOWN: SelectedSeries = { is: 'unknown' };

const known = new WeakMap<RuleUser, WeakMap<FleetSnapshot, SelectedSeries>>();

/** Looks up what a request selects, whenever it was recorded; once per snapshot. */
export function selectedSeriesOf(user: RuleUser, snapshot: FleetSnapshot): SelectedSeries {
  const bySnapshot = known.get(user) ?? new WeakMap<FleetSnapshot, SelectedSeries>();
  known.set(user, bySnapshot);
  const selected = bySnapshot.get(snapshot) ?? look(user, snapshot);
  bySnapshot.set(snapshot, selected);
  return selected;
}

function look(user: RuleUser, snapshot: FleetSnapshot): SelectedSeries {
  const { series } = user;
  const shape = queryShapeOf(user.rule.compiled);
  const texts = matchersOf(user);
  if (series === undefined || !texts || !shape?.selectors.some(({ scoped, isSeries }) => scoped && isSeries)) {
    return UNKNOWN;
  }
  const { store } = snapshot.snapshot;
  const query = parseSeriesQuery(`${series}{${texts.join(',')}}`, store.facts.semantics);
  if (query.kind === 'refused') return UNKNOWN;
  const [name = equalityMatcher(METRIC_NAME, series), ...matchers] = query.matchers;
  if (finds(store, [name, ...matchers])) return SOME;
  if (!isCaptured(query, snapshot)) return { is: 'notCaptured', matchers: texts };
  const carried = store.labelNames([name]).filter((label) => label !== METRIC_NAME);
  const absent = matchers.filter((matcher) => !carried.includes(matcher.name) && !matcher.matches(''));
  if (absent.length > 0) {
    return { is: 'noLabel', labels: [...new Set(absent.map((matcher) => matcher.name))], carried: [...carried].sort() };
  }
  const alone = texts.filter((_, index) => !finds(store, [name, matchers[index]!]));
  return alone.length > 0 ? { is: 'noValue', matchers: alone } : { is: 'notTogether', matchers: texts };
}

/** The matchers of a request besides its objects; undefined where the adapter builds no query with them. */
function matchersOf({ metric, request, rule }: RuleUser): readonly string[] | undefined {
  const asked = requestScopeOf(metric);
  if (!asked) return undefined;
  const scope =
    request.api === 'external'
      ? externalMatchers(rule.compiled, asked)
      : scopeMatchers(rule.compiled, isNamespaced(request.resource) ? asked : { ...asked, namespace: undefined });
  return 'failure' in scope ? undefined : scope.matchers.map(({ text }) => text);
}

function finds(store: SeriesStore, matchers: readonly Matcher[]): boolean {
  return store.select(matchers).length > 0;
}

/** What nothing is recorded of, as the rest of a sentence about a metric; undefined where there is something, or nothing tells. */
export function nothingSelected(selected: SelectedSeries, series: string, file: string): string | undefined {
  switch (selected.is) {
    case 'some':
    case 'unknown':
      return undefined;
    case 'noLabel':
      return `no series ${series} in ${file} has the label ${selected.labels.join(', ')}`;
    case 'noValue':
      return `no series ${series} in ${file} has ${selected.matchers.join(', ')}`;
    case 'notTogether':
      return `no series ${series} in ${file} has ${selected.matchers.join(' and ')} together`;
    case 'notCaptured':
      return `${file} was not asked for all series ${series} with ${selected.matchers.join(', ')}`;
  }
}
