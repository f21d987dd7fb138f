import { stringify } from 'yaml';

type Fields = Readonly<Record<string, unknown>>;

/** A rule for the pods of a namespace; `undefined` takes a field away. */
export function rule(fields: Fields = {}): object {
  return {
    seriesQuery: 'DCGM_CUSTOM_PROCESS_SM_UTIL{PodName!=""}',
    resources: { overrides: { NamespaceName: { resource: 'namespace' }, PodName: { resource: 'pod' } } },
    metricsQuery: 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    ...fields,
  };
}

/** Queries stay on one line. */
const FORMAT = { lineWidth: 0 };

/** A bare adapter configuration. */
export function config(...rules: readonly object[]): string {
  return stringify({ rules }, FORMAT);
}

export function externalConfig(...externalRules: readonly object[]): string {
  return stringify({ externalRules }, FORMAT);
}

/** A ConfigMap that carries a configuration. */
export function configMap(text: string, annotations?: Fields, name = 'adapter-config'): object {
  const metadata = { name, namespace: 'monitoring', ...(annotations && { annotations }) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.yaml': text } };
}

/** Series as the ACK exporter writes them. */
export function ackSeries(...names: readonly string[]): string {
  return names.map((name) => `${name}{NamespaceName="default",PodName="bert-0",NodeName="gpu-1"} 35`).join('\n');
}
