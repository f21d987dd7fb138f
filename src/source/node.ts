import { type Pointer, segmentsOf } from './pointer';
import type { Span } from './source-file';

/** YAML read once into a tree that knows where each part stands. Aliases share nodes, so it is a graph without circles. */
export type SourceNode = MappingNode | SequenceNode | ScalarNode;

export interface MappingNode {
  readonly kind: 'mapping';
  readonly span: Span;
  /** In the order of the text; merge keys (`<<`) are already merged. */
  readonly entries: ReadonlyMap<string, MappingEntry>;
}

export interface MappingEntry {
  readonly keySpan: Span;
  readonly value: SourceNode;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly items: readonly SourceNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** The scalar as text, as a reader of strings sees it: `0755` stays `0755`. */
  readonly text: string;
  readonly style: 'plain' | 'quoted' | 'literal' | 'folded';
}

/** Plain JSON, as parsed from YAML. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The node's value as plain JSON. */
export function toJson(node: SourceNode): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(toJson);
    case 'mapping': {
      const entries = [...node.entries].map(([key, entry]) => [key, toJson(entry.value)] as const);
      // A null prototype would surprise readers; defineProperty semantics keep `__proto__` an ordinary key.
      return Object.fromEntries(entries);
    }
  }
}

/** The child under a key or index; undefined where there is none. */
export function childOf(node: SourceNode | undefined, key: string | number): SourceNode | undefined {
  if (node?.kind === 'mapping') return node.entries.get(String(key))?.value;
  if (node?.kind === 'sequence') return node.items[Number(key)];
  return undefined;
}

/** The node at a pointer; undefined where the path leaves the tree. */
export function nodeAt(root: SourceNode, path: Pointer): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const segment of segmentsOf(path)) node = childOf(node, segment);
  return node;
}

/** The string value at a pointer; undefined for anything but a string. */
export function stringAt(root: SourceNode, path: Pointer): string | undefined {
  const node = nodeAt(root, path);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/**
 * Where a reader should look for a pointer: the scalar itself, the key of a mapping or sequence, or, where the path
 * does not exist, the nearest part of it that does.
 */
export function spanAt(root: SourceNode, path: Pointer): Span {
  let node = root;
  let span = headOf(root);
  for (const segment of segmentsOf(path)) {
    const child = childOf(node, segment);
    if (!child) return span;
    const key = node.kind === 'mapping' ? node.entries.get(segment)?.keySpan : undefined;
    span = child.kind === 'scalar' && child.span.end > child.span.start ? child.span : (key ?? headOf(child));
    node = child;
  }
  return span;
}

/** The span of the key at a pointer, for findings about a key rather than its value. */
export function keySpanAt(root: SourceNode, path: Pointer): Span {
  const segments = segmentsOf(path);
  const parent = nodeAt(root, path.slice(0, path.lastIndexOf('/')));
  const last = segments.at(-1);
  const entry = parent?.kind === 'mapping' && last !== undefined ? parent.entries.get(last) : undefined;
  return entry?.keySpan ?? spanAt(root, path);
}

/** The first key, item or scalar of a node: a caret under a whole block would say nothing. */
function headOf(node: SourceNode): Span {
  if (node.kind === 'mapping') {
    const first = node.entries.values().next().value;
    return first ? first.keySpan : node.span;
  }
  if (node.kind === 'sequence') return node.items[0] ? headOf(node.items[0]) : node.span;
  return node.span;
}
