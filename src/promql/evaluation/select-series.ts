import { createMatcher, equalityMatcher, isMatcher, type Matcher } from '../../series/matcher';
import type { Series } from '../../series/series';
import { evaluationError } from '../promql-error';
import type { VectorSelector } from '../syntax/ast';
import { LabelSet } from './label-set';
import type { QueryContext } from './query-context';

/** A series that a selector found, with its labels ready for use. */
export interface SelectedSeries {
  readonly series: Series;
  readonly labels: LabelSet;
}

/** The series of a selector, in the order in which a Prometheus block holds them: sums depend on it in the last digit. */
export function selectSeries(context: QueryContext, node: VectorSelector): readonly SelectedSeries[] {
  const found = context.store.select(matchersOf(context, node));
  context.budget.checkSeries(found.length, node.span);
  return found.map((series) => ({ series, labels: labelsOf(series) })).sort((a, b) => a.labels.compare(b.labels));
}

/** The matchers of a selector, its name among them. */
function matchersOf(context: QueryContext, node: VectorSelector): readonly Matcher[] {
  const matchers = node.matchers.map(({ name, op, value, span }) => {
    const matcher = createMatcher(name, op, value, { dotAll: context.semantics.dotMatchesNewline });
    if (!isMatcher(matcher)) throw evaluationError('bad-option', matcher.message, span);
    return matcher;
  });
  return node.name === undefined ? matchers : [equalityMatcher('__name__', node.name), ...matchers];
}

// Series live as long as their store; so do their sorted labels.
const LABELS = new WeakMap<Series, LabelSet>();

function labelsOf(series: Series): LabelSet {
  let labels = LABELS.get(series);
  if (!labels) {
    labels = LabelSet.of(series.labels);
    LABELS.set(series, labels);
  }
  return labels;
}
