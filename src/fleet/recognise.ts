import { isClusterFile } from '../config/cluster-file';
import type { ObjectReference } from '../source/finding';
import { type MappingNode, nodeAt, type SourceNode, stringAt } from '../source/node';
import type { Span } from '../source/source-file';
import type { YamlProblem } from '../source/yaml';
import { gpuLimitsWithin } from './gpu-limits-within';
import { Manifest } from './manifest';
import { findRuleSource, type RuleSource } from './rule-source';

/** What one YAML document turned out to be. */
export type Recognised =
  | { readonly is: 'object'; readonly manifest: Manifest }
  | { readonly is: 'cluster'; readonly root: SourceNode; readonly problems: readonly YamlProblem[] }
  | { readonly is: 'rules'; readonly source: RuleSource }
  | NotModelled;

/** Something that is left alone, and said so. */
export interface NotModelled {
  readonly is: 'notModelled';
  readonly what: string;
  readonly span: Span;
  /** Where it is a Kubernetes object of a kind that we do not read. */
  readonly object?: ObjectReference;
  /** The GPU resources that its containers have limits for; absent where there are none. */
  readonly gpuLimits?: readonly string[];
  /** The workload whose pods it makes, or the workload or HPA whose count it sets; absent where it names none. */
  readonly actsOn?: ActsOn;
  /** Where that object says how an engine syncs the others. */
  readonly manifest?: Manifest;
}

/** By kind and name, in the object's own namespace. */
export interface ActsOn {
  readonly kind: string;
  readonly name: string;
}

/** The groups of Argo CD and Flux. */
const SYNC_GROUPS = ['argoproj.io', 'kustomize.toolkit.fluxcd.io'];

/** Limits of its kinds bound nodes, not pods. */
const NODE_GROUPS = ['karpenter.sh'];

/** The kinds that are read, by API group. */
const MODELLED: { readonly [group: string]: readonly string[] } = {
  '': ['Service', 'ConfigMap'],
  apps: ['Deployment', 'StatefulSet'],
  extensions: ['Deployment'],
  'leaderworkerset.x-k8s.io': ['LeaderWorkerSet'],
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
  if (isClusterFile(root)) return [{ is: 'cluster', root, problems }];
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
  const name = textAt(root, '/metadata/name') ?? '';
  const namespace = textAt(root, '/metadata/namespace');
  const group = groupOf(apiVersion);
  const modelled = Object.hasOwn(MODELLED, group) && MODELLED[group]!.includes(kind);
  if (!modelled) {
    // Whether an object of an unknown kind has a namespace is unknown too.
    const object = { apiVersion, kind, ...(namespace && { namespace }), name };
    const manifest = SYNC_GROUPS.includes(group) && new Manifest(root, object);
    return [{ ...leftAlone(root, `${kind} (${apiVersion})`, object), ...(manifest && { manifest }) }];
  }
  const object: ObjectReference = { apiVersion, kind, namespace: namespace || defaultNamespace, name };
  if (holdsTemplate(root)) {
    return [leftAlone(root, `${kind} with template placeholders ({{ }})`, object)];
  }
  return [{ is: 'object', manifest: new Manifest(root, object, problemsWithin(root, problems)) }];
}

function leftAlone(root: MappingNode, what: string, object: ObjectReference): NotModelled {
  const gpuLimits = NODE_GROUPS.includes(groupOf(object.apiVersion)) ? [] : gpuLimitsWithin(root);
  const actsOn = actedOn(root);
  return {
    is: 'notModelled',
    what,
    span: root.span,
    object,
    ...(gpuLimits.length > 0 && { gpuLimits }),
    ...(actsOn && { actsOn }),
  };
}

/** An Argo Rollout takes a Deployment's template; KEDA and others scale, and where no kind is named, a Deployment. */
function actedOn(root: MappingNode): ActsOn | undefined {
  for (const path of ['/spec/workloadRef', '/spec/scaleTargetRef']) {
    const name = textAt(root, `${path}/name`);
    if (name !== undefined) return { kind: textAt(root, `${path}/kind`) ?? 'Deployment', name };
  }
  return undefined;
}

/** Of a list of objects, each has its own faults. */
function problemsWithin(root: SourceNode, problems: readonly YamlProblem[]): readonly YamlProblem[] {
  return problems.filter(({ span }) => span.start >= root.span.start && span.end <= root.span.end);
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

/** Text for other programs, in which braces are none of Helm's: the Jinja of a chat template, the Go of a log driver. */
const FREE_TEXT_KEYS = ['annotations', 'args', 'command', 'env', 'data', 'binaryData'];

/** Aliases share nodes, so each node is looked at once. */
function holdsTemplate(root: SourceNode): boolean {
  const seen = new Set<SourceNode>();
  const holds = (node: SourceNode): boolean => {
    if (node.kind === 'scalar') return node.text.includes('{{');
    if (seen.has(node)) return false;
    seen.add(node);
    if (node.kind === 'sequence') return node.items.some(holds);
    return [...node.entries].some(([key, { value }]) => !FREE_TEXT_KEYS.includes(key) && holds(value));
  };
  return holds(root);
}

/** Whether text that is no YAML is a chart's template: braces stand outside of quotes and comments. */
export function isChartTemplate(text: string): boolean {
  return /^[^"'#\n]*\{\{/m.test(text);
}
