import type { GpuAllocationMode } from '../kubernetes/cluster-facts';
import type { EngineKind } from './inference-engines';

/**
 * What a value counts. `percent` is 0 to 100, `ratio` 0 to 1, `quotient` one thing by another without an upper end,
 * `mebibytes` a size in MiB, `count` a number of things, `perSecond` things in a second, `watts` a power, `seconds` and
 * `microseconds` a time.
 */
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** Every unit. */
export const METRIC_UNITS = [
  'percent',
  'ratio',
  'quotient',
  'mebibytes',
  'count',
  'perSecond',
  'watts',
  'seconds',
  'microseconds',
] as const;

/** How a series changes. A counter only grows, so it is rated; a histogram gives quantiles of its rated buckets. */
export type SeriesType = 'gauge' | 'counter' | 'histogram';

/** `card`: the value of a whole GPU, whoever uses it. `container`: the part of one container. */
export type MetricScope = 'card' | 'container';

/** How several series of one pod or node, such as one for each GPU or rank, become one value. */
export type MetricAggregation = 'avg' | 'sum' | 'max' | 'min';

/** Who exports a series: the ACK GPU exporter alone, any exporter with DCGM's names, or the service itself. */
export type MetricExporter = 'ack' | 'dcgm' | 'service';

/** What a metric tells of an inference server: engines that tell the same have other names for it. */
export type MetricMeaning = 'waiting' | 'running' | 'demand' | 'cache';

/** A metric that a policy can scale on: what it measures and how a rule serves it. Plain data, for writers and readers. */
export interface MetricDefinition {
  /** The name of the API metric. Where it is not its series', the rule renames it. */
  readonly name: string;
  /** The Prometheus series the rule selects. */
  readonly series: string;
  /** How the series, and those beside it, change. */
  readonly type: SeriesType;
  /** A series that is added, pod by pod. */
  readonly addend?: string;
  /** The series each value is divided by, pod by pod. */
  readonly denominator?: string;
  /** The rule's `name`, where it is not the one that follows from series and name. */
  readonly rename?: { readonly matches: string; readonly as: string };
  /** The quantile of a histogram. */
  readonly quantile?: number;
  readonly description: string;
  readonly unit: MetricUnit;
  readonly scope: MetricScope;
  readonly aggregation: MetricAggregation;
  /**
   * The label that tells copies of the model in one pod apart: their values are summed, and `aggregation` is for the series of
   * each. Where no series has it, there is one copy.
   *
   * @default - `aggregation` is for all series of a pod
   */
  readonly summedOver?: string;
  /** Whether the values of all pods add up to the demand on the service. */
  readonly additive: boolean;
  readonly exporter: MetricExporter;
  /** The GPU allocations on which the value says something about one pod. */
  readonly validOn: readonly GpuAllocationMode[];
  /** Why no autoscaler can scale on it, as the end of a sentence; people read it. @default - autoscalers can */
  readonly notForScaling?: string;
  /** The inference server that exports it. @default - another exporter */
  readonly engine?: EngineKind;
  /** The first version of the engine that has it. @default - all that came before `until` */
  readonly since?: string;
  /** The first version of the engine that does not have it any more. @default - none */
  readonly until?: string;
  /** What it tells of the engine, where other engines, or other versions, tell it too. @default - something of its own */
  readonly meaning?: MetricMeaning;
  /** What the engine must be told to export it, in words. @default - nothing */
  readonly requires?: string;
  /** Where the facts come from. */
  readonly source: string;
}

/** What a metric is called where the external metrics API serves its sum over all pods of a service. */
export function nameOverPods(name: string): string {
  return `${name}_over_pods`;
}

/** What a metric is called where the custom metrics API serves its sum over all pods of a service for its Service. */
export function nameOfService(name: string): string {
  return `${name}_of_service`;
}
