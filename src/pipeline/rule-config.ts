import { createHash } from 'node:crypto';
import type { AdapterRule } from '../adapter/rules/types';
import { manifestYaml } from './manifest-yaml';

/** The annotation that carries the hash of the rules, on the ConfigMap and on what must roll with it. */
export const CONFIG_HASH_ANNOTATION = 'foresail.dev/config-hash';

/** The name and key that prometheus-adapter's own manifests use. */
export const CONFIG_MAP_NAME = 'adapter-config';
export const CONFIG_KEY = 'config.yaml';

/** The adapter's configuration file, and a hash of its text. */
export interface RuleConfig {
  readonly text: string;
  readonly hash: string;
}

export function ruleConfig(rules: readonly AdapterRule[]): RuleConfig {
  const text = manifestYaml({ rules });
  return { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}
