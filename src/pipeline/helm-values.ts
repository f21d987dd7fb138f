import type { AdapterRule } from '../adapter/rules/types';
import { manifestYaml } from './manifest-yaml';
import { CONFIG_HASH_ANNOTATION } from './rule-config';

/** A values file for a chart; the name is the chart's. */
export interface HelmValues {
  readonly chart: 'ack-alibaba-cloud-metrics-adapter' | 'prometheus-adapter';
  readonly text: string;
}

/** Values for ack-alibaba-cloud-metrics-adapter. Its template ships two sample rules; a given `custom` replaces them. */
export function ackAdapterValues(rules: readonly AdapterRule[], prometheusUrl: string | undefined): HelmValues {
  const prometheus = {
    enabled: true,
    ...(prometheusUrl !== undefined && { url: prometheusUrl }),
    adapter: { rules: { default: false, custom: rules } },
  };
  return {
    chart: 'ack-alibaba-cloud-metrics-adapter',
    text: manifestYaml({ AlibabaCloudMetricsAdapter: { prometheus } }),
  };
}

/** Values for the community chart that carry the rules; the chart's own checksum annotation rolls the adapter. */
export function prometheusAdapterValues(rules: readonly AdapterRule[]): HelmValues {
  return { chart: 'prometheus-adapter', text: manifestYaml({ rules: { default: false, custom: rules } }) };
}

const EXISTING_NOTE = `# The rules are in the ConfigMap that rules.existing names. Its name and the pod annotation carry their hash, so that a
# changed rule rolls the adapter. While rules.existing is set, the chart takes no rule from rules.default: it only
# registers the APIService of the custom metrics API, which the chart leaves out otherwise.
`;

/** Values for the community chart that refer to a ConfigMap of ours. */
export function existingConfigValues(configMapName: string, hash: string): HelmValues {
  const values = {
    rules: { default: true, existing: configMapName },
    podAnnotations: { [CONFIG_HASH_ANNOTATION]: hash },
  };
  return { chart: 'prometheus-adapter', text: EXISTING_NOTE + manifestYaml(values) };
}
