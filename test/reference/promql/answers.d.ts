export type Answer =
  | { readonly kind: 'error'; readonly phase: string; readonly message: string }
  | { readonly kind: 'scalar' | 'string'; readonly value: string }
  | { readonly kind: 'vector'; readonly samples: readonly object[] }
  | { readonly kind: 'matrix'; readonly series: readonly object[] };
export function hashOf(series: readonly object[]): string;
export function unpack(table: object, packed: unknown, origin: number): Answer;
