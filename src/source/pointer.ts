/** A JSON pointer (RFC 6901): `''` is the whole document, `/spec/metrics/0` a place in it. */
export type Pointer = string;

/** Builds a pointer from keys and indexes; `~` and `/` in a key are escaped. */
export function pointer(...segments: readonly (string | number)[]): Pointer {
  let path = '';
  for (const segment of segments) path += `/${typeof segment === 'number' ? segment : escaped(segment)}`;
  return path;
}

/** Nearly no key needs it, and a reader asks for pointers by the thousand. */
function escaped(key: string): string {
  return /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

/** The keys and indexes of a pointer, unescaped. */
export function segmentsOf(path: Pointer): readonly string[] {
  if (path === '') return [];
  return path
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
