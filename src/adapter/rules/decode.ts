import { didYouMean } from '../../source/nearest';
import { type MappingNode, type SourceNode, spanAt } from '../../source/node';
import { type Pointer, pointer } from '../../source/pointer';
import type { Span } from '../../source/source-file';
import type { LoadError } from './load-error';
import type {
  AdapterRule,
  GroupResource,
  NameMapping,
  ResourceMapping,
  ResourceRule,
  ResourceRules,
  SeriesFilter,
} from './types';

type Read<T> = (node: SourceNode, path: Pointer) => T | undefined;
type Fields<T> = { readonly [K in keyof T]-?: Read<Exclude<T[K], undefined>> };

const EMPTY_RULE: AdapterRule = { seriesQuery: '', metricsQuery: '' };
const EMPTY_FILTER: SeriesFilter = {};

/** Keys that belong to the values of a Helm chart, not into the adapter's configuration. */
const HELM_KEYS = new Set(['default', 'custom', 'external', 'existing', 'resource', 'prometheus', 'image', 'replicas']);

/** Reads YAML strictly into the adapter's types, as its own YAML library does, and collects what it would refuse. */
export class ConfigDecoder {
  public readonly errors: LoadError[] = [];

  public readonly rules: Read<readonly AdapterRule[]> = (node, path) => this.list(node, path, this.rule, EMPTY_RULE);

  public readonly resourceRules: Read<ResourceRules> = (node, path) =>
    this.struct<ResourceRules>(node, path, 'resourceRules', {
      cpu: this.resourceRule,
      memory: this.resourceRule,
      window: this.string,
    });

  private readonly string: Read<string> = (node, path) => {
    if (node.kind !== 'scalar') return this.wrongType(node, path, 'a text');
    return node.value === null ? undefined : node.text;
  };

  private readonly boolean: Read<boolean> = (node, path) => {
    if (node.kind === 'scalar' && node.value === null) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    return this.wrongType(node, path, 'true or false without quotes');
  };

  private readonly rule: Read<AdapterRule> = (node, path) => {
    const rule = this.struct<AdapterRule>(node, path, 'a rule', {
      seriesQuery: this.string,
      seriesFilters: (list, at) => this.list(list, at, this.filter, EMPTY_FILTER),
      resources: this.resources,
      name: this.naming,
      metricsQuery: this.string,
    });
    return rule && { ...rule, seriesQuery: rule.seriesQuery ?? '', metricsQuery: rule.metricsQuery ?? '' };
  };

  private readonly filter: Read<SeriesFilter> = (node, path) =>
    this.struct<SeriesFilter>(node, path, 'a series filter', { is: this.string, isNot: this.string });

  private readonly naming: Read<NameMapping> = (node, path) =>
    this.struct<NameMapping>(node, path, 'name', { matches: this.string, as: this.string });

  private readonly groupResource: Read<GroupResource> = (node, path) => {
    const found = this.struct<GroupResource>(node, path, 'an override', { group: this.string, resource: this.string });
    return found && { ...found, resource: found.resource ?? '' };
  };

  private readonly resources: Read<ResourceMapping> = (node, path) =>
    this.struct<ResourceMapping>(node, path, 'resources', {
      template: this.string,
      overrides: (map, at) => this.overrides(map, at),
      namespaced: this.boolean,
    });

  private readonly resourceRule: Read<ResourceRule> = (node, path) =>
    this.struct<ResourceRule>(node, path, 'a resource rule', {
      containerQuery: this.string,
      nodeQuery: this.string,
      resources: this.resources,
      containerLabel: this.string,
    });

  public constructor(private readonly root: (path: Pointer) => Span) {}

  /** Adds an error at a path; a key is marked rather than its value where `key` is true. */
  public report(error: Omit<LoadError, 'span'>, span: Span = this.root(error.path)): void {
    this.errors.push({ ...error, span });
  }

  /** The top level of the configuration: only its keys are judged here. */
  public topLevel(node: SourceNode): ReadonlyMap<string, SourceNode> {
    if (node.kind !== 'mapping') {
      this.wrongType(node, '', 'a mapping with rules, externalRules or resourceRules');
      return new Map();
    }
    const known = ['rules', 'externalRules', 'resourceRules'];
    this.refuseUnknown(node, '', known, 'the configuration');
    return new Map(known.flatMap((key) => (node.entries.has(key) ? [[key, node.entries.get(key)!.value]] : [])));
  }

  private overrides(node: SourceNode, path: Pointer): ResourceMapping['overrides'] {
    if (node.kind === 'scalar' && node.value === null) return undefined;
    if (node.kind !== 'mapping') return this.wrongType(node, path, 'a mapping from label names to resources');
    const read = [...node.entries].map(
      ([label, { value }]) => [label, this.groupResource(value, path + pointer(label)) ?? { resource: '' }] as const,
    );
    return Object.fromEntries(read);
  }

  private list<T>(node: SourceNode, path: Pointer, read: Read<T>, empty: T): readonly T[] | undefined {
    if (node.kind === 'scalar' && node.value === null) return undefined;
    if (node.kind !== 'sequence') return this.wrongType(node, path, 'a list');
    return node.items.map((item, index) => read(item, path + pointer(index)) ?? empty);
  }

  private struct<T extends object>(node: SourceNode, path: Pointer, what: string, fields: Fields<T>): T | undefined {
    if (node.kind === 'scalar' && node.value === null) return {} as T;
    if (node.kind !== 'mapping') return this.wrongType(node, path, `the fields of ${what}`);
    const known = Object.keys(fields);
    this.refuseUnknown(node, path, known, what);
    const read: [string, unknown][] = [];
    for (const key of known) {
      const entry = node.entries.get(key);
      const value = entry && fields[key as keyof T](entry.value, path + pointer(key));
      if (value !== undefined) read.push([key, value]);
    }
    return Object.fromEntries(read) as T;
  }

  private refuseUnknown(node: MappingNode, path: Pointer, known: readonly string[], what: string): void {
    for (const [key, { keySpan }] of node.entries) {
      if (known.includes(key)) continue;
      const helm = HELM_KEYS.has(key) && path === '';
      this.report(
        {
          code: 'L2',
          message: `${what} has no field "${key}"${didYouMean(key, known)}`,
          help: helm
            ? `"${key}" belongs to the values of a Helm chart; config.yaml itself takes ${known.join(', ')}`
            : `the adapter reads strictly and does not start; use ${known.join(', ')} (case counts), or remove it`,
          path: path + pointer(key),
        },
        keySpan,
      );
    }
  }

  private wrongType(node: SourceNode, path: Pointer, expected: string): undefined {
    const field = path === '' ? 'the configuration' : path.slice(path.lastIndexOf('/') + 1);
    const helm = node.kind === 'mapping' && [...node.entries.keys()].some((key) => HELM_KEYS.has(key));
    this.report(
      {
        code: 'L4',
        message: `${field} is ${describe(node)}, but must be ${expected}`,
        help: helm
          ? 'these look like the values of a Helm chart: the list under custom belongs directly under rules'
          : `write ${expected}`,
        path,
      },
      spanAt(node, ''),
    );
    return undefined;
  }
}

function describe(node: SourceNode): string {
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  return typeof node.value === 'string' ? `the text ${JSON.stringify(node.text)}` : `${JSON.stringify(node.value)}`;
}
