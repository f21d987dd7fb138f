import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import type { Need, Needs } from '../cluster/cluster-terms';
import type { Gpu } from '../gpu/gpu';
import type { MetricNeed, MetricSource, MetricTarget } from '../metrics/metric-target';
import type { ScalingNeed, ScalingPolicy } from '../scaling/scaling-policy';

/** What to use instead of a metric that says nothing about one pod. */
export interface InsteadOn {
  readonly dedicated: 'another metric';
  readonly shared: 'metrics.ack.process*, or a metric of the inference server';
  readonly mig: 'a metric of the inference server';
  readonly timeSliced: 'a metric of the inference server';
}

/** `InsteadOn` at run time. */
export const INSTEAD_ON: InsteadOn = {
  dedicated: 'another metric',
  shared: 'metrics.ack.process*, or a metric of the inference server',
  mig: 'a metric of the inference server',
  timeSliced: 'a metric of the inference server',
};

/** A message for each metric and each GPU of a union on which it says nothing. */
type Misread<M extends GpuAllocationMode, T> = GpuAllocationMode extends M
  ? never
  : T extends MetricTarget<MetricSource, infer Series, infer On, MetricNeed>
    ? MisreadOn<Exclude<M, On>, Series>
    : never;

type MisreadOn<M extends GpuAllocationMode, Series extends string> = M extends GpuAllocationMode
  ? `✖ ${Series} says nothing about one pod on a ${M} GPU: use ${InsteadOn[M]}`
  : never;

/** The scaling policy itself where its metrics say something about one pod on the GPU, else a message in its place. */
export type ScalingOn<M extends GpuAllocationMode, S> =
  S extends ScalingPolicy<infer T, ScalingNeed> ? ([Misread<M, T>] extends [never] ? S : Misread<M, T>) : S;

/**
 * What a policy asks of a cluster: each need with the property or series that asks. Nothing where the types are wide, as
 * for props from a function: what such a policy asks is only known at run time, and compared then.
 */
export type NeedsOf<M extends GpuAllocationMode, S> = GpuAllocationMode extends M ? object : KnownNeeds<M, S>;

type KnownNeeds<M extends GpuAllocationMode, S> =
  S extends ScalingPolicy<infer T, infer N>
    ? AnyMetric<T> extends true
      ? object
      : {
          readonly [K in N | NeedOfMetric<T> | `${M}Pool`]: K extends ScalingNeed
            ? `scaling.${K}`
            : K extends `${M}Pool`
              ? 'gpu'
              : SeriesWithNeed<T, K>;
        }
    : never;

/** Metrics of which nothing is known ask for everything. So do those of a call that does not compile, which has an error already. */
type AnyMetric<T> = [MetricNeed] extends [NeedOfMetric<T>] ? true : false;

type NeedOfMetric<T> = T extends MetricTarget<MetricSource, string, GpuAllocationMode, infer N> ? N : never;

type SeriesWithNeed<T, K> =
  T extends MetricTarget<MetricSource, infer Series, GpuAllocationMode, infer N>
    ? K extends N
      ? Series
      : never
    : never;

/** `NeedsOf` at run time. */
export function needsOf(gpu: Gpu, scaling: ScalingPolicy): Needs {
  const { definition } = scaling;
  const needs: { [N in Need]?: string } = { [`${gpu.mode}Pool`]: 'gpu' };
  if (definition.kind === 'ahpa') needs.ahpa = 'scaling.ahpa';
  else if (definition.behavior) needs.behavior = 'scaling.behavior';
  for (const target of definition.metrics) {
    for (const need of target.needs) needs[need] ??= target.series;
  }
  return needs;
}
