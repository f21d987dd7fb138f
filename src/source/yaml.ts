import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  type ParseOptions,
  parseAllDocuments,
  type SchemaOptions,
  type Tags,
  type YAMLMap,
} from 'yaml';
import type { MappingEntry, ScalarNode, SourceNode } from './node';
import type { Span } from './source-file';
import { type SourceText, spanOf } from './source-text';

/** What a reader of untrusted YAML must bound. Counts are of nodes after aliases are expanded. */
export interface YamlLimits {
  readonly characters: number;
  /** Memory goes with them: each value, key, bracket and mark of the text is one or two. */
  readonly tokens: number;
  readonly documents: number;
  readonly nodes: number;
  readonly depth: number;
}

export const YAML_LIMITS: YamlLimits = {
  characters: 16 * 1024 * 1024,
  tokens: 2_000_000,
  documents: 20_000,
  nodes: 5_000_000,
  depth: 200,
};

export type YamlProblemCode =
  | 'syntax'
  | 'duplicate-key'
  | 'unsupported-key'
  | 'circular-alias'
  | 'too-long'
  | 'too-large'
  | 'too-deep'
  | 'too-many-documents';

/** Why a document could not be read as it stands. A duplicate key leaves a usable tree (the last value); the others do not. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly message: string;
  readonly span: Span;
}

/** One document of a stream. `root` is undefined where a problem made it unreadable. */
export interface YamlDocument {
  readonly root: SourceNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/**
 * Parses every document of a YAML 1.1 stream, as Kubernetes and the adapter read it: `yes` is a boolean, `0755` is octal,
 * a time such as `12:30:45` is a string. Documents without content are left out. Never throws on bad input.
 */
export function parseYaml(source: SourceText, limits: YamlLimits = YAML_LIMITS): readonly YamlDocument[] {
  if (source.text.length > limits.characters) {
    return [
      unreadable(
        source,
        'too-long',
        `the text has ${source.text.length} characters; at most ${limits.characters} are read`,
      ),
    ];
  }
  const excess = excessOf(source, limits);
  if (excess) return [excess];
  const parsed = parseWithinStack(source);
  if (!parsed) return [unreadable(source, 'too-deep', tooDeep(limits))];
  if (parsed.length > limits.documents) return [tooManyDocuments(source, parsed.length, limits)];
  return parsed.flatMap((document) => readDocument(document, source, limits) ?? []);
}

/** Counted before anything is built from the text. */
function excessOf(source: SourceText, limits: YamlLimits): YamlDocument | undefined {
  const documents = source.text.match(/^---(?=\s|$)/gm)?.length ?? 0;
  if (documents > limits.documents) return tooManyDocuments(source, documents, limits);
  if (!hasMoreTokens(source.text, limits.tokens)) return undefined;
  return unreadable(
    source,
    'too-long',
    `the text has more than ${limits.tokens} YAML tokens, which is the most that is read`,
  );
}

/** A token has a character at least; a plain scalar has a mark before it besides. */
function hasMoreTokens(text: string, most: number): boolean {
  if (text.length * 2 <= most) return false;
  let count = 0;
  for (const token of new Lexer().lex(text)) {
    if (!/^[ \t\r\n#]/.test(token) && ++count > most) return true;
  }
  return false;
}

function tooManyDocuments(source: SourceText, count: number, { documents }: YamlLimits): YamlDocument {
  return unreadable(source, 'too-many-documents', `the file has ${count} documents; at most ${documents} are read`);
}

function tooDeep({ depth }: YamlLimits): string {
  return `nested more than ${depth} levels deep`;
}

type ParsedDocument = ReturnType<typeof parseAllDocuments>[number];

const OPTIONS: ParseOptions & SchemaOptions & { version: '1.1' } = {
  version: '1.1',
  schema: 'yaml-1.1',
  // Go's YAML reader knows neither base-60 numbers nor the collection types of YAML 1.1, and keeps dates as text.
  customTags: (tags: Tags) =>
    tags.filter(
      (tag) =>
        typeof tag === 'string' ||
        !(tag.format === 'TIME' || /:(timestamp|binary|omap|pairs|set|merge)$/.test(tag.tag)),
    ),
  uniqueKeys: false,
};

function parseWithinStack(source: SourceText): readonly ParsedDocument[] | undefined {
  try {
    const documents = parseAllDocuments(source.text, { ...OPTIONS, prettyErrors: false, logLevel: 'silent' });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The parser reports its own overflow as an error of the text. */
const STACK_OVERFLOW = 'Maximum call stack size exceeded';

function readDocument(document: ParsedDocument, source: SourceText, limits: YamlLimits): YamlDocument | undefined {
  const syntax = document.errors.map(
    (error): YamlProblem => ({
      code: 'syntax',
      message: error.message,
      span: spanOf(source, error.pos[0], error.pos[1]),
    }),
  );
  const overflow = syntax.find(({ message }) => message === STACK_OVERFLOW);
  if (overflow) return { root: undefined, problems: [{ ...overflow, code: 'too-deep', message: tooDeep(limits) }] };
  if (syntax.length > 0) return { root: undefined, problems: syntax };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) return undefined;
  const reader = new TreeReader(source, limits);
  try {
    const { node } = reader.read(document.contents as Node, 0);
    return { root: node, problems: reader.problems };
  } catch (error) {
    if (error instanceof Unreadable) return { root: undefined, problems: [...reader.problems, error.problem] };
    throw error;
  }
}

function unreadable(source: SourceText, code: YamlProblemCode, message: string): YamlDocument {
  return { root: undefined, problems: [{ code, message, span: spanOf(source, 0, 0) }] };
}

class Unreadable extends Error {
  public constructor(public readonly problem: YamlProblem) {
    super(problem.message);
  }
}

/** A node with the number of nodes it stands for once its aliases are expanded. */
interface Sized {
  readonly node: SourceNode;
  readonly size: number;
}

class TreeReader {
  public readonly problems: YamlProblem[] = [];
  private readonly anchors = new Map<string, Sized | 'open'>();

  public constructor(
    private readonly source: SourceText,
    private readonly limits: YamlLimits,
  ) {}

  public read(node: Node | null, depth: number): Sized {
    const span = this.spanOf(node);
    if (depth > this.limits.depth) this.fail('too-deep', tooDeep(this.limits), span);
    if (isAlias(node)) return this.readAlias(node, span);
    const anchor = node && 'anchor' in node ? node.anchor : undefined;
    if (anchor) this.anchors.set(anchor, 'open');
    const sized = this.readContent(node, span, depth);
    if (sized.size > this.limits.nodes) {
      this.fail('too-large', `expands to more than ${this.limits.nodes} nodes; its aliases multiply it`, span);
    }
    if (anchor) this.anchors.set(anchor, sized);
    return sized;
  }

  private readContent(node: Node | null, span: Span, depth: number): Sized {
    if (isMap(node)) return this.readMapping(node as YAMLMap<Node, Node | null>, span, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.read(item as Node | null, depth + 1));
      return {
        node: { kind: 'sequence', span, items: items.map((item) => item.node) },
        size: items.reduce((sum, item) => sum + item.size, 1),
      };
    }
    return { node: this.readScalar(node, span), size: 1 };
  }

  private readScalar(node: Node | null, span: Span): ScalarNode {
    if (!isScalar(node)) return { kind: 'scalar', span, value: null, text: '', style: 'plain' };
    const { value, type } = node;
    const plainValue =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    const style =
      type === 'BLOCK_LITERAL'
        ? 'literal'
        : type === 'BLOCK_FOLDED'
          ? 'folded'
          : type?.startsWith('QUOTE')
            ? 'quoted'
            : 'plain';
    const text = typeof value === 'string' ? value : (node.source ?? (value === null ? '' : String(value)));
    return { kind: 'scalar', span, value: plainValue, text, style };
  }

  private readAlias(alias: Alias, span: Span): Sized {
    const target = this.anchors.get(alias.source);
    if (target === undefined) this.fail('syntax', `the alias *${alias.source} has no anchor before it`, span);
    if (target === 'open') this.fail('circular-alias', `the alias *${alias.source} stands inside its own anchor`, span);
    return target as Sized;
  }

  private readMapping(map: YAMLMap<Node, Node | null>, span: Span, depth: number): Sized {
    const entries = new Map<string, MappingEntry>();
    const merged: MappingEntries[] = [];
    let size = 1;
    for (const pair of map.items) {
      const keySpan = this.spanOf(pair.key);
      const value = this.read(pair.value, depth + 1);
      size += value.size;
      if (isMergeKey(pair)) merged.push(...this.mergeSources(value.node, keySpan));
      else this.addEntry(entries, this.keyOf(pair.key, keySpan), { keySpan, value: value.node });
    }
    for (const source of merged) for (const [key, entry] of source) if (!entries.has(key)) entries.set(key, entry);
    return { node: { kind: 'mapping', span, entries }, size };
  }

  private addEntry(entries: Map<string, MappingEntry>, key: string, entry: MappingEntry): void {
    if (entries.has(key)) {
      this.problems.push({
        code: 'duplicate-key',
        message: `the key "${key}" is given twice in one mapping`,
        span: entry.keySpan,
      });
    }
    entries.set(key, entry);
  }

  private keyOf(key: Node | null, span: Span): string {
    const node = this.read(key, 0).node;
    if (node.kind !== 'scalar') this.fail('unsupported-key', 'a mapping or list as a key cannot be read as JSON', span);
    return (node as ScalarNode).text;
  }

  private mergeSources(node: SourceNode, span: Span): readonly MappingEntries[] {
    const sources = node.kind === 'sequence' ? node.items : [node];
    return sources.map((source) => {
      if (source.kind !== 'mapping')
        this.fail('syntax', 'a merge key (<<) takes a mapping or a list of mappings', span);
      return (source as { entries: MappingEntries }).entries;
    });
  }

  private spanOf(node: Node | null): Span {
    const range = node?.range;
    return range ? spanOf(this.source, range[0], range[1]) : spanOf(this.source, 0, 0);
  }

  private fail(code: YamlProblemCode, message: string, span: Span): never {
    throw new Unreadable({ code, message, span });
  }
}

type MappingEntries = ReadonlyMap<string, MappingEntry>;

function isMergeKey(pair: Pair<Node, Node | null>): boolean {
  return isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<';
}
