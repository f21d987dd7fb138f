import type { PipelineFacts } from '../kubernetes/cluster-facts';
import { ackAdapterValues, existingConfigValues, type HelmValues, prometheusAdapterValues } from './helm-values';
import { CONFIG_HASH_ANNOTATION, CONFIG_KEY, CONFIG_MAP_NAME, KEPT_FROM_PRUNING, ruleConfig } from './rule-config';
import type { RuleLists } from './rule-set';

/** The ConfigMap that holds the adapter's configuration. */
export interface RuleConfigMap {
  readonly name: string;
  readonly namespace: string;
  readonly annotations: { readonly [name: string]: string };
  readonly data: { readonly [key: string]: string };
}

/** What a pipeline writes for a set of rules: the rules stand in exactly one of the two. */
export interface PipelineOutput {
  readonly configMap?: RuleConfigMap;
  readonly helmValues?: HelmValues;
}

/**
 * Renders a cluster's rules in the form in which its adapter takes them. Nothing for no rules: an adapter that is
 * registered for the custom metrics API and serves no rule breaks discovery for the whole cluster.
 */
export function pipelineOutput(
  pipeline: PipelineFacts,
  lists: RuleLists,
  prometheusUrl: string | undefined,
): PipelineOutput {
  if (lists.rules.length + lists.externalRules.length === 0) return {};
  if (pipeline.kind === 'ackAdapter') return { helmValues: ackAdapterValues(lists, prometheusUrl) };
  if (pipeline.output === 'helmValues') return { helmValues: prometheusAdapterValues(lists) };
  const { text, hash } = ruleConfig(lists);
  const existing = pipeline.adapterValues === 'existing';
  const name = existing ? `${CONFIG_MAP_NAME}-${hash}` : CONFIG_MAP_NAME;
  const configMap: RuleConfigMap = {
    name,
    namespace: pipeline.namespace,
    annotations: { [CONFIG_HASH_ANNOTATION]: hash, ...(existing && KEPT_FROM_PRUNING) },
    data: { [CONFIG_KEY]: text },
  };
  return existing
    ? { configMap, helmValues: existingConfigValues(name, hash, lists.externalRules.length > 0) }
    : { configMap };
}
