import { type LocalTime, parseLocalTime } from '../../autoscaling/ahpa/local-time';
import { SCALE_STRATEGIES } from '../../autoscaling/ahpa/model';
import { LABEL_CONVENTION_NAMES } from '../../kubernetes/cluster-facts';
import { Gpu } from '../gpu/gpu';
import type { Exposable } from '../metrics/metric-target';
import { objectPatches } from '../output/object-patch-shape';
import { nameProblems } from '../problems/name-problems';
import type { PolicyProblem } from '../problems/policy-error';
import {
  anything,
  duration,
  flag,
  listOf,
  mapOf,
  number,
  oneOf,
  record,
  type Shape,
  shaped,
  size,
  text,
} from '../problems/shape';
import { ScalingPolicy } from '../scaling/scaling-policy';
import { Schedule } from '../schedule/schedule';
import { Engine } from '../service/engine';

const QUANTITIES = record({ 'cpu?': text, 'memory?': text });
const WORDS = listOf(text);

const RATES = record({
  'stabilizationWindowSeconds?': number,
  'selectPolicy?': oneOf('Max', 'Min', 'Disabled'),
  'policies?': listOf(record({ type: oneOf('Pods', 'Percent'), value: number, periodSeconds: number })),
  'tolerance?': number,
});

/** One of the quantiles where somebody gives the whole latency. */
function quantileIn(value: unknown): string | undefined {
  const series = (value as { readonly p95?: { readonly series?: unknown } } | null | undefined)?.p95?.series;
  return typeof series === 'string' ? series : undefined;
}

/** The run-time twin of `WithThreshold`. */
const TARGET: Shape = (value, property) => {
  const { series, values, atMost, notForScaling } = (value ?? {}) as { readonly [key: string]: unknown };
  if (typeof values === 'object' && values !== null) return [];
  const help = atMost ? 'Write .atMost(Duration.seconds(n)).' : 'Write .perPod(n).';
  const quantile = quantileIn(value);
  if (quantile !== undefined) {
    const summary = `${quantile.replace(/_p\d+$/, '')} has several quantiles, and no threshold.`;
    return [
      { code: 'metric-source', property, value: quantile, summary, help: 'Write .p95.atMost(Duration.seconds(n)).' },
    ];
  }
  if (typeof series !== 'string') {
    const example = 'Write metrics.ack.processSmUtil.perPod(20).';
    return [{ code: 'value-type', property, value, allowed: 'a metric with its threshold', help: example }];
  }
  if (typeof notForScaling === 'string') {
    const summary = `no autoscaler can scale on ${series}: ${notForScaling}.`;
    const help = 'Take a metric of the load; for people, a cluster serves this one with expose.';
    return [{ code: 'metric-source', property, value: series, summary, help }];
  }
  const ofNode = LABEL_CONVENTION_NAMES.some((name) => (value as Exposable).requestFor?.(name)?.by === 'node');
  return [
    {
      code: 'metric-source',
      property,
      value: series,
      summary: `${series} has no threshold.`,
      ...(ofNode && { why: 'A metric by node has no value per pod, and no HPA can read a node.' }),
      help: ofNode ? 'Drop byNode(), and write .perPod(n).' : help,
    },
  ];
};

const COMMON_SCALING = {
  kind: anything,
  'name?': text,
  minReplicas: number,
  maxReplicas: number,
  metrics: listOf(TARGET),
  'fromWith?': anything,
} as const;

const RULES = record({ 'scaleUp?': RATES, 'scaleDown?': RATES });

const BEHAVIOR: Shape = (value, property) =>
  RULES(value, property).map((problem) =>
    value === 'kubernetesDefault'
      ? {
          ...problem,
          why: "That word belongs to a variant: policy.with({ scaling: { behavior: 'kubernetesDefault' } }).",
          help: 'Leave behavior out: without startup that is the default of Kubernetes.',
        }
      : problem,
  );

const HPA = record({
  ...COMMON_SCALING,
  'behavior?': BEHAVIOR,
  'kubernetesDefault?': flag,
  'schedule?': anything,
});

const SCHEDULE: Shape = (value, property) =>
  value instanceof Schedule
    ? value.shapeProblems(property)
    : shaped(() => false, 'a Schedule', 'Write Schedule.weekly({ ... }).')(value, property);

const DAY = shaped(
  (value) => midnightOf(value) !== undefined,
  'a day of the calendar, as YYYY-MM-DD',
  'Write 2026-10-01.',
);

const DAYS = record({ from: DAY, until: DAY });

const OBSERVED: Shape = (value, property) => {
  const problems = DAYS(value, property);
  if (problems.length > 0) return problems;
  const { from, until } = value as { readonly from: string; readonly until: string };
  const help = 'Write the first day on which it only observed, and the first on which it acts.';
  return shaped(
    () => midnightOf(until)! > midnightOf(from)!,
    `a day after from, which is ${from}`,
    help,
  )(until, `${property}.until`);
};

function midnightOf(day: unknown): LocalTime | undefined {
  return typeof day === 'string' ? parseLocalTime(`${day} 00:00:00`) : undefined;
}

const AHPA = record({
  ...COMMON_SCALING,
  prediction: record({ quantile: number, 'scaleUpForward?': duration }),
  'scaleStrategy?': oneOf(...SCALE_STRATEGIES),
  'stabilizationWindow?': duration,
  'schedule?': SCHEDULE,
  'observed?': OBSERVED,
});

/** The default of AHPA would be an autoscaler that never scales, and nobody would have said so. */
function strategyProblems(scaleStrategy: unknown, property: string): readonly PolicyProblem[] {
  if (scaleStrategy !== undefined) return [];
  const why = "Left out, it is 'observer' for AHPA: that computes and never scales.";
  const help = "Write scaleStrategy: 'observer' to compare first, or scaleStrategy: 'auto' to scale.";
  return [{ code: 'value-missing', property, value: undefined, allowed: 'given', why, help }];
}

const SCALING: Shape = (value, property) => {
  if (!(value instanceof ScalingPolicy)) {
    return shaped(() => false, 'a ScalingPolicy', 'Write scaling: ScalingPolicy.hpa({ ... }).')(value, property);
  }
  const { definition } = value;
  if (definition.kind === 'hpa') return HPA(definition, property);
  return [...AHPA(definition, property), ...strategyProblems(definition.scaleStrategy, `${property}.scaleStrategy`)];
};

const GPU = shaped((value) => value instanceof Gpu, 'a Gpu', 'Write gpu: Gpu.dedicated(1).');

const SHARED_MEMORY = shaped(
  (value) => value === false || size(value, '').length === 0,
  'a Size, or false',
  'Write sharedMemory: Size.gibibytes(8).',
);

const POLICY = record({
  gpu: GPU,
  scaling: SCALING,
  image: text,
  port: number,
  'namespace?': text,
  'command?': WORDS,
  'args?': WORDS,
  'env?': mapOf(text),
  'resources?': record({ 'requests?': QUANTITIES, 'limits?': QUANTITIES }),
  'sharedMemory?': SHARED_MEMORY,
  'pool?': text,
  'podGroup?': record({ size: number, 'worker?': record({ 'command?': WORDS, 'args?': WORDS }) }),
  'metricsPort?': number,
  'patches?': objectPatches,
  'service?': record({ 'name?': text, 'type?': oneOf('ClusterIP', 'NodePort', 'LoadBalancer'), 'port?': number }),
  'engine?': shaped((value) => value instanceof Engine, 'an Engine', "Write engine: Engine.vllm('0.18.0')."),
  'healthPath?': text,
  'startup?': record({ expected: duration, 'max?': duration }),
  'drain?': duration,
  'rollout?': record({ spareReplicas: number }),
  'replicas?': number,
  'handOver?': record({ replicas: number }),
});

/** A policy as `cluster.add(...)` takes it. Its values are looked at where it is placed. */
export const policyValue: Shape = (value, property) => {
  const { id, props } = (value ?? {}) as { readonly id?: unknown; readonly props?: unknown };
  // Any other name is judged with the objects; a construct without one cannot be made.
  if (id === '') return nameProblems({ id });
  if (typeof id === 'string' && typeof props === 'object' && props !== null) return [];
  const help = Array.isArray(value)
    ? 'Spread a list: cluster.add(...policies).'
    : "Write cluster.add(definePolicy('chat', { ... })).";
  return shaped(() => false, 'a policy', help)(value, property);
};

/** Values of a policy that are not even of the right kind: nothing can be made of them. */
export function policyShapeProblems(props: unknown): readonly PolicyProblem[] {
  return POLICY(props, '');
}

/** The same for an autoscaler of its own. */
export function scalingShapeProblems(gpu: unknown, scaling: unknown, startup: unknown): readonly PolicyProblem[] {
  const shape = record({ gpu: GPU, scaling: SCALING, 'startup?': record({ expected: duration, 'max?': duration }) });
  return shape({ gpu, scaling, startup }, '');
}
