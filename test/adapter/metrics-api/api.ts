import type { ApiObjects } from '../../../src/adapter/metrics-api/api-objects';
import { type MetricsApi, type MetricsApiOptions, metricsApi } from '../../../src/adapter/metrics-api/metrics-api';
import { type LoadedConfig, loadAdapterConfig } from '../../../src/adapter/rules/load';
import { SeriesStore } from '../../../src/series/series-store';

/** 2026-11-21T00:00:00Z */
export const TIME = Date.UTC(2026, 10, 21);
export const CUSTOM = '/apis/custom.metrics.k8s.io/v1beta1';
export const CUSTOM_V2 = '/apis/custom.metrics.k8s.io/v1beta2';
export const EXTERNAL = '/apis/external.metrics.k8s.io/v1beta1';

/** `m{pod="a"} 1`, each with one sample at `TIME`. */
export function storeOf(...lines: readonly string[]): SeriesStore {
  return SeriesStore.from(
    lines.map((line) => {
      const [, name = '', inner = '', value = ''] = /^(\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const labels: Record<string, string> = { __name__: name };
      for (const [, key = '', text = ''] of inner.matchAll(/(\w+)="([^"]*)"/g)) labels[key] = text;
      return { labels, timestamps: [TIME], values: [numberOf(value)] };
    }),
    { end: TIME },
  );
}

function numberOf(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

export function loaded(config: string): LoadedConfig {
  const result = loadAdapterConfig(config);
  expect(result.errors).toEqual([]);
  return result;
}

export function apiOf(
  config: string,
  lines: readonly string[],
  objects: ApiObjects = {},
  options: MetricsApiOptions = {},
): MetricsApi {
  return metricsApi(loaded(config), storeOf(...lines), objects, options);
}

/** One rule over `m`, with labels named like their resources. */
export const ONE_RULE = `rules:
- seriesQuery: m
  resources: {overrides: {ns: {resource: namespace}, pod: {resource: pod}, node: {resource: node}}}
  metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;

export const pods = (...names: readonly string[]) =>
  names.map((name) => ({ namespace: 'default', name, labels: { app: 'bert' } }));
