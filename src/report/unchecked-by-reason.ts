import type { NotChecked } from '../checks/validation-report';
import { groupedUnchecked, type UncheckedGroup } from './grouped-unchecked';

/** The checks that one reason kept from telling, in one cluster: one missing series is one entry, not sixteen. */
export interface UncheckedReason extends Pick<UncheckedGroup, 'reason' | 'cluster' | 'first' | 'isNew'> {
  /** With how often, where that is more than once. */
  readonly checks: readonly string[];
}

/** What was not judged, one entry per reason and cluster. */
export function uncheckedByReason(
  all: readonly NotChecked[],
  outcome: NotChecked['outcome'],
): readonly UncheckedReason[] {
  const reasons = new Map<string, UncheckedReason>();
  for (const group of groupedUnchecked(all, outcome)) {
    const { reason, cluster, first, isNew } = group;
    const key = `${reason}\n${cluster}`;
    const before = reasons.get(key);
    reasons.set(key, {
      reason,
      cluster,
      first: before?.first ?? first,
      isNew: isNew || before?.isNew === true,
      checks: [...(before?.checks ?? []), checkText(group)],
    });
  }
  return [...reasons.values()];
}

function checkText({ check, count: total }: UncheckedGroup): string {
  return total > 1 ? `${check} (${total} times)` : check;
}
