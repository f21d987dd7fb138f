import type { LabelConvention } from '../../kubernetes/cluster-facts';
import {
  isLabelKey,
  isLabelValue,
  isPathSegmentName,
  LABEL_VALUE_RULE,
  PATH_SEGMENT_RULE,
} from '../../kubernetes/names';
import { apiName } from '../../pipeline/rule-for';
import { undeclaredSubstitutions } from '../git-ops/substitutions';
import type { Gpu } from '../gpu/gpu';
import { INSTEAD_ON } from '../policy/policy-needs';
import type { PolicyProblem } from '../problems/policy-error';
import { flag, mapOf, record, text } from '../problems/shape';
import { matchLabels } from '../scaling/scaling-metric';
import type { ScalingDefinition } from '../scaling/scaling-policy';
import type { ServiceIdentity } from '../service/service-identity';
import { type MetricTarget, requestOf } from './metric-target';

const SERIES_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;
const SERIES_LABEL_RULE = 'the name of a Prometheus label: letters, digits and "_", no digit first';
const SERIES_RULE = 'the name of a Prometheus series: letters, digits, "_" and ":", no digit first';

const SELECTION = record({ 'matchLabels?': mapOf(text), 'anyNamespace?': flag });

/** Where the metrics are read. */
export interface MetricSurroundings {
  readonly gpu: Gpu;
  readonly convention: LabelConvention;
  readonly identity: ServiceIdentity;
  /** What the cluster's GitOps engine replaces. */
  readonly substitutions?: readonly string[] | undefined;
}

/** Metrics that the autoscaler cannot read, that say nothing about a pod, that cannot be served, or that stand twice. */
export function metricProblems(
  scaling: ScalingDefinition,
  { gpu, convention, identity, substitutions }: MetricSurroundings,
): readonly PolicyProblem[] {
  if (scaling.metrics.length === 0) return [NO_METRIC[scaling.kind]];
  const seen = new Set<string>();
  return scaling.metrics.flatMap((target, index) => {
    const property = `scaling.metrics[${index}]`;
    const name = apiNameOf(target, convention);
    const twice = seen.has(name);
    seen.add(name);
    return [
      ...unreadable(target, scaling.kind, property),
      ...(scaling.kind === 'ahpa' && index === 0 ? unpredictable(target, property) : []),
      ...saysNothing(target, gpu, property),
      ...unservable(target, convention, property),
      ...unselected(target, { convention, identity, substitutions }, property),
      ...(twice ? [duplicate(name, property)] : []),
    ];
  });
}

const EMPTY = {
  code: 'metrics-missing',
  property: 'scaling.metrics',
  value: [],
  allowed: 'a list of at least one metric',
} as const;

const NO_METRIC: { readonly [kind in ScalingDefinition['kind']]: PolicyProblem } = {
  hpa: {
    ...EMPTY,
    why: 'Without a metric the API server scales on 80 % of the requested CPU.',
    help: 'Add a metric, such as metrics.ack.processSmUtil.perPod(20).',
  },
  ahpa: {
    ...EMPTY,
    why: 'AHPA forecasts the first metric: without one there is nothing to forecast.',
    help: 'Add a metric, such as metrics.resource.gpu.utilization(20).',
  },
};

/** What the autoscaler asks for; two policies' series may be one API metric under a cluster's convention. */
function apiNameOf({ series, values }: MetricTarget, convention: LabelConvention): string {
  if (values.kind === 'resource') return values.resource;
  const request = requestOf(values, convention);
  return request ? apiName(request) : series;
}

/** The run-time twin of `HpaReads` and `AhpaReads`. */
function unreadable(
  { source, series }: MetricTarget,
  kind: 'hpa' | 'ahpa',
  property: string,
): readonly PolicyProblem[] {
  const problem = (summary: string, help: string): readonly PolicyProblem[] => [
    { code: 'metric-source', property, value: series, summary, help },
  ];
  if (kind === 'hpa' && source === 'AhpaResource') {
    return problem(
      `an HPA reads no resource ${series}: the metrics API has cpu and memory only.`,
      'Use metrics.ack.processSmUtil.perPod(n), or ScalingPolicy.ahpa.',
    );
  }
  if (kind === 'ahpa' && (source === 'Pods' || source === 'Object')) {
    return problem(
      `AHPA reads no ${source} metric, and ${series} is one.`,
      'Use it with .asExternal().perPod(n) where it adds up, metrics.resource.gpu.utilization(n), or ScalingPolicy.hpa.',
    );
  }
  return [];
}

/** AHPA forecasts its first metric and divides it by the pods: that needs a demand, which a latency is not. */
function unpredictable({ series, values }: MetricTarget, property: string): readonly PolicyProblem[] {
  if (values.kind !== 'external' || 'averageValue' in values.threshold) return [];
  const summary = `AHPA forecasts its first metric, and ${series} is a latency: it does not add up over pods.`;
  const help = 'Put a metric of demand first, such as metrics.vllm.numRequests.asExternal().perPod(n).';
  return [{ code: 'metric-source', property, value: series, summary, help }];
}

/** An External metric without labels would be the sum over every service of the namespace. */
function unselected(
  { series, values }: MetricTarget,
  { convention, identity, substitutions }: Omit<MetricSurroundings, 'gpu'>,
  property: string,
): readonly PolicyProblem[] {
  if (values.kind === 'object' && identity.service === undefined) {
    const help = 'Give the Autoscaler its prop service, or use perPod(n) without ofService().';
    const summary = `${series} is read from the Service, and its name is not known.`;
    return [{ code: 'metric-selection', property, value: series, summary, help }];
  }
  if (values.kind !== 'external') return [];
  const misshapen = SELECTION(values.selection, `${property}, selection`);
  if (misshapen.length > 0) return misshapen;
  if (values.metric.definitionFor(convention) === undefined) return [];
  const { anyNamespace, matchLabels: given } = values.selection;
  if (anyNamespace && given === undefined) return [outOfAnyNamespace(series, property)];
  const labels = matchLabels(values, convention, identity);
  if (labels !== undefined && Object.keys(labels).length > 0) return labelProblems(labels, property, substitutions);
  return [
    {
      code: 'metric-selection',
      property,
      value: series,
      summary: `nothing tells the series of ${series} from those of other services.`,
      help: 'Write .asExternal({ matchLabels: { ... } }) with labels that the series of this service carry, and no others.',
    },
  ];
}

function outOfAnyNamespace(series: string, property: string): PolicyProblem {
  return {
    code: 'metric-selection',
    property,
    value: series,
    summary: `nothing tells the series of ${series} from those of other namespaces.`,
    why: 'A container of the same name may run anywhere.',
    help: 'Write .asExternal({ anyNamespace: true, matchLabels: { ... } }) with labels that the series of this service carry, and no others.',
  };
}

/**
 * A label of a series becomes a matcher; a Kubernetes label with a dot or a slash would be none. The value goes through a
 * Kubernetes label selector on its way, which takes no more than a label's: the request would fail for ever.
 */
function labelProblems(
  labels: { readonly [label: string]: string },
  property: string,
  substitutions: readonly string[] | undefined,
): readonly PolicyProblem[] {
  return Object.entries(labels).flatMap(([label, value]): readonly PolicyProblem[] => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(label)) {
      const help = 'Name labels of the series, not of the pods.';
      return [{ code: 'metric-selection', property, value: label, allowed: SERIES_LABEL_RULE, help }];
    }
    const at = `${property}, matchLabels.${label}`;
    if (!isLabelKey(label)) {
      const help = 'Select by another label of the series.';
      return [{ code: 'metric-selection', property, value: label, allowed: 'a label that begins with a letter', help }];
    }
    if (value.includes('${')) return undeclaredSubstitutions(at, value, substitutions);
    if (isLabelValue(value)) return [];
    return [
      {
        code: 'metric-selection',
        property: at,
        value,
        allowed: `the value of a Kubernetes label: ${LABEL_VALUE_RULE}`,
        why: 'The autoscaler asks by a label selector of Kubernetes: with another value each request fails, and it never scales.',
        help: "Leave matchLabels out: the series of the service's own container are then taken. Or select by another label.",
      },
    ];
  });
}

/** The run-time twin of `ScalingOn`. */
function saysNothing({ series, validOn }: MetricTarget, { mode }: Gpu, property: string): readonly PolicyProblem[] {
  if (validOn.includes(mode)) return [];
  const summary = `${series} says nothing about one pod on a ${mode} GPU.`;
  return [{ code: 'metric-on-gpu', property, value: series, summary, help: `Use ${INSTEAD_ON[mode]}.` }];
}

/** Only a policy's own series can have such names. */
function unservable({ values }: MetricTarget, convention: LabelConvention, property: string): readonly PolicyProblem[] {
  const definition = values.kind === 'resource' ? undefined : values.metric.definitionFor(convention);
  if (!definition) return [];
  const { series, name } = definition;
  const help = 'Give metrics.custom the name of a series, and with "as" the name of the API metric.';
  if (!SERIES_NAME.test(series)) return [{ code: 'metric-name', property, value: series, allowed: SERIES_RULE, help }];
  if (isPathSegmentName(name)) return [];
  return [{ code: 'metric-name', property, value: name, allowed: PATH_SEGMENT_RULE, help }];
}

function duplicate(name: string, property: string): PolicyProblem {
  return {
    code: 'metric-duplicate',
    property,
    value: name,
    allowed: 'another metric than those before it',
    help: 'Keep the one with the threshold that is meant.',
  };
}
