import { createHash } from 'node:crypto';
import { manifestYaml } from './manifest-yaml';
import type { RuleLists } from './rule-set';

/** The annotation that carries the hash of the rules, on the ConfigMap and on what must roll with it. */
export const CONFIG_HASH_ANNOTATION = 'foresail.dev/config-hash';

/** Argo CD and Flux would prune the map of the old rules in the sync that brings the new one, before Helm has moved the adapter. */
export const KEPT_FROM_PRUNING = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
} as const;

/** The name and key that prometheus-adapter's own manifests use. */
export const CONFIG_MAP_NAME = 'adapter-config';
export const CONFIG_KEY = 'config.yaml';

/** The adapter's configuration file, and a hash of its text. */
export interface RuleConfig {
  readonly text: string;
  readonly hash: string;
}

/** Without external rules, the adapter does not serve their API, so an empty list is left out. */
export function ruleConfig({ rules, externalRules }: RuleLists): RuleConfig {
  const text = manifestYaml({
    ...(rules.length > 0 && { rules }),
    ...(externalRules.length > 0 && { externalRules }),
  });
  return { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}
