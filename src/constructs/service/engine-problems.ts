import type { LabelConvention } from '../../kubernetes/cluster-facts';
import { METRICS_BY_EXPORTER } from '../../metrics/catalogue';
import { ENGINE_VERSION_RULE, isEarlierEngine, isEngineVersion } from '../../metrics/engine-version';
import { type EngineKind, INFERENCE_ENGINES } from '../../metrics/inference-engines';
import type { MetricDefinition } from '../../metrics/metric-definition';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';
import type { Engine } from './engine';
import { engineImageProblems } from './engine-image-problems';
import { llmLoadProblems } from './llm-load-problems';

/** The flag that turns SGLang's metrics on, and the one that names a file which may. */
const SGLANG_METRICS = '--enable-metrics';
const SGLANG_FILE = '--config';
const NEVER_THERE = 'The series never comes, the metric stays <unknown>, and nothing scales on it.';

/** An engine whose version is none, an image of another one, and metrics that the engine does not export: the autoscaler would never get a value. */
export function engineProblems(policy: AnyPolicyProps, convention: LabelConvention): readonly PolicyProblem[] {
  const { engine, scaling } = policy;
  if (!engine) return [];
  if (engine.facts.kind === 'vllm' && !isEngineVersion(engine.given.version)) return [noVersion(engine.given.version)];
  const metrics = scaling.definition.metrics.flatMap(({ values }, index): readonly ScaledMetric[] => {
    const metric = values.kind === 'resource' ? undefined : values.metric.definitionFor(convention);
    return metric ? [{ metric, property: `scaling.metrics[${index}]` }] : [];
  });
  return [
    ...engineImageProblems(policy, engine),
    ...metrics.flatMap(({ metric, property }) => problemOf(metric, engine, property) ?? []),
    ...llmLoadProblems(policy, engine, convention),
    ...sglangProblems(metrics, engine, policy),
  ];
}

interface ScaledMetric {
  readonly metric: MetricDefinition;
  readonly property: string;
}

function noVersion(value: unknown): PolicyProblem {
  return {
    code: 'engine',
    property: 'engine',
    value,
    allowed: `Engine.vllm with ${ENGINE_VERSION_RULE}`,
    why: 'The version tells which flags the server knows and which metrics it has.',
    help: 'Write the version that the image has, and name the image by it too.',
  };
}

function problemOf(metric: MetricDefinition, engine: Engine, property: string): PolicyProblem | undefined {
  const { kind, title, passesOn } = engine.facts;
  if (metric.engine === undefined || metric.engine === passesOn) return undefined;
  if (metric.engine !== kind) {
    const summary = `${title} does not export ${metric.series}, which is a series of ${INFERENCE_ENGINES[metric.engine].title}.`;
    return absent(metric, property, summary, insteadOf(metric, engine));
  }
  const { version } = engine.given;
  if (version !== undefined && !existsIn(metric, version)) {
    const { since, until } = metric;
    const when = since !== undefined ? `it came with ${since}` : `${until} does not show it any more`;
    const summary = `${title} ${version} does not export ${metric.series}: ${when}.`;
    return absent(metric, property, summary, insteadOf(metric, engine));
  }
  return undefined;
}

/** One flag turns all metrics on, so that they are missing together. */
function sglangProblems(
  metrics: readonly ScaledMetric[],
  engine: Engine,
  policy: AnyPolicyProps,
): readonly PolicyProblem[] {
  const [first, ...others] = metrics.filter(({ metric }) => metric.engine === 'sglang');
  if (!first || engine.facts.kind !== 'sglang' || hasSglangMetrics(engine, policy)) return [];
  const summary = `SGLang exports no metrics without ${SGLANG_METRICS}, and neither command nor args have it.`;
  const help = `Add '${SGLANG_METRICS}' to args; where the image itself gives it, write Engine.sglang({ metricsEnabled: true }).`;
  const problem = absent(first.metric, first.property, summary, help);
  if (others.length === 0) return [problem];
  const series = [...new Set([first, ...others].map(({ metric }) => metric.series))].join(', ');
  const why = `These never come: ${series}. The metrics stay <unknown>, and nothing scales on them.`;
  return [{ ...problem, property: 'scaling.metrics', value: series, why }];
}

function absent({ series }: MetricDefinition, property: string, summary: string, help: string): PolicyProblem {
  return { code: 'metric-engine', property, value: series, summary, why: NEVER_THERE, help };
}

function existsIn({ since, until }: MetricDefinition, version: string): boolean {
  if (since !== undefined && isEarlierEngine(version, since)) return false;
  return until === undefined || isEarlierEngine(version, until);
}

/** What the engine calls the same thing; without such, all that it has. */
function insteadOf({ meaning }: MetricDefinition, { facts: { kind }, given: { version } }: Engine): string {
  const own: [string, MetricDefinition][] = Object.entries(METRICS_BY_EXPORTER[kind]);
  const existing = own.filter(([, metric]) => version === undefined || existsIn(metric, version));
  const same = existing.filter(([, metric]) => meaning !== undefined && metric.meaning === meaning);
  if (same.length > 0) return `Write ${same.map(([key]) => written(kind, key)).join(' or ')}.`;
  return `It has ${existing.map(([key]) => written(kind, key)).join(', ')}.`;
}

function written(kind: EngineKind, key: string): string {
  return `metrics.${kind}.${key}`;
}

/** A script may hold the flag anywhere in its text. What a file says, nobody sees here. */
function hasSglangMetrics({ given }: Engine, { command = [], args = [] }: AnyPolicyProps): boolean {
  if (given.metricsEnabled) return true;
  const words = [...command, ...args].flatMap((text) => text.split(/[\s=]+/));
  return words.includes(SGLANG_METRICS) || words.includes(SGLANG_FILE);
}
