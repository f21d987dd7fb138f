import type { Json } from '../../source/node';

/**
 * The object as the API server reads it: a key that is null is not there. A null in a list stays one. The same object where
 * there is nothing to drop.
 */
export function withoutNulls(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(withoutNulls);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const written = Object.entries(value);
  const kept = written.flatMap(([key, child]) => (child === null ? [] : [[key, withoutNulls(child)] as const]));
  const isSame = kept.length === written.length && kept.every(([, child], index) => child === written[index]![1]);
  return isSame ? value : Object.fromEntries(kept);
}
