import type { GpuAllocationMode } from '../kubernetes/cluster-facts';

/** `percent` is 0 to 100, `ratio` 0 to 1, `mebibytes` a size in MiB, `count` a number of things. */
export type MetricUnit = 'percent' | 'ratio' | 'mebibytes' | 'count';

/** `card`: the value of a whole GPU, whoever uses it. `container`: the part of one container. */
export type MetricScope = 'card' | 'container';

/** How several series of one pod or node become one value. */
export type MetricAggregation = 'avg' | 'sum' | 'max' | 'min';

/** Who exports a series: the ACK GPU exporter alone, any exporter with DCGM's names, or the service itself. */
export type MetricExporter = 'ack' | 'dcgm' | 'service';

/** A metric that a policy can scale on: what it measures and how a rule serves it. Plain data, for writers and readers. */
export interface MetricDefinition {
  /** The name of the API metric. */
  readonly name: string;
  /** The Prometheus series the rule selects. */
  readonly series: string;
  /** The series each value is divided by, pod by pod. */
  readonly denominator?: string;
  /** The rule's `name`, where the API metric is not called like its series. */
  readonly rename?: { readonly matches: string; readonly as: string };
  readonly description: string;
  readonly unit: MetricUnit;
  readonly scope: MetricScope;
  readonly aggregation: MetricAggregation;
  readonly exporter: MetricExporter;
  /** The GPU allocations on which the value says something about one pod. */
  readonly validOn: readonly GpuAllocationMode[];
  /** Where the facts come from. */
  readonly source: string;
}
