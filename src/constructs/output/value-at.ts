/** The value at the end of a path; undefined where there is none. A list has members at its indexes alone. */
export function valueAt(root: unknown, segments: readonly string[]): unknown {
  let value = root;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null || !isMember(value, segment)) return undefined;
    value = (value as { readonly [key: string]: unknown })[segment];
  }
  return value;
}

/** Own properties alone: a pointer must not reach what every object has, and not the `length` of a list. */
function isMember(value: object, segment: string): boolean {
  return Object.hasOwn(value, segment) && (!Array.isArray(value) || isListIndex(segment));
}

/** An index as a JSON pointer writes it. */
export function isListIndex(segment: string): boolean {
  return /^(0|[1-9]\d*)$/.test(segment);
}
