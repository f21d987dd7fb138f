import type { Semantics } from '../semantics';
import type { Column } from './column';
import type { LabelSet } from './label-set';
import type { QueryContext } from './query-context';

const NAME: ReadonlySet<string> = new Set(['__name__']);
const NAME_TYPE_UNIT: ReadonlySet<string> = new Set(['__name__', '__type__', '__unit__']);

/** The labels that say which metric a series is. */
export function metricLabels(semantics: Semantics): ReadonlySet<string> {
  return semantics.dropsTypeAndUnit ? NAME_TYPE_UNIT : NAME;
}

/** Labels and mark of a series whose values no longer are the metric's. */
export function nameless(
  context: QueryContext,
  { labels }: Pick<Column, 'labels'>,
): Pick<Column, 'labels' | 'dropName'> {
  return { labels: withoutMetric(context, labels), dropName: true };
}

/** The labels without the metric's name, unless names are dropped at the end of the query. */
export function withoutMetric(context: QueryContext, labels: LabelSet): LabelSet {
  return context.delayedNameRemoval ? labels : labels.without(metricLabels(context.semantics));
}
