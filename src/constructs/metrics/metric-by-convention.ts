import {
  type GpuAllocationMode,
  LABEL_CONVENTION_NAMES,
  type LabelConventionName,
} from '../../kubernetes/cluster-facts';
import { conventionName } from '../../metrics/label-convention';
import type { MetricUnit } from '../../metrics/metric-definition';
import type { ConventionKey } from '../cluster/cluster-terms';
import type { PolicyProblem } from '../problems/policy-error';
import { refuseCall } from '../problems/refused-call';
import { record, shaped } from '../problems/shape';
import { podMetric } from './create-metric';
import type { MetricNeed, PodMetric } from './metric-target';

/** Any metric that exists under a convention which offers no more than these needs. */
type MetricUnder<N extends MetricNeed> = PodMetric<string, MetricUnit, GpuAllocationMode, N>;

type SeriesOf<P> = P extends PodMetric<infer Series, MetricUnit, GpuAllocationMode, MetricNeed> ? Series : never;
type UnitOf<P> = P extends PodMetric<string, infer U, GpuAllocationMode, MetricNeed> ? U : never;
type NotValidOn<P> =
  P extends PodMetric<string, MetricUnit, infer On, MetricNeed> ? Exclude<GpuAllocationMode, On> : never;
type Missing<P, C extends ConventionKey> = [P] extends [never] ? `not:${C}` : never;

/** A message where the entries count in several units: one threshold would mean another thing on each cluster. */
type OneUnit<U extends MetricUnit> =
  Several<U> extends true
    ? '✖ the entries of metrics.byConvention({ ... }) count in several units, and one threshold fits one: take series of one unit'
    : unknown;

type Several<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** One metric for each label convention. */
export interface ConventionChoice<A, D, H, G> {
  /** On clusters with label convention `ack`. @default - such clusters refuse the policy */
  readonly ack?: A;
  /** On clusters with label convention `dcgmExporter`. @default - such clusters refuse the policy */
  readonly dcgmExporter?: D;
  /** On clusters with label convention `dcgmHonorLabels`. @default - such clusters refuse the policy */
  readonly dcgmHonorLabels?: H;
  /** On clusters with label convention `gke`. @default - such clusters refuse the policy */
  readonly gke?: G;
}

const MEMBER = shaped(
  (value) => {
    const { definitionFor, perPod } = (value ?? {}) as { readonly [key: string]: unknown };
    return typeof definitionFor === 'function' && typeof perPod === 'function';
  },
  'a metric with a value for each pod, without a threshold',
  'Write metrics.ack.processSmUtil, and the threshold behind byConvention({ ... }).',
);

const CHOICE = record(Object.fromEntries(LABEL_CONVENTION_NAMES.map((name) => [`${name}?`, MEMBER])));

/** The run-time twin of `OneUnit`, and a choice of nothing. */
function unitProblems(entries: { readonly [name in LabelConventionName]?: PodMetric }): readonly PolicyProblem[] {
  const given = Object.entries(entries).filter(([, entry]) => entry !== undefined);
  const units = new Set(given.map(([, { unit }]) => unit));
  if (units.size === 1) return [];
  if (units.size === 0) {
    const help = 'Write { ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.gpuUtil }.';
    return [{ code: 'value-missing', summary: 'there is no entry.', help }];
  }
  const found = given.map(([name, { series, unit }]) => `${name}: ${series} in ${unit}`).join(', ');
  return [
    {
      code: 'metric-unit',
      summary: `the entries need one unit, and have several: ${found}.`,
      why: 'One threshold cannot fit both.',
      help: 'Take series of one unit, such as metrics.dcgm.gpuUtil beside metrics.ack.processSmUtil, or two policies.',
    },
  ];
}

/** A metric that is another one under each label convention. */
export function metricByConvention<
  A extends MetricUnder<'ackSeries'> = never,
  D extends MetricUnder<'podLabelsOnCardSeries'> = never,
  H extends MetricUnder<'podLabelsOnCardSeries'> = never,
  G extends MetricUnder<'podLabelsOnCardSeries'> = never,
>(
  choice: ConventionChoice<A, D, H, G> & OneUnit<UnitOf<A | D | H | G>>,
): PodMetric<
  SeriesOf<A | D | H | G>,
  UnitOf<A | D | H | G>,
  Exclude<GpuAllocationMode, NotValidOn<A | D | H | G>>,
  Missing<A, 'ack'> | Missing<D, 'dcgmExporter'> | Missing<H, 'dcgmHonorLabels'> | Missing<G, 'gke'> | 'not:custom'
> {
  refuseCall('metrics.byConvention({ ... })', CHOICE(choice, ''));
  const entries: { readonly [name in LabelConventionName]?: PodMetric } = choice as object;
  const members = Object.values(entries).filter((entry) => entry !== undefined);
  refuseCall('metrics.byConvention({ ... })', unitProblems(entries));
  const first = members[0]!;
  const metric = podMetric({
    series: [...new Set(members.map(({ series }) => series))].join(' or '),
    unit: first.unit,
    validOn: first.validOn.filter((mode) => members.every((member) => member.validOn.includes(mode))),
    needs: [
      'not:custom',
      ...LABEL_CONVENTION_NAMES.filter((name) => !entries[name]).map((name) => `not:${name}` as const),
    ],
    definitionFor: (convention) => {
      const name = conventionName(convention);
      return name === 'custom' ? undefined : entries[name]?.definitionFor(convention);
    },
  });
  return metric as ReturnType<typeof metricByConvention<A, D, H, G>>;
}
