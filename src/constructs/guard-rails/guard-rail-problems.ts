import type { IConstruct } from 'constructs';
import type { LabelConvention } from '../../kubernetes/cluster-facts';
import { apiName } from '../../pipeline/rule-for';
import type { ClusterContext } from '../cluster/cluster-context';
import type { Gpu } from '../gpu/gpu';
import { gpusPerPod, gpusText } from '../gpu/gpu-count';
import { type MetricTarget, requestOf } from '../metrics/metric-target';
import type { AnyPolicyProps } from '../policy/policy';
import { acts } from '../scaling/acts';
import type { ScalingDefinition } from '../scaling/scaling-policy';
import { forbiddenName, forbiddenText, type ReadMetric } from './forbidden-metric';
import type { GuardRailsProps } from './guard-rails';
import { observerFaults } from './observer-rail';
import type { RailFault } from './rail-fault';

/** Reports each guard rail of the cluster that a policy breaks. */
export function reportBrokenRails(
  service: IConstruct,
  id: string,
  policy: AnyPolicyProps,
  { guardRails, facts }: ClusterContext,
): void {
  guardRails?.report(
    service,
    brokenRails(id, facts.labelConvention, guardRails.rails).flatMap((faultsOf) => faultsOf(policy)),
  );
}

/** Each guard rail by itself: what of a policy breaks it. */
export function brokenRails(
  id: string,
  convention: LabelConvention,
  rails: GuardRailsProps,
): readonly ((policy: AnyPolicyProps) => readonly RailFault[])[] {
  return [
    ({ gpu, scaling, podGroup, replicas }) =>
      gpuFaults({ gpu, scaling, podGroup, replicas, variable: variableOf(id) }, rails),
    (policy) => drainFaults(policy, rails),
    ({ scaling }) => metricFaults(scaling.definition, convention, rails),
    ({ scaling }) => observerFaultsOf(scaling.definition, rails),
  ];
}

/** The same for an autoscaler of its own: of the workload nothing is known here but its GPUs. */
export function reportRailsOfAutoscaler(
  autoscaler: IConstruct,
  { gpu, scaling }: Pick<AnyPolicyProps, 'gpu' | 'scaling'>,
  { guardRails, facts }: ClusterContext,
): void {
  guardRails?.report(autoscaler, [
    // While it only observes, the workload's own count holds.
    ...(acts(scaling.definition) ? gpuFaults({ gpu, scaling }, guardRails.rails) : []),
    ...metricFaults(scaling.definition, facts.labelConvention, guardRails.rails),
    ...observerFaultsOf(scaling.definition, guardRails.rails),
  ]);
}

interface GpuTaker {
  readonly gpu: Gpu;
  readonly scaling: AnyPolicyProps['scaling'];
  readonly podGroup?: AnyPolicyProps['podGroup'] | undefined;
  readonly replicas?: number | undefined;
  /** How the author probably called the policy, for a variant. */
  readonly variable?: string;
}

function gpuFaults(taker: GpuTaker, { maxGpusPerService: most }: GuardRailsProps): readonly RailFault[] {
  const { gpu, podGroup, variable } = taker;
  const each = gpusPerPod(gpu) * (podGroup?.size ?? 1);
  const { property, replicas } = mostReplicas(taker);
  if (most === undefined || !(replicas * each > most)) return [];
  const allowed = Math.floor(most / each);
  return [
    {
      rail: 'maxGpusPerService',
      property,
      value: replicas,
      ...gpusText({ replicas, each, most, modes: [gpu.mode] }),
      help:
        allowed > 0
          ? `Lower ${property} to ${allowed} for this cluster${variable === undefined ? '' : variant(variable, property, allowed)}`
          : 'One replica takes more than is allowed: use fewer or smaller GPUs',
    },
  ];
}

/** The most replicas at any time, and the property that says so; no step of a schedule may exceed it. */
function mostReplicas({ scaling: { definition }, replicas }: GpuTaker) {
  if (!acts(definition)) {
    return replicas === undefined
      ? { property: 'scaling.minReplicas', replicas: definition.minReplicas }
      : { property: 'replicas', replicas };
  }
  return { property: 'scaling.maxReplicas', replicas: definition.maxReplicas };
}

function variant(variable: string, property: string, replicas: number): string {
  const [parent, key] = property.split('.');
  const change = key === undefined ? `{ ${parent}: ${replicas} }` : `{ ${parent}: { ${key}: ${replicas} } }`;
  return `: ${variable}.with(${change})`;
}

function drainFaults({ drain }: AnyPolicyProps, { requireDrain }: GuardRailsProps): readonly RailFault[] {
  if (!requireDrain || drain) return [];
  return [
    {
      rail: 'requireDrain',
      property: 'drain',
      summary: 'the policy says nothing about drain, and here each must.',
      help: 'Write how long the longest request runs: drain: Duration.seconds(60)',
    },
  ];
}

function metricFaults(
  { metrics }: ScalingDefinition,
  convention: LabelConvention,
  { forbiddenMetrics = [] }: GuardRailsProps,
): readonly RailFault[] {
  return metrics.flatMap((target, index) => {
    const metric = readMetric(target, convention);
    const name = metric && forbiddenName(metric, forbiddenMetrics);
    if (name === undefined) return [];
    return [
      {
        rail: 'forbiddenMetrics' as const,
        property: `scaling.metrics[${index}]`,
        value: name,
        summary: `the policy ${forbiddenText(metric!, name)}`,
        help: 'Scale on another metric',
      },
    ];
  });
}

/** Undefined where the metric does not exist under the convention: an unmet need says so. */
function readMetric({ values }: MetricTarget, convention: LabelConvention): ReadMetric | undefined {
  if (values.kind === 'resource') return { apiName: values.resource, definitions: [] };
  const request = requestOf(values, convention);
  return request && { apiName: apiName(request), definitions: [request.metric] };
}

function observerFaultsOf(scaling: ScalingDefinition, rails: GuardRailsProps): readonly RailFault[] {
  return scaling.kind === 'ahpa' ? observerFaults(scaling, rails) : [];
}

/** `chatLlm` for `chat-llm`: how the author probably called it. */
function variableOf(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
