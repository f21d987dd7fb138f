/** The leaf types of API fields, as they stand in facts.json. */
const LEAVES = [
  'string',
  'boolean',
  'int32',
  'int64',
  'quantity',
  'intOrString',
  'intOrPercent',
  'time',
  'any',
] as const;

export type Leaf = (typeof LEAVES)[number];

/** The type of an API field. */
export type TypeExpression =
  | { readonly kind: Leaf }
  | { readonly kind: 'list' | 'map'; readonly of: TypeExpression }
  | { readonly kind: 'model'; readonly name: string }
  | {
      readonly kind: 'choice';
      /** An empty text among them stands for the default. */
      readonly values: readonly string[];
      /** Newer minors may know more values. */
      readonly open: boolean;
    };

const OPEN_END = '...';

/** Parses a type of facts.json: `int32`, `[V1Container]` (list), `{string}` (map), `<TCP|UDP>` (choice), `V1PodSpec` (model). */
export function parseType(text: string): TypeExpression {
  const inner = text.slice(1, -1);
  if (text.startsWith('[')) return { kind: 'list', of: parseType(inner) };
  if (text.startsWith('{')) return { kind: 'map', of: parseType(inner) };
  if (text.startsWith('<')) {
    const values = inner.split('|');
    return { kind: 'choice', values: values.filter((value) => value !== OPEN_END), open: values.includes(OPEN_END) };
  }
  const leaf = LEAVES.find((name) => name === text);
  return leaf ? { kind: leaf } : { kind: 'model', name: text };
}
