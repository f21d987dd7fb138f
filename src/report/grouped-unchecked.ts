import type { NotChecked } from '../checks/validation-report';

/** The pairs of a check and an object that were not judged for one reason. */
export interface UncheckedGroup extends Pick<NotChecked, 'check' | 'reason' | 'cluster'> {
  readonly first: NotChecked;
  readonly count: number;
  /** Whether the base lacks one of them. */
  readonly isNew: boolean;
}

/** What was not judged, one entry per check, reason and cluster. */
export function groupedUnchecked(
  all: readonly NotChecked[],
  outcome: NotChecked['outcome'],
): readonly UncheckedGroup[] {
  const groups = new Map<string, UncheckedGroup>();
  for (const entry of all) {
    if (entry.outcome !== outcome) continue;
    const { check, reason, cluster, isNew = false } = entry;
    const key = JSON.stringify([check, reason, cluster]);
    const group = groups.get(key) ?? { check, reason, cluster, first: entry, count: 0, isNew: false };
    groups.set(key, { ...group, count: group.count + 1, isNew: group.isNew || isNew });
  }
  return [...groups.values()];
}
