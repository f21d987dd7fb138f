import { manifestYaml } from './manifest-yaml';
import { CONFIG_HASH_ANNOTATION } from './rule-config';
import type { RuleLists } from './rule-set';

/** A values file for a chart; the name is the chart's. */
export interface HelmValues {
  readonly chart: 'ack-alibaba-cloud-metrics-adapter' | 'prometheus-adapter';
  readonly text: string;
}

/**
 * Values for ack-alibaba-cloud-metrics-adapter. Its template ships two sample rules; a given `custom` replaces them. It knows
 * one list, and serves each of its rules by both metrics APIs.
 */
export function ackAdapterValues({ rules, externalRules }: RuleLists, prometheusUrl: string | undefined): HelmValues {
  const prometheus = {
    enabled: true,
    ...(prometheusUrl !== undefined && { url: prometheusUrl }),
    adapter: { rules: { default: false, custom: [...rules, ...externalRules] } },
  };
  return {
    chart: 'ack-alibaba-cloud-metrics-adapter',
    text: manifestYaml({ AlibabaCloudMetricsAdapter: { prometheus } }),
  };
}

/** Values for the community chart that carry the rules; the chart's own checksum annotation rolls the adapter. */
export function prometheusAdapterValues({ rules, externalRules }: RuleLists): HelmValues {
  const values = { default: false, custom: rules, ...(externalRules.length > 0 && { external: externalRules }) };
  return { chart: 'prometheus-adapter', text: manifestYaml({ rules: values }) };
}

const EXISTING_NOTE = `# The rules are in the ConfigMap that rules.existing names. Its name and the pod annotation carry their hash, so that a
# changed rule rolls the adapter. While rules.existing is set, the chart takes no rule from rules.default: it only
# registers the APIService of the custom metrics API, which the chart leaves out otherwise.
`;

const EXTERNAL_NOTE = `# The same holds for rules.external and the APIService of the external metrics API: its entry is a stand-in that is not read.
`;

/** The chart only counts the entries while `existing` is set. */
const EXTERNAL_STAND_IN = { seriesQuery: 'see_the_config_map', metricsQuery: 'see_the_config_map' };

/** Values for the community chart that refer to a ConfigMap of ours. */
export function existingConfigValues(configMapName: string, hash: string, hasExternalRules: boolean): HelmValues {
  const values = {
    rules: { default: true, existing: configMapName, ...(hasExternalRules && { external: [EXTERNAL_STAND_IN] }) },
    podAnnotations: { [CONFIG_HASH_ANNOTATION]: hash },
  };
  const note = hasExternalRules ? EXISTING_NOTE + EXTERNAL_NOTE : EXISTING_NOTE;
  return { chart: 'prometheus-adapter', text: note + manifestYaml(values) };
}
