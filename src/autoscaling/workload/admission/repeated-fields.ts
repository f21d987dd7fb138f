import type { ReadField, ReadObject } from '../../read-field';

/** The texts of a field that an earlier item of a list has already. */
export function repeatedFields(items: readonly ReadObject[], key: string): readonly ReadField<string>[] {
  const seen = new Set<string>();
  return items
    .map((item) => item.string(key))
    .filter(({ value = '' }) => {
      const isRepeated = value !== '' && seen.has(value);
      seen.add(value);
      return isRepeated;
    });
}
