import { parseDuration } from '../promql/syntax/duration-text';
import type { Labels } from '../series/labels';
import { isObject } from '../snapshot/json-value';
import { childOf, nodeAt, type SourceNode, toJson } from '../source/node';
import { SourceFile } from '../source/source-file';
import { wholeFile } from '../source/source-text';
import { parseYaml } from '../source/yaml';

/** What a server says about itself. What it does not say is not there. Times in ms. */
export interface ServerFacts {
  /** Only where the server is a Prometheus: the versions of others say nothing about PromQL. */
  readonly prometheusVersion?: string;
  readonly scrapeIntervalMs?: number;
  readonly evaluationIntervalMs?: number;
  /** Of every job, whether or not it differs. */
  readonly jobIntervals?: ReadonlyMap<string, number>;
  readonly externalLabels?: Labels;
  readonly lookbackMs?: number;
  readonly features?: readonly string[];
}

/** What Prometheus takes where its configuration says nothing. Source: its documentation, `configuration`. */
const DEFAULT_INTERVAL_MS = 60_000;

/** What VictoriaMetrics answers, so that Grafana takes it for a Prometheus. */
const VICTORIA_METRICS = '2.24.0';

/** Reads the answer to `status/buildinfo`. Others answer with versions of their own: Mimir names itself, Thanos is below 1. */
export function readBuild(data: unknown): ServerFacts {
  if (!isObject(data) || typeof data.version !== 'string' || data.application !== undefined) return {};
  const [version] = /^[23]\.\d+\.\d+/.exec(data.version) ?? [];
  if (version === undefined || (version === VICTORIA_METRICS && data.revision === undefined)) return {};
  return { prometheusVersion: version };
}

/** Reads the answer to `status/flags`. */
export function readFlags(data: unknown): ServerFacts {
  if (!isObject(data)) return {};
  const lookback = data['query.lookback-delta'];
  const lookbackMs = typeof lookback === 'string' ? parseDuration(lookback) : undefined;
  const enabled = data['enable-feature'];
  const features = typeof enabled === 'string' ? enabled.split(/[,\s]+/).filter(changesPromQL) : [];
  return {
    ...(lookbackMs !== undefined && lookbackMs > 0 && { lookbackMs }),
    ...(features.length > 0 && { features }),
  };
}

function changesPromQL(feature: string): boolean {
  return feature.startsWith('promql') || feature === 'native-histograms';
}

/** Reads the answer to `status/config`: the configuration as YAML. */
export function readServerConfig(data: unknown): ServerFacts {
  const text = isObject(data) ? data.yaml : undefined;
  if (typeof text !== 'string') return {};
  const root = parseYaml(wholeFile(new SourceFile('prometheus.yml', text)))[0]?.root;
  if (!root) return {};
  const scrapeIntervalMs = durationAt(root, '/global/scrape_interval') ?? DEFAULT_INTERVAL_MS;
  const externalLabels = nodeAt(root, '/global/external_labels');
  return {
    scrapeIntervalMs,
    evaluationIntervalMs: durationAt(root, '/global/evaluation_interval') ?? DEFAULT_INTERVAL_MS,
    jobIntervals: jobIntervals(root, scrapeIntervalMs),
    ...(externalLabels && { externalLabels: textsOf(externalLabels) }),
  };
}

function jobIntervals(root: SourceNode, usualMs: number): ReadonlyMap<string, number> {
  const jobs = nodeAt(root, '/scrape_configs');
  if (jobs?.kind !== 'sequence') return new Map();
  return new Map(
    jobs.items.flatMap((job) => {
      const name = childOf(job, 'job_name');
      return name?.kind === 'scalar' ? [[name.text, durationAt(job, '/scrape_interval') ?? usualMs] as const] : [];
    }),
  );
}

function durationAt(root: SourceNode, path: string): number | undefined {
  const node = nodeAt(root, path);
  const ms = node?.kind === 'scalar' ? parseDuration(node.text) : undefined;
  return ms !== undefined && ms > 0 ? ms : undefined;
}

function textsOf(node: SourceNode): Labels {
  const labels = toJson(node);
  return isObject(labels)
    ? Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]))
    : {};
}
