import type { Aggregate } from '../syntax/ast';
import { LabelSet } from './label-set';

/** How an aggregation sorts series into groups. */
export interface Grouping {
  /** Series of one group have the same key. */
  keyOf(labels: LabelSet): string;
  /** The labels of the group that a series belongs to. */
  labelsOf(labels: LabelSet): LabelSet;
}

const NAME = '__name__';

/** The grouping that an aggregation asks for, with more labels to group by. */
export function groupingOf({ grouping, without }: Pick<Aggregate, 'grouping' | 'without'>): Grouping {
  if (without) {
    const dropped = new Set([...grouping, NAME]);
    return { keyOf: (labels) => labels.keyWithout(dropped), labelsOf: (labels) => labels.without(dropped) };
  }
  if (grouping.length === 0) return { keyOf: () => '', labelsOf: () => LabelSet.empty };
  const kept = new Set(grouping);
  const names = [...kept].sort();
  return { keyOf: (labels) => labels.keyOf(names), labelsOf: (labels) => labels.keep(kept) };
}
