import { childOf, nodeAt, type SourceNode } from '../source/node';
import type { Span } from '../source/source-file';
import { embeddedIn } from '../source/source-text';
import { parseYaml, type YamlProblem } from '../source/yaml';
import type { Manifest } from './manifest';

/** In which form an adapter's rules were found. */
export type RuleSourceForm = 'adapterConfig' | 'ruleList' | 'configMap' | 'communityValues' | 'ackValues';

/** What reports call each form. */
export const RULE_SOURCE_FORMS: { readonly [form in RuleSourceForm]: string } = {
  adapterConfig: 'adapter configuration',
  ruleList: 'list of adapter rules',
  configMap: 'adapter configuration in a ConfigMap',
  communityValues: 'Helm values of the prometheus-adapter chart',
  ackValues: 'Helm values of the ACK metrics adapter chart',
};

/** The parts of an adapter's configuration, wherever they stand. */
export interface RuleSource {
  readonly form: RuleSourceForm;
  readonly span: Span;
  /** The whole configuration, read strictly as the adapter does: the root of `config.yaml`. */
  readonly config?: SourceNode;
  /** Lists of rules, where the configuration is spread over Helm values. */
  readonly rules?: SourceNode;
  readonly externalRules?: SourceNode;
  readonly resourceRules?: SourceNode;
  /** The chart adds its own broad rules before these. */
  readonly addsDefaultRules: boolean;
  /** The chart's values for the flags of the adapter. */
  readonly relistInterval?: SourceNode;
  readonly extraArguments?: SourceNode;
  /** The ConfigMap that the chart reads its rules from instead. */
  readonly existing?: string;
  /** Why the text could not be read as it stands. */
  readonly problems: readonly YamlProblem[];
  /** The ConfigMap that carries it. */
  readonly manifest?: Manifest;
}

const CONFIG_KEYS = ['rules', 'externalRules', 'resourceRules'];
const RULE_KEYS = ['seriesQuery', 'metricsQuery'];
const COMMUNITY_PARENT_KEY = 'prometheus-adapter';
const ACK_PARENT_KEY = 'AlibabaCloudMetricsAdapter';
const COMMUNITY_RULES_KEYS = ['default', 'custom', 'external', 'existing', 'resource'];

/** Finds adapter rules in a document that is no Kubernetes object; undefined where there are none. */
export function findRuleSource(root: SourceNode, problems: readonly YamlProblem[]): RuleSource | undefined {
  if (isRuleList(root)) {
    return { form: 'ruleList', span: root.span, rules: root, addsDefaultRules: false, problems };
  }
  if (root.kind !== 'mapping') return undefined;
  return ackValues(root, problems) ?? communityValues(root, problems) ?? adapterConfig(root, problems);
}

/** The adapter configuration in a ConfigMap's `config.yaml`; undefined where the ConfigMap is about something else. */
export function ruleSourceOfConfigMap(manifest: Manifest): RuleSource | undefined {
  const text = nodeAt(manifest.root, '/data/config.yaml');
  if (text?.kind !== 'scalar') return undefined;
  // The adapter reads the first document only.
  const [document] = parseYaml(embeddedIn(text));
  if (!isAdapterConfig(document?.root, manifest.object.name) && !RULE_KEY.test(text.text)) return undefined;
  return {
    form: 'configMap',
    span: text.span,
    ...(document?.root && { config: document.root }),
    addsDefaultRules: false,
    problems: document?.problems ?? [],
    manifest,
  };
}

/** A key of the adapter's configuration, in block or flow style: what is left to go by where the text is broken. */
const RULE_KEY = /(?:^|[-{,[])[ \t]*["']?(?:seriesQuery|metricsQuery|resourceRules|externalRules)["']?[ \t]*:/m;

function isAdapterConfig(root: SourceNode | undefined, name: string): boolean {
  if (!root) return false;
  return adapterConfig(root, []) !== undefined || (name.includes('adapter') && childOf(root, 'rules') !== undefined);
}

function adapterConfig(root: SourceNode, problems: readonly YamlProblem[]): RuleSource | undefined {
  const hasRules = CONFIG_KEYS.some((key) => {
    const value = childOf(root, key);
    return value !== undefined && (key === 'resourceRules' ? value.kind === 'mapping' : isRuleList(value));
  });
  if (!hasRules) return undefined;
  return { form: 'adapterConfig', span: root.span, config: root, addsDefaultRules: false, problems };
}

function ackValues(root: SourceNode, problems: readonly YamlProblem[]): RuleSource | undefined {
  const parent = childOf(root, ACK_PARENT_KEY);
  const prometheus = childOf(parent ?? root, 'prometheus');
  const adapterRules = nodeAt(prometheus ?? root, '/adapter/rules');
  const shortForm = childOf(prometheus, 'enabled') !== undefined && childOf(prometheus, 'url') !== undefined;
  if (!parent && !adapterRules && !(shortForm && childOf(root, 'rules') === undefined)) return undefined;
  return {
    form: 'ackValues',
    span: root.span,
    ...optional('rules', childOf(adapterRules, 'custom')),
    ...optional('relistInterval', childOf(prometheus, 'metricsRelistInterval')),
    addsDefaultRules: isTrue(childOf(adapterRules, 'default')),
    problems,
  };
}

function communityValues(root: SourceNode, problems: readonly YamlProblem[]): RuleSource | undefined {
  const parent = childOf(root, COMMUNITY_PARENT_KEY);
  const rules = childOf(parent ?? root, 'rules');
  const isValues = rules?.kind === 'mapping' && COMMUNITY_RULES_KEYS.some((key) => rules.entries.has(key));
  if (!parent && !isValues) return undefined;
  const byDefault = childOf(rules, 'default');
  const existing = childOf(rules, 'existing');
  if (existing?.kind === 'scalar' && existing.value !== null && existing.text !== '') {
    // The chart then takes none of the other rules.
    return { form: 'communityValues', span: root.span, addsDefaultRules: false, existing: existing.text, problems };
  }
  return {
    form: 'communityValues',
    span: root.span,
    ...optional('rules', childOf(rules, 'custom')),
    ...optional('externalRules', childOf(rules, 'external')),
    ...optional('resourceRules', childOf(rules, 'resource')),
    ...optional('relistInterval', childOf(parent ?? root, 'metricsRelistInterval')),
    ...optional('extraArguments', childOf(parent ?? root, 'extraArguments')),
    addsDefaultRules: byDefault === undefined || isTrue(byDefault),
    problems,
  };
}

function isRuleList(node: SourceNode): boolean {
  return (
    node.kind === 'sequence' && node.items.some((item) => RULE_KEYS.some((key) => childOf(item, key) !== undefined))
  );
}

function isTrue(node: SourceNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

function optional<K extends string>(key: K, node: SourceNode | undefined): { readonly [P in K]?: SourceNode } {
  return (node ? { [key]: node } : {}) as { readonly [P in K]?: SourceNode };
}
