/** A JSON pointer (RFC 6901): `''` is the whole document, `/spec/metrics/0` a place in it. */
export type Pointer = string;

/** Builds a pointer from keys and indexes; `~` and `/` in a key are escaped. */
export function pointer(...segments: readonly (string | number)[]): Pointer {
  return segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The keys and indexes of a pointer, unescaped. */
export function segmentsOf(path: Pointer): readonly string[] {
  if (path === '') return [];
  return path
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
