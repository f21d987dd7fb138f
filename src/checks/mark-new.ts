import { findingKey } from './finding-key';
import type { Diagnostic, NotChecked } from './validation-report';

/**
 * Says of each entry whether the target branch lacks it. Each entry there stands for one here: first for one at the same path,
 * then for any that is left, so that of three where there were two exactly one is new.
 */
export function markNew<T extends Diagnostic | NotChecked>(entries: readonly T[], base: readonly T[]): readonly T[] {
  const known = new Map<string, T[]>();
  for (const entry of base) {
    const key = findingKey(entry);
    const group = known.get(key);
    if (group) group.push(entry);
    else known.set(key, [entry]);
  }
  const keys = entries.map(findingKey);
  const old = new Set<T>();
  const take = (index: number, isIt: (candidate: T) => boolean): void => {
    const group = known.get(keys[index]!) ?? [];
    const at = group.findIndex(isIt);
    if (at === -1) return;
    group.splice(at, 1);
    old.add(entries[index]!);
  };
  for (const [index, { place }] of entries.entries()) take(index, (candidate) => candidate.place.path === place.path);
  for (const [index, entry] of entries.entries()) if (!old.has(entry)) take(index, () => true);
  return entries.map((entry) => ({ ...entry, isNew: !old.has(entry) }));
}
