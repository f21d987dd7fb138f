import { stringify } from 'yaml';

/** YAML as cdk8s writes it, without anchors: what Kubernetes and Helm read, which is YAML 1.1. */
export function manifestYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
