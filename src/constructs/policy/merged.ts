import type { Duration, Size } from 'cdk8s';
import type { Engine } from '../service/engine';

/** Values that are one thing, not a set of keys. */
type Whole = readonly unknown[] | Duration | Size | Engine;

/** Part of an object, at any depth: what a variant changes of it. */
export type Merged<T> = T extends Whole ? T : T extends object ? { readonly [K in keyof T]?: Merged<T[K]> } : T;

/** An object with the changes of another: plain objects are merged key by key, everything else is replaced. */
export function merged<T extends object>(base: T, changes: object): T {
  const result: Record<string, unknown> = { ...(base as Record<string, unknown>) };
  for (const [key, change] of Object.entries(changes)) {
    const before = Object.hasOwn(result, key) ? result[key] : undefined;
    if (change === undefined || key === '__proto__') continue;
    result[key] = isPlain(before) && isPlain(change) ? merged(before, change) : change;
  }
  return result as T;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
