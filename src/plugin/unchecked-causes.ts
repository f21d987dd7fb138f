import { isAwaited, type NotChecked } from '../checks/validation-report';
import { locationOf } from '../report/location';
import { type UncheckedReason, uncheckedByReason } from '../report/unchecked-by-reason';

/** Reasons that come of one thing: they are of the same kind, and first met at the same place. */
export interface UncheckedCause {
  readonly awaited: boolean;
  readonly reasons: readonly UncheckedReason[];
}

/** What was not judged, one entry per cause: a series that was not captured keeps many checks from telling, each with its own words. */
export function uncheckedCauses(unchecked: readonly NotChecked[]): readonly UncheckedCause[] {
  const reasons = (['skipped', 'notCheckable'] as const).flatMap((outcome) => uncheckedByReason(unchecked, outcome));
  const causes = new Map<string, UncheckedCause>();
  for (const reason of reasons) {
    const { first, cluster } = reason;
    const { file, line } = locationOf(first.place.span);
    const awaited = isAwaited(first);
    const key = JSON.stringify([first.outcome, awaited, cluster, file, line]);
    causes.set(key, { awaited, reasons: [...(causes.get(key)?.reasons ?? []), reason] });
  }
  return [...causes.values()];
}
