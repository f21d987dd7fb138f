import { isClusterFile } from '../config/cluster-file';
import type { ObjectReference } from '../source/finding';
import { type MappingNode, nodeAt, type SourceNode, stringAt } from '../source/node';
import type { Span } from '../source/source-file';
import type { YamlProblem } from '../source/yaml';
import { Manifest } from './manifest';
import { findRuleSource, type RuleSource } from './rule-source';

/** What one YAML document turned out to be. */
export type Recognised =
  | { readonly is: 'object'; readonly manifest: Manifest }
  | { readonly is: 'cluster'; readonly root: SourceNode }
  | { readonly is: 'rules'; readonly source: RuleSource }
  | NotModelled;

/** Something that is left alone, and said so. */
export interface NotModelled {
  readonly is: 'notModelled';
  readonly what: string;
  readonly span: Span;
  /** Where it is a Kubernetes object of a kind that we do not read. */
  readonly object?: ObjectReference;
}

/** The kinds that are read, by API group. */
const MODELLED: { readonly [group: string]: readonly string[] } = {
  '': ['Service', 'ConfigMap'],
  apps: ['Deployment', 'StatefulSet'],
  extensions: ['Deployment'],
  autoscaling: ['HorizontalPodAutoscaler'],
  'autoscaling.alibabacloud.com': ['AdvancedHorizontalPodAutoscaler'],
  policy: ['PodDisruptionBudget'],
};

/** The group of an `apiVersion`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** Tells what a document is. Lists of objects give one answer per item. */
export function recognise(
  root: SourceNode,
  problems: readonly YamlProblem[],
  defaultNamespace: string,
): readonly Recognised[] {
  if (isClusterFile(root)) return [{ is: 'cluster', root }];
  if (root.kind === 'mapping' && isKubernetesObject(root)) return recogniseObject(root, problems, defaultNamespace);
  const source = findRuleSource(root, problems);
  return [source ? { is: 'rules', source } : { is: 'notModelled', what: 'YAML that is no manifest', span: root.span }];
}

function isKubernetesObject(root: MappingNode): boolean {
  return stringAt(root, '/apiVersion') !== undefined && stringAt(root, '/kind') !== undefined;
}

function recogniseObject(
  root: MappingNode,
  problems: readonly YamlProblem[],
  defaultNamespace: string,
): readonly Recognised[] {
  const apiVersion = stringAt(root, '/apiVersion')!;
  const kind = stringAt(root, '/kind')!;
  const items = root.entries.get('items')?.value;
  if (kind.endsWith('List') && items?.kind === 'sequence') {
    return items.items.flatMap((item) => recogniseItem(item, problems, defaultNamespace));
  }
  const object: ObjectReference = {
    apiVersion,
    kind,
    namespace: textAt(root, '/metadata/namespace') ?? defaultNamespace,
    name: textAt(root, '/metadata/name') ?? '',
  };
  const group = groupOf(apiVersion);
  const modelled = Object.hasOwn(MODELLED, group) && MODELLED[group]!.includes(kind);
  if (!modelled) return [{ is: 'notModelled', what: `${kind} (${apiVersion})`, span: root.span, object }];
  if (kind !== 'ConfigMap' && holdsTemplate(root)) {
    return [{ is: 'notModelled', what: `${kind} with template placeholders ({{ }})`, span: root.span, object }];
  }
  return [{ is: 'object', manifest: new Manifest(root, object, problems) }];
}

function recogniseItem(
  item: SourceNode,
  problems: readonly YamlProblem[],
  defaultNamespace: string,
): readonly Recognised[] {
  if (item.kind === 'mapping' && isKubernetesObject(item)) return recogniseObject(item, problems, defaultNamespace);
  return [{ is: 'notModelled', what: 'a list item that is no object', span: item.span }];
}

function textAt(root: SourceNode, path: string): string | undefined {
  const node = nodeAt(root, path);
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** Aliases share nodes, so each node is looked at once. */
function holdsTemplate(root: SourceNode): boolean {
  const seen = new Set<SourceNode>();
  const holds = (node: SourceNode): boolean => {
    if (node.kind === 'scalar') return node.text.includes('{{');
    if (seen.has(node)) return false;
    seen.add(node);
    const children = node.kind === 'sequence' ? node.items : [...node.entries.values()].map((entry) => entry.value);
    return children.some(holds);
  };
  return holds(root);
}
