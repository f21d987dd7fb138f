import type { LabelConvention } from '../kubernetes/cluster-facts';
import { isPathSegmentName, PATH_SEGMENT_RULE } from '../kubernetes/names';
import type { Gpu } from './gpu';
import type { MetricTarget } from './metric-target';
import type { PolicyProblem } from './policy-error';
import { INSTEAD_ON } from './policy-needs';
import type { ScalingDefinition } from './scaling-policy';

const SERIES_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;
const SERIES_RULE = 'the name of a Prometheus series: letters, digits, "_" and ":", no digit first';

/** Metrics that the autoscaler cannot read, that say nothing about a pod, that cannot be served, or that stand twice. */
export function metricProblems(
  scaling: ScalingDefinition,
  gpu: Gpu,
  convention: LabelConvention,
): readonly PolicyProblem[] {
  if (scaling.metrics.length === 0) return [NO_METRIC];
  const seen = new Set<string>();
  return scaling.metrics.flatMap((target, index) => {
    const property = `scaling.metrics[${index}]`;
    const name = apiName(target, convention);
    const twice = seen.has(name);
    seen.add(name);
    return [
      ...unreadable(target, scaling.kind, property),
      ...saysNothing(target, gpu, property),
      ...unservable(target, convention, property),
      ...(twice ? [duplicate(name, property)] : []),
    ];
  });
}

const NO_METRIC: PolicyProblem = {
  code: 'metrics-missing',
  property: 'scaling.metrics',
  value: '[]',
  allowed: 'a list of at least one metric',
  why: 'Without a metric the API server scales on 80 % of the requested CPU.',
  help: 'Add a metric, such as metrics.ack.processSmUtil.perPod(20).',
};

/** What the autoscaler asks for; two policies' series may be one API metric under a cluster's convention. */
function apiName({ series, values }: MetricTarget, convention: LabelConvention): string {
  if (values.kind === 'resource') return values.resource;
  return values.metric.definitionFor(convention)?.name ?? series;
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
      `AHPA reads no Pods metric, and ${series} is one.`,
      'Use metrics.resource.gpu.utilization(n), or ScalingPolicy.hpa.',
    );
  }
  return [];
}

/** The run-time twin of `ScalingOn`. */
function saysNothing({ series, validOn }: MetricTarget, { mode }: Gpu, property: string): readonly PolicyProblem[] {
  if (validOn.includes(mode)) return [];
  const summary = `${series} says nothing about one pod on a ${mode} GPU.`;
  return [{ code: 'metric-on-gpu', property, value: series, summary, help: `Use ${INSTEAD_ON[mode]}.` }];
}

/** Only a policy's own series can have such names. */
function unservable({ values }: MetricTarget, convention: LabelConvention, property: string): readonly PolicyProblem[] {
  const definition = values.kind === 'pods' ? values.metric.definitionFor(convention) : undefined;
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
