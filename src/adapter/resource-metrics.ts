import { type ApiResource, BUILT_IN_RESOURCES, findResource } from '../kubernetes/resource-table';
import { labelValue } from '../series/labels';
import type { SeriesStore } from '../series/series-store';
import { matcher } from './metric-selector';
import type { ApiObject } from './metrics-api/api-objects';
import { ask } from './metrics-api/prometheus-answer';
import { renderQuery } from './queries';
import { compileAssociation, compileQuery } from './rules/compile-rule';
import type { LoadedConfig } from './rules/load';
import type { ResourceAssociation } from './rules/resource-association';
import type { Template } from './rules/template';
import type { ResourceRule } from './rules/types';
import { customValue, type ResultSample } from './values';

/** CPU and memory of something, in thousandths of a core and of a byte. */
export interface ResourceUsage {
  readonly cpu: bigint;
  readonly memory: bigint;
}

export interface PodUsage {
  readonly namespace: string;
  readonly name: string;
  readonly containers: readonly (ResourceUsage & { readonly name: string })[];
}

export interface NodeUsage extends ResourceUsage {
  readonly name: string;
}

/** What the adapter serves as metrics.k8s.io. */
export interface ResourceMetrics {
  /** Of each pod; one without cpu or without memory is left out. */
  readonly pods: (pods: readonly ApiObject[]) => readonly PodUsage[];
  readonly nodes: (nodes: readonly ApiObject[]) => readonly NodeUsage[];
}

/** The resource metrics API of a configuration; undefined without `resourceRules`, or where they do not load. */
export function resourceMetrics(config: LoadedConfig, store: SeriesStore, time: number): ResourceMetrics | undefined {
  const { resourceRules } = config.config;
  if (!resourceRules || config.errors.length > 0) return undefined;
  const cpu = compile(resourceRules.cpu ?? {});
  const memory = compile(resourceRules.memory ?? {});
  if (!cpu || !memory) return undefined;
  return new ResourceProvider(cpu, memory, store, time);
}

interface CompiledResourceRule {
  readonly association: ResourceAssociation;
  readonly containerQuery: Template;
  readonly nodeQuery: Template;
  readonly containerLabel: string;
}

/** What does not compile was reported when the configuration was loaded. */
function compile(rule: ResourceRule): CompiledResourceRule | undefined {
  const ignore = () => {};
  const association = compileAssociation(rule.resources ?? {}, BUILT_IN_RESOURCES, '/resources', ignore);
  const containerQuery = compileQuery(rule.containerQuery ?? '', '/containerQuery', ignore);
  const nodeQuery = compileQuery(rule.nodeQuery ?? '', '/nodeQuery', ignore);
  if (!association || !containerQuery || !nodeQuery) return undefined;
  return { association, containerQuery, nodeQuery, containerLabel: rule.containerLabel ?? '' };
}

const PODS = findResource({ resource: 'pods' })!;
const NODES = findResource({ resource: 'nodes' })!;
const NAMESPACES = findResource({ resource: 'namespaces' })!;

type Samples = ReadonlyMap<string, readonly ResultSample[]>;

class ResourceProvider implements ResourceMetrics {
  public constructor(
    private readonly cpu: CompiledResourceRule,
    private readonly memory: CompiledResourceRule,
    private readonly store: SeriesStore,
    private readonly time: number,
  ) {}

  public readonly pods = (pods: readonly ApiObject[]): readonly PodUsage[] => {
    const namespaces = new Map<string, string[]>();
    for (const { namespace = '', name } of pods) {
      namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), name]);
    }
    const answers = new Map(
      [...namespaces].map(([namespace, names]) => [namespace, this.both(PODS, namespace, names)]),
    );
    return pods.flatMap(({ namespace = '', name }) => {
      const answer = answers.get(namespace);
      const cpu = answer?.cpu.get(name);
      const memory = answer?.memory.get(name);
      return cpu && memory ? [{ namespace, name, containers: this.containers(cpu, memory) }] : [];
    });
  };

  /** Of several samples of a node the first counts. */
  public readonly nodes = (nodes: readonly ApiObject[]): readonly NodeUsage[] => {
    if (nodes.length === 0) return [];
    const names = nodes.map(({ name }) => name);
    const answer = this.both(NODES, undefined, names);
    return names.flatMap((name) => {
      const cpu = answer?.cpu.get(name)?.[0];
      const memory = answer?.memory.get(name)?.[0];
      return cpu && memory ? [{ name, cpu: usageOf(cpu), memory: usageOf(memory) }] : [];
    });
  };

  /** A container with only one of the two has nothing of the other. */
  private containers(cpu: readonly ResultSample[], memory: readonly ResultSample[]): PodUsage['containers'] {
    const found = new Map<string, { cpu: bigint; memory: bigint }>();
    const add = (kind: 'cpu' | 'memory', label: string, samples: readonly ResultSample[]) => {
      for (const sample of samples) {
        const name = labelValue(sample.labels, label);
        found.set(name, { ...(found.get(name) ?? { cpu: 0n, memory: 0n }), [kind]: usageOf(sample) });
      }
    };
    add('cpu', this.cpu.containerLabel, cpu);
    add('memory', this.memory.containerLabel, memory);
    return [...found].map(([name, usage]) => ({ name, ...usage }));
  }

  /** Undefined where one of the two queries fails. */
  private both(resource: ApiResource, namespace: string | undefined, names: readonly string[]) {
    const cpu = this.samples(this.cpu, resource, namespace, names);
    const memory = this.samples(this.memory, resource, namespace, names);
    return cpu && memory && { cpu, memory };
  }

  private samples(
    rule: CompiledResourceRule,
    resource: ApiResource,
    namespace: string | undefined,
    names: readonly string[],
  ): Samples | undefined {
    const label = rule.association.labelOf(resource);
    const namespaceLabel = rule.association.labelOf(NAMESPACES);
    if (label === undefined || (namespace !== undefined && namespaceLabel === undefined)) return undefined;
    const matchers = [
      ...(namespace === undefined ? [] : [matcher(namespaceLabel!, '=', namespace)]),
      matcher(label, names.length > 1 ? '=~' : '=', names.join('|')),
    ];
    const isPods = resource === PODS;
    const template = isPods ? rule.containerQuery : rule.nodeQuery;
    const query = renderQuery(template, '', matchers, isPods ? [label, rule.containerLabel] : [label]);
    if ('failure' in query) return undefined;
    const answer = ask(this.store, query.promql, this.time);
    if ('refusal' in answer || answer.result.type !== 'vector') return undefined;
    const byName = new Map<string, ResultSample[]>();
    for (const sample of answer.result.samples) {
      const name = labelValue(sample.labels, label);
      byName.set(name, [...(byName.get(name) ?? []), sample]);
    }
    return byName;
  }
}

/** Here alone, what is no number or below zero becomes zero. */
function usageOf({ value }: ResultSample): bigint {
  return value < 0 ? 0n : customValue(value).milli;
}
