import type { Manifest } from '../../fleet/manifest';
import type { Json } from '../../source/node';
import type { Pointer } from '../../source/pointer';

export type JsonMapping = { readonly [key: string]: Json };

export function isMapping(value: Json | undefined): value is JsonMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An item of a list that is a mapping, and where it stands. */
export interface ListItem {
  readonly item: JsonMapping;
  readonly path: Pointer;
}

/** The mappings of a list; none where there is no list. What else stands in it is a fault of the shape. */
export function listAt(manifest: Manifest, path: Pointer): readonly ListItem[] {
  const list = manifest.valueAt(path);
  if (!Array.isArray(list)) return [];
  return (list as readonly Json[]).flatMap((item, index) =>
    isMapping(item) ? [{ item, path: `${path}/${index}` }] : [],
  );
}

/** The items whose text under a key an earlier one has already. */
export function repeated(items: readonly ListItem[], key: string): readonly ListItem[] {
  const seen = new Set<Json>();
  return items.filter(({ item }) => {
    const value = Object.hasOwn(item, key) ? item[key] : undefined;
    if (typeof value !== 'string' || value === '') return false;
    const isRepeated = seen.has(value);
    seen.add(value);
    return isRepeated;
  });
}
