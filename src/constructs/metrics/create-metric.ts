import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';
import type { GpuAllocationMode, LabelConvention } from '../../kubernetes/cluster-facts';
import type { MetricDefinition, MetricExporter, MetricUnit } from '../../metrics/metric-definition';
import { QUANTILES, type QuantileName, quantileOf } from '../../metrics/quantiles';
import type { RuleRequest } from '../../pipeline/rule-for';
import { PolicyError } from '../problems/policy-error';
import type {
  AdditiveMetric,
  Exposable,
  ExternalMetric,
  ExternalSelection,
  LatencyMetric,
  LatencyQuantiles,
  MetricNeed,
  MetricSource,
  MetricTarget,
  NodeMetric,
  PeopleMetric,
  PodMetric,
  ServiceMetric,
  ServiceTotal,
  ShareMetric,
  TargetValues,
} from './metric-target';

/** The fields a metric is made of, before its literal types are known. */
export interface MetricParts {
  readonly series: string;
  readonly unit: MetricUnit;
  readonly validOn: readonly GpuAllocationMode[];
  readonly needs: readonly MetricNeed[];
  definitionFor(convention: LabelConvention): MetricDefinition | undefined;
}

/** What a cluster must offer for the series of an exporter. */
export type NeedsOfExporter<E extends MetricExporter> = E extends 'ack'
  ? 'ackSeries'
  : E extends 'dcgm'
    ? 'podLabelsOnCardSeries'
    : never;

/** What a definition becomes for policy authors: what does not add up has no sum, and a latency no value per pod. */
export type MetricOf<D extends MetricDefinition> = MetricFor<
  D['name'],
  D['unit'],
  D['validOn'][number],
  NeedsOfExporter<D['exporter']>,
  D
>;

type MetricFor<
  Name extends string,
  U extends MetricUnit,
  On extends GpuAllocationMode,
  N extends MetricNeed,
  D extends MetricDefinition,
> = D extends { readonly notForScaling: infer Reason extends string }
  ? PeopleMetric<Name, Reason>
  : D['type'] extends 'histogram'
    ? LatencyQuantiles<Name, On, N>
    : U extends 'seconds' | 'microseconds'
      ? LatencyMetric<Name, On, N>
      : D['additive'] extends false
        ? ShareMetric<Name, U, On, N>
        : D['exporter'] extends 'service'
          ? ServiceMetric<Name, U, On, N>
          : AdditiveMetric<Name, U, On, N>;

const NEEDS: { readonly [E in MetricExporter]: readonly MetricNeed[] } = {
  ack: ['ackSeries'],
  dcgm: ['podLabelsOnCardSeries'],
  service: [],
};

/** Makes the metric of a definition. The literal types come from the definition, which TypeScript cannot follow. */
export function createMetric<const D extends MetricDefinition>(definition: D): MetricOf<D> {
  return (definition.type === 'histogram' ? quantilesOf(definition) : metricOf(definition)) as unknown as MetricOf<D>;
}

function quantilesOf(histogram: MetricDefinition) {
  const names = Object.keys(QUANTILES) as QuantileName[];
  return Object.fromEntries(names.map((name) => [name, metricOf(quantileOf(histogram, name))]));
}

function metricOf(
  definition: MetricDefinition,
): LatencyMetric | ShareMetric | AdditiveMetric | ServiceMetric | PeopleMetric {
  const { name: series, unit, validOn, exporter } = definition;
  const parts = { series, unit, validOn, needs: NEEDS[exporter], definitionFor: () => definition };
  if (definition.notForScaling !== undefined) return peopleMetric(parts, definition.notForScaling);
  if (unit === 'seconds' || unit === 'microseconds') return latencyMetric(parts);
  if (!definition.additive) return shareMetric(parts);
  return {
    ...podMetric(parts),
    asExternal: externalOf(parts),
    ...(exporter === 'service' && { ofService: totalOf(parts) }),
  };
}

/** A metric with a value for each pod, and no word on whether the values add up. */
export function podMetric(parts: MetricParts): PodMetric {
  const { unit } = parts;
  return {
    ...parts,
    ...exposed(parts, 'pod'),
    perPod: (threshold: number | Size) =>
      target(parts, 'Pods', { kind: 'pods', metric: parts, unit, averageValue: numberOf(threshold) }),
    byNode: () => nodeMetric(parts),
  };
}

function shareMetric(parts: MetricParts): ShareMetric {
  return {
    ...podMetric(parts),
    asExternal: () =>
      refuse(`${parts.series} does not add up over pods, and an External metric is a sum: use it with perPod(n)`),
  };
}

function peopleMetric(parts: MetricParts, notForScaling: string): PeopleMetric {
  const refused = () => refuse(`no autoscaler can scale on ${parts.series}: ${notForScaling}`);
  return {
    ...exposed(parts, 'pod'),
    notForScaling,
    perPod: refused,
    asExternal: refused,
    byNode: () => nodeMetric(parts),
  };
}

function externalOf(parts: MetricParts) {
  return (given?: ExternalSelection): ExternalMetric => {
    const { unit } = parts;
    const selection = given ?? {};
    return {
      ...exposed(parts, 'selector', selection),
      perPod: (threshold: number | Size) => {
        const averageValue = numberOf(threshold);
        return target(parts, 'External', {
          kind: 'external',
          metric: parts,
          unit,
          threshold: { averageValue },
          selection,
        });
      },
    };
  };
}

function totalOf(parts: MetricParts) {
  const { unit } = parts;
  return (): ServiceTotal => ({
    ...exposed(parts, 'service'),
    perPod: (threshold: number | Size) =>
      target(parts, 'Object', { kind: 'object', metric: parts, unit, averageValue: numberOf(threshold) }),
  });
}

function latencyMetric(parts: MetricParts): LatencyMetric {
  const { unit } = parts;
  return {
    ...exposed(parts, 'selector'),
    atMost: (duration: Duration, given?: ExternalSelection) => {
      const selection = given ?? {};
      const seconds = ((duration as Duration | null)?.toMilliseconds?.() ?? Number.NaN) / 1000;
      const value = unit === 'microseconds' ? seconds * 1e6 : seconds;
      return target(parts, 'External', { kind: 'external', metric: parts, unit, threshold: { value }, selection });
    },
    perPod: () =>
      refuse(`a latency does not add up over pods: write ${parts.series} with .atMost(Duration.seconds(n))`),
  };
}

/** Every convention names the node on card series, so that need falls away. */
function nodeMetric(parts: MetricParts): NodeMetric {
  const needs = parts.needs.filter((need) => need !== 'podLabelsOnCardSeries');
  return {
    ...exposed({ ...parts, needs }, 'node'),
    perPod: () => refuse(`${parts.series} by node has no value per pod, and no HPA can read a node: drop byNode()`),
  };
}

function exposed(parts: MetricParts, by: RuleRequest['by'], { anyNamespace }: ExternalSelection = {}): Exposable {
  const { series, needs, definitionFor } = parts;
  return {
    series,
    needs,
    requestFor: (convention) => {
      const metric = definitionFor(convention);
      return metric && { metric, by, ...(anyNamespace && { anyNamespace }) };
    },
  };
}

function target<S extends MetricSource>(parts: MetricParts, source: S, values: TargetValues): MetricTarget<S> {
  const { series, validOn, needs } = parts;
  return { source, series, validOn, needs, values };
}

function numberOf(threshold: number | Size): number {
  if (typeof threshold === 'number') return threshold;
  // JavaScript may give anything: what is no number is out of every range, and reported where the policy lands.
  return (threshold as Size | null)?.toMebibytes?.({ rounding: SizeRoundingBehavior.NONE }) ?? Number.NaN;
}

/** The words of the compiler, for JavaScript. */
function refuse(words: string): never {
  const [summary = words, help = ''] = words.split(/: (?=use |write |drop )/);
  throw new PolicyError('metrics', { code: 'metric-source', summary: `${summary}.`, help: sentence(help) });
}

function sentence(words: string): string {
  return words === '' ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
